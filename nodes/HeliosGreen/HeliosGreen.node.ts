import type { INodeType, INodeTypeDescription } from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { propertiesOf } from '../shared/describe';
import { runnerFor } from '../shared/runner';
import { credentialTest } from './connection';
import { databaseProfile } from './databaseProfile';
import { heliosFunction } from './function';
import { lookups } from './lookups';
import { openHeliosGreen } from './open';
import { raw } from './raw';
import { record } from './record';
import { template } from './template';

const resources = [template, record, heliosFunction, databaseProfile, raw];

export class HeliosGreen implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Helios Green',
		name: 'heliosGreen',
		icon: { light: 'file:heliosGreen.svg', dark: 'file:heliosGreen.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description: 'Read templates, write records and run functions of Helios Green (Nephrite)',
		defaults: { name: 'Helios Green' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'heliosGreenApi', required: true, testedBy: 'heliosGreenTest' }],
		properties: propertiesOf(resources),
	};

	methods = { ...lookups, credentialTest };

	execute = runnerFor(resources, openHeliosGreen);
}
