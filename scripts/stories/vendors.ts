import { guides, seedDemo } from '../../sandbox/guide';
import type { Sandbox, VendorName } from '../../sandbox';
import { sandboxUser as daktelaUser } from '../../sandbox/daktela';
import { googleCalendarLogin, googleCalendarStory } from '../../sandbox/googleCalendar';
import { heliosGreenLogin } from '../../sandbox/heliosGreen';
import { sandboxUser } from '../../sandbox/nethunt';
import { sandboxUser as salesforceUser } from '../../sandbox/salesforce';
import { demoCredentials } from '../../sandbox/worksection';

export type { VendorName };

interface CredentialValues {
	/** Of this package, as n8n knows it. */
	type: string;
	data: Record<string, unknown>;
}

/** One operator of the Google Calendar credential; event types with the calendars they belong into. */
const operatorEntry = (operator: string, tokenFromConfiguration: boolean, calendars: Record<string, string>) => ({
	operator,
	support: true,
	tokenFromConfiguration,
	calendars: { rows: Object.entries(calendars).map(([type, calendar]) => ({ type, calendar })) },
});

const credentials: Record<VendorName, (sandbox: Sandbox) => CredentialValues> = {
	nethunt: ({ nethunt }) => {
		const { emailAddress, apiKey } = sandboxUser();
		return { type: 'netHuntApi', data: { email: emailAddress, apiKey, baseUrl: nethunt.url } };
	},
	worksection: ({ worksection }) => {
		const { apiKey } = demoCredentials;
		const data = { accountUrl: worksection.url, apiKey, scheme: 'md5', requestsPerSecond: 1 };
		return { type: 'worksectionApi', data };
	},
	daktela: ({ daktela }) => {
		const { token } = daktelaUser();
		return { type: 'daktelaApi', data: { instanceUrl: daktela.url, signIn: 'token', accessToken: token } };
	},
	heliosGreen: ({ heliosGreen }) => {
		const { path, profile, username, password } = heliosGreenLogin;
		const data = { databaseProfile: profile, userName: username, password, serviceGateAddress: heliosGreen.url + path };
		return { type: 'heliosGreenApi', data };
	},
	salesforce: ({ salesforce }) => {
		const { consumerKey, consumerSecret } = salesforceUser();
		const data = { signIn: 'clientCredentials', instanceUri: salesforce.url, consumerKey, consumerSecret };
		return { type: 'salesforceSyncApi', data };
	},
	googleCalendar: ({ googleCalendar }) => {
		const { clientId, clientSecret, refreshToken, operators, paths } = googleCalendarLogin;
		const { annaMeetings, annaVisits, piotrMeetings } = googleCalendarStory;
		const operator = [
			operatorEntry('Anna Nowakowska', true, {
				Spotkanie: annaMeetings.summary,
				'Wizyta referencyjna': annaVisits.summary,
			}),
			operatorEntry('Piotr Zieliński', false, { Spotkanie: piotrMeetings.summary }),
		];
		const data = {
			apiAddress: googleCalendar.url,
			renewalAddress: googleCalendar.url + paths.token,
			clientId,
			clientSecret,
			refreshToken,
			operators: { operator },
			operatorTokens: JSON.stringify({ 'Piotr Zieliński': operators.piotr.refreshToken }),
			monthsBack: 1,
			monthsForward: 12,
		};
		return { type: 'googleCalendarSyncApi', data };
	},
	streamsoft: ({ streamsoft }) => {
		const { host, port, database, user, password } = streamsoft.database;
		const data = { host, port, database, userName: user, password, timezone: 'Europe/Warsaw' };
		return { type: 'streamsoftFirebirdApi', data };
	},
};

/** As the vendor writes itself. */
export const titleOf = (vendor: VendorName) => guides[vendor].title;

/** What a builder would type into n8n to sign in to a simulated vendor. */
export const credentialOf = (vendor: VendorName, sandbox: Sandbox) => ({
	...credentials[vendor](sandbox),
	name: `${titleOf(vendor)} (sandbox)`,
});

/** Empties a simulated vendor and fills it with the demonstration data. */
export async function refill(vendor: VendorName, sandbox: Sandbox): Promise<void> {
	await sandbox[vendor].reset();
	await seedDemo(sandbox, [vendor]);
}
