import { mapped } from '../../shared/mapping';
import type { ItemContext } from '../../shared/operation';
import { settled, settledNow, type Settled } from '../../shared/settled';
import type { SalesforceApi } from '../api';
import { Shape, type Values } from '../shape';
import { objectName } from '../soql';
import type { Writing } from '../targets';

interface WriteValues {
	object: string;
	options: { ifUnwritable?: string; skipUnchanged?: boolean };
	externalId?: string;
}

export type WriteContext<V = unknown> = ItemContext<SalesforceApi, WriteValues & V>;

/** What an item writes. */
export interface Row {
	shape: Shape;
	values: Values;
	/** Of the record, where it is among the mapped fields. */
	id?: unknown;
}

/** By the number of the item; what is wrong with an item is its own affair. */
export type Rows = ReadonlyArray<Settled<Row>>;

/** @throws what was wrong with the item */
export function rowOf(rows: Rows, index: number): Row {
	const row = rows[index]!;
	if ('error' in row) throw row.error;
	return row.value;
}

export const isDry = ({ read }: ItemContext<SalesforceApi, unknown>): boolean =>
	(read as { dryRun?: boolean }).dryRun === true;

/** A dry run always reads, to show what every field changes from. */
export const readsFirst = (context: WriteContext): boolean =>
	isDry(context) || context.read.options.skipUnchanged === true;

/** Converts the mapped values of all items; each object is described once. */
export async function rowsOf(contexts: ReadonlyArray<WriteContext>, writing: Writing): Promise<Rows> {
	const shapes = new Map<string, Settled<Shape>>();
	const rows: Array<Settled<Row>> = [];
	for (const context of contexts) {
		// An expression may give nothing for one item, which then is what is wrong with this item alone.
		const key = settledNow(() => `${context.read.object} ${context.read.externalId ?? ''}`);
		if ('error' in key) {
			rows[context.index] = key;
			continue;
		}
		let shape = shapes.get(key.value);
		if (!shape) {
			shape = await settled(async () => await shapeOf(context, writing));
			shapes.set(key.value, shape);
		}
		const known = shape;
		rows[context.index] = 'error' in known ? known : settledNow(() => rowFrom(context, known.value, writing));
	}
	return rows;
}

async function shapeOf({ api, read }: WriteContext, writing: Writing): Promise<Shape> {
	const described = await api.describe(objectName(read.object));
	return new Shape(described, writing, read.externalId?.trim());
}

function rowFrom(context: WriteContext, shape: Shape, writing: Writing): Row {
	const values = mapped({
		item: context.item,
		hint: context.hint,
		read: context.read as unknown as Record<string, unknown>,
	});
	const { hint, read, timezone } = context;
	const leftOut =
		read.options.ifUnwritable === 'leaveOut'
			? (name: string, { message }: Error) => hint(`"${name}" was left out. ${message}`)
			: undefined;
	if (writing !== 'update') return { shape, values: shape.values(values, timezone, leftOut) };
	const { Id: id, ...others } = values;
	return { shape, values: shape.values(others, timezone, leftOut), id };
}
