import { field } from '../../shared/fields';
import { Fault } from '../../shared/fault';
import { listFields } from '../filterFields';
import { record } from '../fields';
import type { Kind } from '../kinds';
import { read } from '../room';

/** How many items are worked on at once; the credential says how many requests that makes. */
export const PARALLEL = 16;

/** The rows are simplified where they are read (see listing.ts); this makes the switch appear. */
export const asTheyCome = <T>(row: T): T => row;

export const get = (kind: Kind) =>
	read({
		name: 'Get',
		action: `Get ${kind.one}`,
		description: `Read ${kind.one} with all its fields`,
		fields: [record(kind)],
		parallel: PARALLEL,
		async run({ api, read: values }) {
			const { shown } = await import('../listing');
			const key = values.record.trim();
			const found = await api.find(kind.resource, key, `read ${kind.name} ${key}`);
			if (found) return await shown(api, found, values as { simplify?: boolean }, kind);
			throw new Fault('notFound', `Daktela has no ${kind.name} with the key "${key}".`, { field: kind.name });
		},
		simplify: asTheyCome,
	});

export const getMany = (kind: Kind) =>
	read({
		name: 'Get Many',
		action: `Get many ${kind.many}`,
		description: `Read ${kind.many}: all, or those that a filter or search finds`,
		fields: listFields,
		async *run(context) {
			const { listed } = await import('../listing');
			yield* listed(context as never, kind.resource, { kind });
		},
		simplify: asTheyCome,
	});

/** A list of choices: databases, record types. */
export const getChoices = (resource: string, many: string) =>
	read({
		name: 'Get Many',
		action: `Get many ${many}`,
		description: `List the ${many} that the user may see`,
		fields: [
			field({
				displayName: 'Name Contains',
				name: 'contains',
				type: 'string',
				default: '',
				description: 'Only those whose key or title contains this. Empty means all.',
			}),
		],
		async run({ api, read: { contains }, hint }) {
			const { choicesOf } = await import('../choices');
			const { rows, gathered } = await choicesOf(api, resource);
			if (gathered) hint(`Daktela does not list its ${many} to this user; these are the ones that existing rows have.`);
			const wanted = contains.trim().toLowerCase();
			return rows.filter(({ name, title }) => `${String(name)} ${String(title ?? '')}`.toLowerCase().includes(wanted));
		},
	});
