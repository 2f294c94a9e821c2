import { sandboxUser, BASE_PATH, netHuntDemo, netHuntStory } from './nethunt';
import { demo, demoCredentials } from './worksection';
import type { Simulator } from './common';
import type { Sandbox, VendorName } from './index';

type Running = Simulator<unknown, unknown, object>;

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
};

/** Fills every running vendor with its demo data. */
export function seedDemo(sandbox: Partial<Sandbox>, vendors: readonly VendorName[]): void {
	for (const name of vendors) sandbox[name]?.seed(guides[name].demo());
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
