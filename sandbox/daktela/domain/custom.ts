import type { CustomField, FormErrors } from '../types';
import type { World } from '../world';

/** A field of contacts and accounts that must hold e-mails, by its type or its usual name (daktela.md 5). */
const isEmail = ({ name, type }: CustomField): boolean => type === 'EMAIL' || name === 'email';
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

export interface CustomInput {
	/** Fields that were named; without a value they are blank. */
	values: Map<string, string[]>;
	errors: FormErrors;
}

const isNamed = (sent: unknown): sent is object => typeof sent === 'object' && sent !== null && !Array.isArray(sent);

/** `customFields` itself: an object, nothing, or the empty list as which PHP writes an empty object. */
export const fitsCustom = (sent: unknown): boolean =>
	isNamed(sent) || sent === undefined || sent === null || (Array.isArray(sent) && sent.length === 0);

/** Scalars and lists are accepted; everything is kept as texts. */
export function readCustom(world: World, defined: readonly CustomField[], sent: unknown): CustomInput {
	const read: CustomInput = { values: new Map(), errors: {} };
	if (!isNamed(sent)) return read;
	for (const [name, value] of Object.entries(sent)) {
		const field = defined.find((known) => known.name === name);
		const values = textsIn(value);
		const error = values === undefined ? 'type' : field ? errorIn(world, field, values) : unknownIn(world);
		if (error !== undefined) read.errors[name] = error;
		else if (field?.readonly !== true && (field || world.switches.unknownCustomField === 'stored'))
			read.values.set(name, values ?? []);
	}
	return read;
}

/** Undefined for what is no scalar and no list of such. Blank ones are left out. */
function textsIn(value: unknown): string[] | undefined {
	const list = Array.isArray(value) ? (value as unknown[]) : [value];
	if (list.some((item) => typeof item === 'object' && item !== null)) return undefined;
	return list.filter((item) => item !== null && item !== undefined && item !== '').map(String);
}

const unknownIn = ({ switches }: World) => (switches.unknownCustomField === '400' ? 'unknownField' : undefined);

function errorIn({ switches }: World, field: CustomField, values: string[]): string | undefined {
	if (isEmail(field) && !values.every((value) => emailShape.test(value))) return 'email';
	const { pattern, items } = field;
	if (pattern !== undefined && !values.every((value) => new RegExp(pattern).test(value))) return 'pattern';
	const options = (items ?? []).flatMap(({ name, value = name }) => [name, value]);
	const strange = options.length > 0 && !values.every((value) => options.includes(value));
	return strange && switches.unknownOption === '400' ? 'option' : undefined;
}
