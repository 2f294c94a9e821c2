import type { INodePropertyOptions } from 'n8n-workflow';

import type { FieldSource } from '../shared/sources';
import type { Described, FieldInfo } from './api';
import { COMPOUND } from './compound';
import { signInTest } from './credentialTest';
import { openSalesforce } from './open';
import { objectName } from './soql';

/** What records of these objects are called by; all others, custom ones too, have a Name. */
const TITLES: Record<string, string> = {
	Case: 'CaseNumber',
	Contract: 'ContractNumber',
	Event: 'Subject',
	Order: 'OrderNumber',
	Solution: 'SolutionName',
	Task: 'Subject',
	WorkOrder: 'WorkOrderNumber',
};

/** More parents would make the list of an object hard to read. */
const MOST_PARENTS = 30;

/** Salesforce's objects and fields, for mappings in the nodes of other systems. */
export const source: FieldSource = {
	async objects(host, filter) {
		const wanted = filter.toLowerCase();
		const objects = (await (await openSalesforce(host)).objects()).filter(({ queryable }) => queryable !== false);
		return objects
			.map(({ name, label }) => ({ name: titled(label, name), value: name }))
			.filter(({ name }) => name.toLowerCase().includes(wanted))
			.sort(byName);
	},
	async fields(host, object) {
		return sourceFields(await (await openSalesforce(host)).describe(objectName(object, 'Source Object')));
	},
	test: signInTest,
};

/** The fields that a trigger gives, and those of parents that name them. Values are paths in the record of the trigger's item. */
export function sourceFields({ fields }: Pick<Described, 'fields'>): INodePropertyOptions[] {
	const plain = fields.filter(({ type }) => !COMPOUND.has(type));
	const own = plain.map(({ name, label, type }) => ({ name: titled(label, name), value: name, description: type }));
	const parents = fields.filter(({ relationshipName, referenceTo }) => relationshipName && referenceTo?.length);
	return [...own, ...parents.slice(0, MOST_PARENTS).flatMap(parentFields)].sort(byName);
}

function parentFields({ name, label, relationshipName, referenceTo }: FieldInfo): INodePropertyOptions[] {
	const targets = referenceTo ?? [];
	const title = targets.length === 1 ? (TITLES[targets[0]!] ?? 'Name') : 'Name';
	const names = targets.includes('User') ? [title, 'Email'] : [title];
	return names.map((field) => ({
		name: `${titled(label, name)}: ${field}`,
		value: `["${relationshipName}.${field}"]`,
		description: `Add ${relationshipName}.${field} under Fields of Parents in the trigger`,
	}));
}

const titled = (label: string | null | undefined, name: string): string =>
	label && label !== name ? `${label} (${name})` : name;

const byName = (a: { name: string }, b: { name: string }): number => a.name.localeCompare(b.name);
