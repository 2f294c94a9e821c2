import { badInput } from '../../shared/fault';
import type { ItemContext } from '../../shared/operation';
import type { HeliosGreenApi } from '../api';
import { NAMING_KEYS, type RecordChange } from '../messages/record';
import { changeOf, differences, planFor, type WriteFields, type WritePlan } from './writing';

/** What a person enters to create or update a record. */
export interface UpsertFields extends WriteFields {
	keyAttributes: string;
}

const NOT_ASKED =
	'Helios can be asked beforehand by reference_subjektu and nazev_subjektu only, so it decides which of both.';

/** @throws Fault where a key has no value, or where it cannot be found out whether there is such a record */
export async function planUpsert(
	context: ItemContext<HeliosGreenApi, UpsertFields & Record<string, unknown>>,
): Promise<WritePlan> {
	const { api, read } = context;
	const names = read.keyAttributes
		.split(/[,;]/)
		.map((name) => name.trim())
		.filter((name) => name !== '');
	const wanted = changeOf(context, 'insertUpdate', names);
	const values = names.map((name) => valueOf(name, wanted));
	const change = named(wanted, names);
	const key = `${read.recordClass.trim()}/${values.join('/')}`;
	const plan = { key, change, changes: differences(wanted, undefined) };
	const canAsk = names.every((name) => Object.hasOwn(NAMING_KEYS, name));
	const isAsked = read.options?.compareFirst !== false || read.dryRun === true;
	if (!isAsked) return { ...plan, action: 'updated' };
	if (!canAsk) return { ...plan, action: 'updated', reason: NOT_ASKED };
	const found = await api.retrieve({ target: change.target, keyAttributes: names });
	// What the record was found by is the same; Helios need not show it as an attribute.
	if (found) return planFor(change, found, key);
	const { class: kind, folder = '' } = change.target;
	return { ...plan, action: 'created', record: { class: kind, folder } };
}

function valueOf(name: string, { attributes }: RecordChange): string {
	const value = attributes.find((one) => one.name === name)?.value;
	if (value?.trim()) return value;
	throw badInput(
		'Key Attributes',
		`The key attribute "${name}" has no value.`,
		`Add "${name}" to the attributes, and check that the incoming item has a value for it.`,
	);
}

/** Keys that a RECORD carries in an attribute of its own stand there and nowhere else (helios-green.md 2.5). */
function named(change: RecordChange, keys: readonly string[]): RecordChange {
	const isNaming = (name: string) => keys.includes(name) && Object.hasOwn(NAMING_KEYS, name);
	const naming = change.attributes.filter(({ name }) => isNaming(name));
	return {
		...change,
		target: { ...change.target, ...Object.fromEntries(naming.map(({ name, value }) => [NAMING_KEYS[name], value])) },
		attributes: change.attributes.filter(({ name }) => !isNaming(name)),
	};
}
