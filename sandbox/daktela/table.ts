import { Order, type Key } from './order';
import { resources, type Field, type Resource } from './resources';
import type { Row } from './types';
import { readWall, wallOf } from './when';

/** The rows of one resource, by key and in as many orders as were asked for. */
export class Table {
	private readonly byName = new Map<string, Row>();
	private readonly orders = new Map<string, Order>();
	private zone = '';

	constructor(
		readonly resource: Resource,
		private readonly zoneNow: () => string,
		private readonly written: () => void,
	) {}

	get size(): number {
		return this.byName.size;
	}

	rows(): IterableIterator<Row> {
		return this.byName.values();
	}

	get(name: string): Row | undefined {
		return this.byName.get(name);
	}

	add(row: Row): void {
		this.byName.set(row.name, row);
		for (const order of this.present().values()) order.add(row);
		this.written();
	}

	/** For work that adds many rows: the orders are made anew afterwards, which costs less than keeping them. */
	bulk(work: () => void): void {
		const asked = [...this.orders.keys()];
		this.orders.clear();
		try {
			work();
		} finally {
			for (const field of new Set([this.resource.key, ...this.timeFields(), ...asked])) this.order(field);
		}
	}

	clear(): void {
		this.byName.clear();
		this.orders.clear();
		this.written();
	}

	remove(row: Row): void {
		for (const order of this.present().values()) order.remove(row);
		this.byName.delete(row.name);
		this.written();
	}

	/** Rows are changed only inside of `edit`, so that they keep their places. */
	change(row: Row, edit: (row: Row) => void): void {
		const before = [...this.present().values()].map((order) => ({ order, key: order.key(row) }));
		edit(row);
		for (const { order, key } of before) {
			if (order.key(row) === key) continue;
			order.remove(row, key);
			order.add(row);
		}
		this.written();
	}

	/** All rows by a field of their own; made on the first use and kept from then on. */
	order(field: string): Order {
		const orders = this.present();
		const known = orders.get(field);
		if (known) return known;
		const made = new Order(this.byName.values(), this.keyOf(field));
		orders.set(field, made);
		return made;
	}

	/** Reads what a row sorts and compares by: numbers for times (wall milliseconds) and counted keys. */
	keyOf(name: string): (row: Row) => Key {
		const { key, counted } = this.resource;
		if (name === key) return counted ? (row) => Number(row.name) : (row) => row.name;
		const field = this.resource.fields[name];
		if (field?.kind === 'time') {
			const { of } = field;
			return of ? (row) => wallOf(row[of], this.zone) : (row) => readWall(String(row.values[name]))?.wall ?? null;
		}
		if (field?.kind === 'relation' && resources[field.to].counted) return (row) => numberOf(row.values[name]);
		if (field?.kind === 'bool') return (row) => (row.values[name] ? 1 : 0);
		return (row) => sortable(row.values[name]);
	}

	/** Shown fields that are times of the row. */
	timeFields(): string[] {
		const isTime = ([, field]: [string, Field]) => field.kind === 'time' && field.of !== undefined;
		return Object.entries(this.resource.fields)
			.filter(isTime)
			.map(([name]) => name);
	}

	/** The orders by times are void when the zone has changed. */
	private present(): Map<string, Order> {
		const zone = this.zoneNow();
		if (zone !== this.zone) this.orders.clear();
		this.zone = zone;
		return this.orders;
	}
}

const numberOf = (value: unknown): Key => (value === undefined || value === null ? null : Number(value));

const sortable = (value: unknown): Key => {
	if (value === undefined || value === null) return null;
	if (typeof value === 'number' || typeof value === 'string') return value;
	return typeof value === 'boolean' ? Number(value) : JSON.stringify(value);
};
