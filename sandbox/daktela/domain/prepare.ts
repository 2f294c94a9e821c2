import { resources, type ResourceName } from '../resources';
import { Invalid, type FormErrors, type Row } from '../types';
import type { World } from '../world';
import { fitsCustom, readCustom } from './custom';
import { readValue } from './fieldValue';

export type Input = Readonly<Record<string, unknown>>;

export interface Prepared {
	values: Record<string, unknown>;
	custom: Record<string, string[]>;
}

/** What clients send back from a reading, or what stands beside the fields (daktela.md 3 and 5). */
const notFields = new Set(['customFields', 'add_files', 'created', 'edited', '_sys', '_rdata', '_guiData', 'password']);

/**
 * What an object becomes. Without a row it is new; with one, fields that are not named stay or are cleared by the
 * switches. Throws Invalid with all that is wrong at once.
 */
export function prepare(world: World, resource: ResourceName, input: Input, row?: Row): Prepared {
	const { fields, customBy } = resources[resource];
	const form: FormErrors = { ...nameErrors(world, resource, input, row), ...strangers(world, resource, input) };
	const sent = withTitle(world, resource, input, row);
	const keep = row !== undefined && world.switches.put === 'merge';
	const values: Record<string, unknown> = keep ? { ...row.values } : {};
	for (const [name, field] of Object.entries(fields)) {
		if (field.readOnly) {
			if (row?.values[name] !== undefined) values[name] = row.values[name];
			continue;
		}
		if (keep && !Object.hasOwn(sent, name)) continue;
		const read = readValue(world, name, field, sent[name]);
		if ('error' in read) form[name] = read.error;
		else values[name] = read.value;
	}
	Object.assign(values, openValues(resource, sent));
	if (!fitsCustom(input.customFields)) form.customFields = 'type';
	const custom = customOf(world, resource, sent, customBy === undefined ? undefined : values[customBy], row);
	if (Object.keys(form).length || Object.keys(custom.errors).length) throw new Invalid(form, custom.errors, input);
	return { values, custom: custom.values };
}

function nameErrors({ store, switches }: World, resource: ResourceName, input: Input, row?: Row): FormErrors {
	const { key, counted } = resources[resource];
	const sent = input[key];
	if (sent === undefined || sent === null || sent === '') return {};
	if (typeof sent !== 'string' && typeof sent !== 'number') return { [key]: 'type' };
	const name = String(sent);
	if (row) return name !== row.name && switches.putName === '400' ? { [key]: 'keyFixed' } : {};
	if (counted && !/^[1-9]\d*$/.test(name)) return { [key]: 'type' };
	return store.row(resource, name) ? { [key]: 'taken' } : {};
}

function strangers({ switches }: World, resource: ResourceName, input: Input): FormErrors {
	const { key, fields, open } = resources[resource];
	if (open || switches.unknownField === 'ignored') return {};
	const strange = Object.keys(input).filter(
		(name) => name !== key && !notFields.has(name) && !Object.hasOwn(fields, name),
	);
	return Object.fromEntries(strange.map((name) => [name, 'unknownField']));
}

function openValues(resource: ResourceName, input: Input): Input {
	const { key, fields, open } = resources[resource];
	if (!open) return {};
	const more = Object.entries(input).filter(
		([name]) => name !== key && !notFields.has(name) && !Object.hasOwn(fields, name),
	);
	return Object.fromEntries(more);
}

/** Older versions make a contact's title of its names. */
function withTitle({ switches }: World, resource: ResourceName, input: Input, row?: Row): Input {
	const isNamed = !row || 'firstname' in input || 'lastname' in input;
	if (resource !== 'contacts' || switches.contactTitle === 'required' || input.title || !isNamed) return input;
	const names = [input.firstname ?? row?.values.firstname, input.lastname ?? row?.values.lastname];
	const title = names.filter((name) => typeof name === 'string' && name !== '').join(' ');
	return title === '' ? input : { ...input, title };
}

function customOf(world: World, resource: ResourceName, input: Input, definer: unknown, row?: Row) {
	const read = readCustom(world, world.store.fieldsOf(resource, definer), input.customFields);
	const { put, putCustomFields } = world.switches;
	const replaces = put === 'replace' || (input.customFields !== undefined && putCustomFields === 'replace');
	const values: Record<string, string[]> = row && !replaces ? { ...row.custom } : {};
	for (const [name, list] of read.values) {
		if (list.length) values[name] = list;
		else delete values[name];
	}
	return { values, errors: read.errors };
}
