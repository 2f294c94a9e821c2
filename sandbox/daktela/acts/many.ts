import { check } from '../../common';
import { resourceFrom } from '../definitions';
import { changeRow, createRow } from '../domain/write';
import { resources, type ResourceName } from '../resources';
import { screenOf, told } from '../screen';
import type { Row } from '../types';
import { now, type World } from '../world';

export interface Grow {
	/** Default contacts. */
	resource?: string;
	count: number;
	/** Keys are this and a number of six digits. */
	prefix?: string;
	/** Number of the first; default one more than there are. */
	start?: number;
	/** Over the usual ones; '{n}' in a text is the number, '{n%7}' its rest. */
	values?: Record<string, unknown>;
	/** ISO time of the last; default now. */
	at?: string;
	/** Milliseconds between two; default a second, 0 puts all into one. */
	stepMs?: number;
}

export interface EditMany {
	resource?: string;
	/** Keys; or every so many of all, beginning with the one at `offset`. */
	names?: string[];
	every?: number;
	offset?: number;
	values: Record<string, unknown>;
	at?: string;
	stepMs?: number;
}

/** What many rows have in common beside their numbers. */
function usual(world: World, resource: ResourceName): Record<string, unknown> {
	const first = (of: ResourceName) => world.store.tables[of].rows().next().value?.name;
	const title = `${resources[resource].prefix} {n}`;
	const database = first('crmDatabases');
	const known: Partial<Record<ResourceName, () => Record<string, unknown>>> = {
		accounts: () => ({ title: 'Company {n}', database }),
		contacts: () => ({
			title: 'Person No {n}',
			firstname: 'Person',
			lastname: 'No {n}',
			database,
			...(database === 'default'
				? { customFields: { email: ['person{n}@example.com'], number: ['00420777{n}'] } }
				: {}),
		}),
		tickets: () => ({ title, category: first('ticketsCategories'), stage: 'OPEN', priority: 'MEDIUM' }),
		crmRecords: () => ({ title, type: first('crmRecordsTypes'), stage: 'OPEN' }),
		activities: () => ({ title, type: 'CALL', action: 'CLOSE' }),
	};
	return known[resource]?.() ?? { title };
}

/** The template of a value as a function of the number. */
function numbered(template: unknown): (n: number) => unknown {
	if (typeof template === 'string') {
		if (!template.includes('{n')) return () => template;
		return (n) =>
			template.replace(/\{n(?:%(\d+))?\}/g, (_, by?: string) => String(by === undefined ? n : n % Number(by)));
	}
	if (Array.isArray(template)) {
		const items = template.map(numbered);
		return (n) => items.map((item) => item(n));
	}
	if (typeof template !== 'object' || template === null) return () => template;
	const entries = Object.entries(template).map(([key, value]) => [key, numbered(value)] as const);
	return (n) => Object.fromEntries(entries.map(([key, value]) => [key, value(n)]));
}

/** Acts on many objects at once; they tell no Event, as an import does. */
export const manyActs = (world: World) => ({
	grow({ resource = 'contacts', count, prefix, start, values, at, stepMs = 1000 }: Grow) {
		const of = resourceFrom(resource, 'resource');
		const table = world.store.tables[of];
		const screen = { ...screenOf(world), tell: () => undefined };
		const from = check.optionalNumber(start, 'start') ?? table.size + 1;
		const last = check.optionalTime(at, 'at') ?? now(world);
		const template = numbered({ ...usual(world, of), ...values });
		const names: string[] = [];
		table.bulk(() => {
			for (let step = 0; step < check.number(count, 'count'); step++) {
				const key = resources[of].counted
					? {}
					: { [resources[of].key]: `${prefix ?? `${resources[of].prefix}_`}${String(from + step).padStart(6, '0')}` };
				const input = { ...(template(from + step) as object), ...key };
				const origin = { via: 'screen', at: last - (count - 1 - step) * stepMs } as const;
				names.push(told(`${of} ${from + step}`, screen, () => createRow(screen, of, input, origin)).name);
			}
		});
		return { count: names.length, first: names[0], last: names.at(-1) };
	},
	editMany({ resource = 'contacts', names, every = 1, offset = 0, values, at, stepMs = 0 }: EditMany) {
		const of = resourceFrom(resource, 'resource');
		const screen = { ...screenOf(world), tell: () => undefined };
		const rows = names ? names.map((name) => rowNamed(world, of, name)) : everyOf(world, of, every, offset);
		const last = check.optionalTime(at, 'at') ?? now(world);
		const template = numbered(check.object(values, 'values'));
		for (const [step, row] of rows.entries()) {
			const origin = { via: 'screen', at: last - (rows.length - 1 - step) * stepMs } as const;
			told(`${of} ${row.name}`, screen, () =>
				changeRow(screen, of, row, template(step + 1) as Record<string, unknown>, origin),
			);
		}
		return { count: rows.length, names: rows.map(({ name }) => name) };
	},
});

const everyOf = ({ store }: World, resource: ResourceName, every: number, offset: number): Row[] =>
	[...store.tables[resource].rows()].filter((_, at) => at >= offset && (at - offset) % every === 0);

function rowNamed({ store }: World, resource: ResourceName, name: string): Row {
	const row = store.row(resource, name);
	if (!row) throw new Error(`${resource}: there is no '${name}'.`);
	return row;
}
