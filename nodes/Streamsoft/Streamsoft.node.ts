import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { propertiesOf } from '../shared/describe';
import { runnerFor } from '../shared/runner';
import { credentialTest } from './connection';
import { contractor } from './contractor';
import { eventType } from './eventType';
import { feature } from './feature';
import { lookups } from './lookups';
import { openStreamsoft } from './open';
import { operator } from './operator';
import { query } from './query';
import { schema } from './schema';
import { task } from './task';

const resources = [task, eventType, operator, feature, contractor, schema, query];

export class Streamsoft implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Streamsoft',
		name: 'streamsoft',
		icon: { light: 'file:streamsoft.svg', dark: 'file:streamsoft.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read and write tasks of the CRM in the database of Streamsoft Pro or Prestiż',
		defaults: { name: 'Streamsoft' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'streamsoftFirebirdApi', required: true, testedBy: 'streamsoftTest' }],
		properties: propertiesOf(resources),
	};

	methods = { ...lookups, credentialTest };

	execute = runnerFor(resources, openStreamsoft);
}
