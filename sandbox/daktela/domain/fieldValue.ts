import { resources, type ResourceName, type Field } from '../resources';
import { readWall, stampOf } from '../when';
import type { World } from '../world';

/** One field as it is kept, or the word for what is wrong with it. */
export type ReadValue = { value: unknown } | { error: string };

const isBlank = (value: unknown) => value === null || value === undefined || value === '';

/** Checks one sent value against its field (daktela.md 5). */
export function readValue(world: World, name: string, field: Field, sent: unknown): ReadValue {
	if (field.kind === 'relations') return readRelations(world, field.to, sent);
	if (isBlank(sent) && field.required) return { error: 'mandatory' };
	if (sent === null || sent === undefined) return { value: null };
	switch (field.kind) {
		case 'text':
			return readText(world, name, field, sent);
		case 'relation':
			return sent === '' ? { value: null } : readRelation(world, field.to, sent);
		case 'enum':
			return sent === ''
				? { value: null }
				: field.options.includes(String(sent))
					? { value: sent }
					: { error: 'option' };
		case 'number':
			return Number.isFinite(Number(sent)) ? { value: Number(sent) } : { error: 'type' };
		case 'bool':
			return { value: [true, 1, '1', 'true'].includes(sent as never) };
		case 'time':
			return readTime(sent);
		case 'any':
			return { value: sent };
	}
}

function readText(world: World, name: string, field: Field & { kind: 'text' }, sent: unknown): ReadValue {
	if (typeof sent === 'object') return { error: 'type' };
	const text = String(sent);
	const length = [...text].length;
	if (field.max !== undefined && length > field.max) return { error: 'tooLong' };
	const mayBeEmpty = name === 'description' && world.switches.emptyDescription === 'stored';
	if (field.min !== undefined && length < field.min && !mayBeEmpty) return { error: 'tooShort' };
	return { value: text };
}

function readTime(sent: unknown): ReadValue {
	const time = readWall(String(sent));
	return time ? { value: stampOf(time.wall) } : { error: 'type' };
}

/** A key, or an object that holds it (6). */
function readRelation(world: World, target: ResourceName, sent: unknown): ReadValue {
	const key =
		typeof sent === 'object' && sent !== null ? (sent as Record<string, unknown>)[resources[target].key] : sent;
	if (typeof key !== 'string' && typeof key !== 'number') return { error: 'type' };
	return world.store.row(target, String(key)) ? { value: String(key) } : { error: 'foreignKey' };
}

function readRelations(world: World, target: ResourceName, sent: unknown): ReadValue {
	const list = isBlank(sent) ? [] : Array.isArray(sent) ? (sent as unknown[]) : [sent];
	const read = list.map((item) => readRelation(world, target, item));
	const wrong = read.find((item) => 'error' in item);
	return wrong ?? { value: read.map((item) => ('value' in item ? item.value : null)) };
}
