import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ICredentialType, INodeParameters, IVersionedNodeType } from 'n8n-workflow';

import type { SalesforceSimulator } from '../../../sandbox/salesforce';
import { hostFolder } from '../../support/host/paths';
import type { HarnessOptions } from '../../support/workflow';
import { KEY, signIn } from './org';

export const OWN_TYPE = 'n8n-nodes-base.salesforce';

/** Whether the real n8n is installed, whose Salesforce node is the peer. */
export const hasOwnNode = (): boolean => existsSync(nodes());

const nodes = () => join(hostFolder(), 'node_modules', 'n8n-nodes-base', 'dist');

/** n8n's own Salesforce node, signed in to the simulator as after its OAuth2 dialogue. */
export async function ownNode(sim: SalesforceSimulator): Promise<Partial<HarnessOptions>> {
	const load = createRequire(join(nodes(), 'index.js'));
	const { Salesforce } = load('./nodes/Salesforce/Salesforce.node.js') as { Salesforce: new () => IVersionedNodeType };
	const { SalesforceOAuth2Api } = load('./credentials/SalesforceOAuth2Api.credentials.js') as {
		SalesforceOAuth2Api: new () => ICredentialType;
	};
	const oauthTokenData = { access_token: await signIn(sim), token_type: 'Bearer', instance_url: sim.url };
	return {
		nodes: { [OWN_TYPE]: new Salesforce() as never },
		credentialTypes: [new SalesforceOAuth2Api()],
		credentials: { salesforceOAuth2Api: { clientId: 'id', clientSecret: 'secret', oauthTokenData } },
	};
}

/** The same upsert, the values by expressions: it knows no other way. */
export const ownUpsert: INodeParameters = {
	authentication: 'oAuth2',
	resource: 'contact',
	operation: 'upsert',
	externalId: KEY,
	externalIdValue: '={{ $json.key }}',
	lastname: '={{ $json.person.last }}',
	additionalFields: {
		firstName: '={{ $json.person.first }}',
		email: '={{ $json.email }}',
		title: '={{ $json.title }}',
	},
};
