import { sandboxUser, BASE_PATH, netHuntDemo, netHuntStory } from './nethunt';
import { daktelaDemo, daktelaStory, sandboxUser as daktelaUser } from './daktela';
import { googleCalendarDemo, googleCalendarLogin, googleCalendarStory } from './googleCalendar';
import { heliosGreenDemo, heliosGreenLogin } from './heliosGreen';
import { salesforceDemo, salesforceStory, sandboxUser as salesforceUser } from './salesforce';
import { streamsoftDemo, streamsoftStory, type StreamsoftSimulator } from './streamsoft';
import { demo, demoCredentials } from './worksection';
import type { Sandbox, VendorName } from './index';

interface Running {
	readonly url: string;
}

/** What a person needs to know to use a simulated vendor that was filled with the demo data. */
interface Guide {
	/** As the vendor writes itself. */
	readonly title: string;
	readonly demo: () => unknown;
	/** Label in n8n's credential and what to type there. */
	credential(simulator: Running): Array<[label: string, value: string]>;
	/** Three commands to try. */
	examples(simulator: Running): string[];
}

const act = ({ url }: Running, name: string, body: object) =>
	`curl -X POST ${url}/_sandbox/act/${name} -d '${JSON.stringify(body)}'`;

const { emailAddress, apiKey } = sandboxUser();

export const guides: Record<VendorName, Guide> = {
	nethunt: {
		title: 'NetHunt CRM',
		demo: netHuntDemo,
		credential: ({ url }) => [
			['Base URL', url],
			['Email', emailAddress],
			['API Key', apiKey],
		],
		examples: (simulator) => [
			`curl -u ${emailAddress}:${apiKey} ${simulator.url}${BASE_PATH}/triggers/readable-folder`,
			act(simulator, 'setField', { record: netHuntStory.deal, field: netHuntStory.field, value: netHuntStory.to }),
			`curl ${simulator.url}/_sandbox/requests`,
		],
	},
	worksection: {
		title: 'Worksection',
		demo: () => demo,
		credential: ({ url }) => [
			['Account URL', url],
			['API Key', demoCredentials.apiKey],
			['OAuth2 Client ID', demoCredentials.clientId],
			['OAuth2 Client Secret', demoCredentials.clientSecret],
		],
		examples: (simulator) => [
			`curl ${simulator.url}/_sandbox/state`,
			act(simulator, 'closeTask', { task: 5001 }),
			`curl -X POST ${simulator.url}/_sandbox/faults -d '{"status":503,"times":3}'`,
		],
	},
	daktela: {
		title: 'Daktela',
		demo: daktelaDemo,
		credential: ({ url }) => [
			['Instance URL', url],
			['Access Token', daktelaUser().token],
			['or User Name', daktelaUser().name],
			['and Password', daktelaUser().password],
		],
		examples: (simulator) => [
			`curl -H 'X-AUTH-TOKEN: ${daktelaUser().token}' ${simulator.url}/api/v6/accounts/${daktelaStory.account}.json`,
			`curl ${simulator.url}/_sandbox/act`,
			`curl -X POST ${simulator.url}/_sandbox/faults -d '{"status":429,"retryAfter":2}'`,
		],
	},
	heliosGreen: {
		title: 'Helios Green',
		demo: heliosGreenDemo,
		credential: ({ url }) => [
			['Service-Gate Address', `${url}${heliosGreenLogin.path}`],
			['Database Profile', heliosGreenLogin.profile],
			['User Name', heliosGreenLogin.username],
			['Password', heliosGreenLogin.password],
		],
		examples: (simulator) => [
			`curl ${simulator.url}${heliosGreenLogin.path}?wsdl`,
			`curl ${simulator.url}/_sandbox/act`,
			`curl ${simulator.url}/_sandbox/requests`,
		],
	},
	salesforce: {
		title: 'Salesforce',
		demo: salesforceDemo,
		credential: ({ url }) => [
			['Instance URI', url],
			['Consumer Key', salesforceUser().consumerKey],
			['Consumer Secret', salesforceUser().consumerSecret],
			['User Name', salesforceUser().username],
			['Password', salesforceUser().password],
			['Security Token', salesforceUser().securityToken],
		],
		examples: (simulator) => [
			`curl -d 'grant_type=client_credentials&client_id=${salesforceUser().consumerKey}&client_secret=${salesforceUser().consumerSecret}' ${simulator.url}/services/oauth2/token`,
			act(simulator, 'setField', {
				record: salesforceStory.contact,
				field: salesforceStory.field,
				value: salesforceStory.to,
			}),
			`curl ${simulator.url}/_sandbox/requests`,
		],
	},
	googleCalendar: {
		title: 'Google Calendar',
		demo: googleCalendarDemo,
		credential: ({ url }) => [
			['API Address', url],
			['Token Address', `${url}${googleCalendarLogin.paths.token}`],
			['Client ID', googleCalendarLogin.clientId],
			['Client Secret', googleCalendarLogin.clientSecret],
			['Default Refresh Token', googleCalendarLogin.refreshToken],
			['Operator Tokens', JSON.stringify({ piotr: googleCalendarLogin.operators.piotr.refreshToken })],
		],
		examples: (simulator) => [
			`curl ${simulator.url}/_sandbox/act`,
			act(simulator, 'deleteEvent', { calendar: googleCalendarStory.annaMeetings.id, event: 'demospotkanie2' }),
			`curl ${simulator.url}/_sandbox/requests`,
		],
	},
	streamsoft: {
		title: 'Streamsoft',
		demo: () => streamsoftDemo(),
		credential(simulator) {
			const { host, port, database, user, password } = (simulator as StreamsoftSimulator).database;
			return [
				['Host', host],
				['Port', String(port)],
				['Database', database],
				['User Name', user],
				['Password', password],
			];
		},
		examples: (simulator) => [
			`curl ${simulator.url}/_sandbox/state`,
			act(simulator, 'completeTask', { task: streamsoftStory.task }),
			`curl ${simulator.url}/_sandbox/act`,
		],
	},
};

/** Fills every running vendor with its demo data. */
export async function seedDemo(sandbox: Partial<Sandbox>, vendors: readonly VendorName[]): Promise<void> {
	for (const name of vendors) await sandbox[name]?.seed(guides[name].demo());
}

/** Plain text for the terminal. */
export function guideText(simulator: Running, name: VendorName): string {
	const { title, credential, examples } = guides[name];
	const typed = credential(simulator).map(([label, value]) => `    ${`${label}:`.padEnd(22)} ${value}`);
	const lines = [
		`${title} at ${simulator.url}`,
		'  To type into n8n:',
		...typed,
		`  Back door: ${simulator.url}/_sandbox/ (health, state, seed, reset, requests, faults, clock, switches, act)`,
		'  Try:',
		...examples(simulator).map((example) => `    ${example}`),
	];
	return lines.join('\n');
}
