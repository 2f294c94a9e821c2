import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { propertiesOf } from '../shared/describe';
import { runnerFor } from '../shared/runner';
import { apiUsage } from './apiUsage';
import { signInTest } from './credentialTest';
import { lookups } from './lookups';
import { object } from './object';
import { openSalesforce } from './open';
import { record } from './record';

const resources = [record, object, apiUsage];

export class SalesforceSync implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Salesforce Sync',
		name: 'salesforceSync',
		icon: { light: 'file:salesforce.svg', dark: 'file:salesforce.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read and write records of any Salesforce object, many in one request',
		defaults: { name: 'Salesforce Sync' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'salesforceSyncApi', required: true, testedBy: 'signInTest' }],
		properties: propertiesOf(resources),
	};

	methods = { ...lookups, credentialTest: { signInTest } };

	execute = runnerFor(resources, openSalesforce);
}
