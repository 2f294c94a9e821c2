import { check } from '../common';
import type { Attribute, HeliosClass, HeliosRecord, Scalar } from './domain/model';
import type { HeliosGreenStore } from './store';

/** Made-up records of a class, the oldest change first. Relations go round the records of their class. */
export function grown(
	store: HeliosGreenStore,
	owner: HeliosClass,
	{
		folder,
		count,
		prefix = owner.name,
		gapMs = 1000,
	}: { folder: number; count: number; prefix?: string; gapMs?: number },
): HeliosRecord[] {
	if (!Number.isInteger(check.number(count, 'count')) || count < 1)
		throw new Error('count: a whole number from 1 is needed.');
	const now = store.stamp();
	const makers = [...owner.attributes.values()].map((attribute) => maker(store, attribute, now));
	return Array.from({ length: count }, (_, at) => {
		const values: Record<string, Scalar> = {};
		for (const { name, make } of makers) values[name] = make(at + 1);
		const name = `${prefix} ${at + 1}`;
		return store.draft(owner, { folder, name, created: now - (count - at - 1) * gapMs, values });
	});
}

/** What a new record begins with stays, so that no mark is set. */
function maker(
	store: HeliosGreenStore,
	{ name, type, initial, relation }: Attribute,
	now: number,
): { name: string; make: (at: number) => Scalar } {
	if (initial !== null) return { name, make: () => initial };
	if (relation) {
		const numbers = [...(store.classes.get(relation.classNumber)?.records.keys() ?? [])];
		return { name, make: (at) => numbers[at % numbers.length] ?? null };
	}
	switch (type) {
		case 'string':
			return { name, make: (at) => `${name} ${at}` };
		case 'boolean':
			return { name, make: (at) => at % 2 === 0 };
		case 'dateTime':
			return { name, make: () => now };
		default:
			return { name, make: (at) => at };
	}
}
