import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { propertiesOf } from '../shared/describe';
import { runnerFor } from '../shared/runner';
import { sourceLookups, sourceTest } from '../shared/sources';
import { account } from './account';
import { activity } from './activity';
import { anyResource } from './anyResource';
import { credentialTest } from './connection';
import { contact } from './contact';
import { crmRecord } from './crmRecord';
import { database } from './database';
import { lookups } from './lookups';
import { openDaktela } from './open';
import { recordType } from './recordType';
import { ticket } from './ticket';

const resources = [contact, account, activity, anyResource, crmRecord, database, recordType, ticket];

export class Daktela implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Daktela',
		name: 'daktela',
		icon: { light: 'file:daktela.svg', dark: 'file:daktela.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read and write contacts, accounts, CRM records, tickets and activities in Daktela',
		defaults: { name: 'Daktela' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{ name: 'daktelaApi', required: true, testedBy: 'daktelaConnection' },
			// Asked for the lists of a mapping only; a run does without them.
			{
				name: 'heliosGreenApi',
				required: false,
				testedBy: 'heliosGreenConnection',
				displayOptions: { show: { fieldsOf: ['HeliosGreen'] } },
			},
			{
				name: 'salesforceSyncApi',
				required: false,
				testedBy: 'salesforceConnection',
				displayOptions: { show: { fieldsOf: ['Salesforce'] } },
			},
		],
		properties: propertiesOf(resources),
	};

	methods = {
		listSearch: { ...lookups.listSearch, ...sourceLookups.listSearch },
		loadOptions: { ...lookups.loadOptions, ...sourceLookups.loadOptions },
		resourceMapping: lookups.resourceMapping,
		credentialTest: {
			...credentialTest,
			heliosGreenConnection: sourceTest('HeliosGreen'),
			salesforceConnection: sourceTest('Salesforce'),
		},
	};

	execute = runnerFor(resources, openDaktela);
}
