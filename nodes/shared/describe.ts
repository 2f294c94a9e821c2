import type { INodeProperties } from 'n8n-workflow';

import { alphabetical, dryRun, maxChanges, output, simplify, type Field } from './fields';
import type { Operation, Resource } from './operation';

const known = new WeakMap<object, readonly Field[]>();

/** An operation's own fields and those that the house adds to every operation of its kind. */
export function fieldsOf(operation: Operation): readonly Field[] {
	let fields = known.get(operation);
	if (!fields) known.set(operation, (fields = withHouseFields(operation)));
	return fields;
}

function withHouseFields({ fields, read, write }: Operation): readonly Field[] {
	const own = fields.find(({ name }) => name === 'options');
	if (read) {
		if (!read.simplify) return fields;
		return [...fields.filter((one) => one !== own), simplify, ...(own ? [own] : [])];
	}
	const house = [...(write?.brake ? [maxChanges] : []), output];
	const options = [...((own?.options ?? []) as INodeProperties[]), ...house].sort((a, b) =>
		alphabetical(a.displayName, b.displayName),
	);
	return [...fields.filter((one) => one !== own), dryRun, optionsField(options)];
}

const optionsField = (options: INodeProperties[]): Field => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options,
});

/** The properties of an action node: Resource, Operation, and every operation's fields, each shown where it belongs. */
export function propertiesOf<Api>(resources: ReadonlyArray<Resource<Api>>): INodeProperties[] {
	return [resourceField(resources), ...resources.map(operationField), ...resources.flatMap(fieldsOfResource)];
}

function resourceField<Api>(resources: ReadonlyArray<Resource<Api>>): INodeProperties {
	const options = resources.map(({ name, value, description }) => ({
		name,
		value,
		...(description !== undefined && { description }),
	}));
	return { ...selector('Resource', 'resource'), options: byName(options), default: resources[0]?.value ?? '' };
}

function operationField<Api>({ value, operations }: Resource<Api>): INodeProperties {
	const options = operations.map(({ name, value: operation, action, description }) => {
		return { name, value: operation, action, description: description ?? action };
	});
	return {
		...selector('Operation', 'operation'),
		displayOptions: { show: { resource: [value] } },
		options: byName(options),
		default: operations[0]?.value ?? '',
	};
}

const selector = (displayName: string, name: string) => ({
	displayName,
	name,
	type: 'options' as const,
	noDataExpression: true,
});

const byName = <T extends { name: string }>(options: T[]): T[] => options.sort((a, b) => alphabetical(a.name, b.name));

/**
 * One property per field and not per operation: a field that several operations share is shown for all of them.
 * Each operation finds its fields in its own order: a new one is put right behind the field that it follows there.
 */
function fieldsOfResource<Api>({ value: resource, operations }: Resource<Api>): INodeProperties[] {
	const ordered: Field[] = [];
	const users = new Map<Field, string[]>();
	for (const operation of operations) {
		let place = 0;
		for (const field of fieldsOf(operation as Operation)) {
			const known = ordered.indexOf(field);
			if (known < 0) ordered.splice(place++, 0, field);
			else place = Math.max(place, known + 1);
			users.set(field, [...(users.get(field) ?? []), operation.value]);
		}
	}
	return ordered.map((field) => shownFor(field, { resource: [resource], operation: users.get(field)! }));
}

/** A copy of a field that is shown where its own condition and the given one both hold. */
export function shownFor(field: Field, show: Record<string, string[]>): INodeProperties {
	const { displayOptions } = field;
	return { ...field, displayOptions: { ...displayOptions, show: { ...show, ...displayOptions?.show } } };
}
