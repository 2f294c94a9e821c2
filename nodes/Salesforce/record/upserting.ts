import { chunksOf } from '../../shared/bulk';
import { badInput, Fault } from '../../shared/fault';
import type { Plan, Written } from '../../shared/operation';
import { inParallel } from '../../shared/parallel';
import { settledNow } from '../../shared/settled';
import { textOf } from '../../shared/text';
import type { SalesforceApi } from '../api';
import { COLLECTION, COLLECTIONS_AT_ONCE } from '../batches';
import type { FieldInfo } from '../schema';
import type { Shape, Values } from '../shape';
import { CLEAR } from './csv';
import { faultOfRecord, inGroups, saved, withoutLocks, type Saved } from './collections';
import { Existing, type Key } from './existing';
import { flat } from './flat';
import { isDry, readsFirst, rowOf, rowsOf, type Rows, type WriteContext } from './rows';
import { only } from './updating';

type Context = WriteContext<{ externalId: string; options: { bulkAbove?: number; maxChanges?: number } }>;

interface UpsertPlan extends Plan {
	shape: Shape;
	id: Key;
	values: Values;
}

interface One {
	context: Context;
	plan: UpsertPlan;
}

const BULK_ABOVE = 10_000;

/** The creations and updates of one run. */
export class Upserting {
	private readonly existing = new Existing();

	private constructor(
		private readonly rows: Rows,
		private readonly isMixed: boolean,
		/** Then nothing is written, and each plan reckons with those before it. */
		private readonly allDry: boolean,
	) {}

	static async of(contexts: readonly Context[]): Promise<Upserting> {
		const rows = await rowsOf(contexts, 'upsert');
		const objects = new Set(rows.flatMap((row) => ('value' in row ? [row.value.shape.object] : [])));
		const upserting = new Upserting(rows, objects.size > 1, contexts.every(isDry));
		for (const context of contexts) {
			if (!mustRead(context)) continue;
			const asked = settledNow(() => upserting.rowFor(context));
			if ('value' in asked) upserting.existing.want(asked.value.shape, asked.value.id, asked.value.values);
		}
		if (contexts[0]) await upserting.existing.read(contexts[0].api);
		return upserting;
	}

	private rowFor({ index, read }: Context) {
		const { shape, values } = rowOf(this.rows, index);
		return { shape, values, id: keyOf(shape, read.externalId, values) };
	}

	plan(context: Context): UpsertPlan {
		const { shape, values, id } = this.rowFor(context);
		const name = this.existing.nameOf(shape, id);
		const plan = { key: this.isMixed ? `${shape.object} ${name}` : name, shape, id, values };
		// Whether it is new is known only from the answer; until then it counts as a change.
		if (!mustRead(context)) return { ...plan, action: 'updated', record: values };
		const current = this.existing.find(shape, id);
		const changes = shape.changes(values, current);
		if (this.allDry) this.existing.written(shape, id, {}, values);
		if (!current) return { ...plan, action: 'created', changes, record: values };
		const action = Object.keys(changes).length > 0 ? 'updated' : 'unchanged';
		const differing = { ...only(values, changes), [id.column]: values[id.column]! };
		return { ...plan, values: differing, action, changes, record: flat(current) };
	}

	async apply(batch: readonly One[]): Promise<Array<Written | Error>> {
		return await inGroups(
			batch,
			({ plan }) => `${plan.shape.object} ${plan.id.column}`,
			async (group) => {
				const results = await this.send(group);
				return results.map((result, place) => this.outcome(group[place]!, result));
			},
		);
	}

	private async send(group: readonly One[]): Promise<Saved[]> {
		const { api, read, hint } = group[0]!.context;
		const { shape, id } = group[0]!.plan;
		const above = read.options.bulkAbove ?? BULK_ABOVE;
		if (above === 0 || group.length <= above) return await inCollections(api, group);
		const { upsertInBulk } = await import('./bulkJob');
		return await inGroups(
			group,
			({ plan }) => String(clearsByMistake(plan.values)),
			async (part) => {
				if (clearsByMistake(part[0]!.plan.values)) return await inCollections(api, part);
				const rows = part.map(({ plan }) => plan.values);
				const results = await upsertInBulk(api, { object: shape.object, externalId: id.column, rows, hint });
				return await withoutLocks(results, async (places) => {
					return await inCollections(
						api,
						places.map((at) => part[at]!),
					);
				});
			},
		);
	}

	private outcome({ plan }: One, result: Saved): Written | Error {
		const { shape, id, values } = plan;
		if (result instanceof Error) return result;
		if (!result.success) return faultOfRecord(result, `create or update the ${shape.object} record ${id.value}`);
		const record = { Id: result.id ?? null, ...values };
		this.existing.written(shape, id, { Id: result.id ?? null }, values);
		// With the records read before, the plan knows better: a repeated request finds what its first try has created.
		const action = plan.changes ? plan.action : result.created === true ? 'created' : 'updated';
		return { record, action };
	}
}

/** In a bulk job nothing tells this text from the order to clear the field. */
const clearsByMistake = (values: Values): boolean => Object.values(values).includes(CLEAR);

/** Without reading nobody knows how many records would be changed. */
const mustRead = (context: Context): boolean => readsFirst(context) || (context.read.options.maxChanges ?? 0) > 0;

function keyOf(shape: Shape, externalId: string, values: Values): Key {
	const name = textOf(externalId).trim();
	if (name === '') throw badInput('External ID Field', 'It is not said by which field records are found.');
	const info: FieldInfo = shape.field(name);
	const value = values[info.name];
	if (value !== undefined && value !== null && String(value).trim() !== '') {
		return { column: info.name, value: String(value), info };
	}
	throw badInput(
		info.name,
		`"${info.name}" is to find the record by, but has no value.`,
		`Map a value to "${info.name}", or choose another External ID Field.`,
	);
}

/** Faults after which every further request would only end in the same way. */
const HOPELESS: ReadonlySet<string> = new Set(['unauthorized', 'quotaExhausted']);

async function inCollections(api: SalesforceApi, group: readonly One[]): Promise<Saved[]> {
	const { shape, id } = group[0]!.plan;
	let hopeless: Fault | undefined;
	const results = await inParallel(chunksOf(group, COLLECTION), COLLECTIONS_AT_ONCE, async (chunk) => {
		if (hopeless) return chunk.map(() => hopeless!);
		const bodies = chunk.map(({ plan }) => plan.shape.body(plan.values));
		const done = await saved(api, bodies, async (records) => await api.upsertMany(shape.object, id.column, records));
		const [first] = done;
		if (first instanceof Fault && HOPELESS.has(first.kind)) hopeless = first;
		return done;
	});
	return results.flat();
}
