import { guides, seedDemo } from '../../sandbox/guide';
import type { Sandbox, VendorName } from '../../sandbox';
import { sandboxUser as daktelaUser } from '../../sandbox/daktela';
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
};

/** As the vendor writes itself. */
export const titleOf = (vendor: VendorName) => guides[vendor].title;

/** What a builder would type into n8n to sign in to a simulated vendor. */
export const credentialOf = (vendor: VendorName, sandbox: Sandbox) => ({
	...credentials[vendor](sandbox),
	name: `${titleOf(vendor)} (sandbox)`,
});

/** Empties a simulated vendor and fills it with the demonstration data. */
export function refill(vendor: VendorName, sandbox: Sandbox) {
	sandbox[vendor].reset();
	seedDemo(sandbox, [vendor]);
}
