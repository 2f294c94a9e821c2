import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { propertiesOf } from '../shared/describe';
import { runnerFor } from '../shared/runner';
import { callLog } from './callLog';
import { comment } from './comment';
import { file } from './file';
import { folder } from './folder';
import { gmailThread } from './gmailThread';
import { lookups } from './lookups';
import { openNetHunt } from './open';
import { record } from './record';

const resources = [record, callLog, comment, file, folder, gmailThread];

export class NetHunt implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'NetHunt CRM',
		name: 'netHunt',
		icon: { light: 'file:nethunt.svg', dark: 'file:nethunt.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read and write records, comments and calls in NetHunt CRM',
		defaults: { name: 'NetHunt CRM' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'netHuntApi', required: true }],
		properties: propertiesOf(resources),
	};

	methods = lookups;

	execute = runnerFor(resources, openNetHunt);
}
