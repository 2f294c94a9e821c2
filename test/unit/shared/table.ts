import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../../nodes/shared/fault';
import type { Plan } from '../../../nodes/shared/operation';
import type { Spending } from '../../../nodes/shared/runner';

/** A vendor of one table: what is in it, and every write that reached it. */
export class Table implements Spending {
	readonly spent = { requests: 0, waitedMs: 0 };
	readonly rows = new Map<string, IDataObject>();
	readonly writes: string[] = [];
	readonly log: string[] = [];
	refuses = new Set<string>();
	isDown = false;

	plan({ key, value }: IDataObject): Plan {
		this.log.push(`plan ${String(key)}`);
		if (value === 'bad') throw badInput('Value', '"Value" is bad.');
		if (value === 'early') throw new Fault('invalid', 'The parent is not there yet.', { waits: true });
		const record = this.rows.get(String(key));
		if (!record) return { action: 'created', key: String(key), changes: { value: { from: null, to: value } } };
		if (record.value === value) return { action: 'unchanged', key: String(key), record };
		return { action: 'updated', key: String(key), record, changes: { value: { from: record.value, to: value } } };
	}

	write({ key, value }: IDataObject): IDataObject {
		this.spent.requests++;
		if (this.isDown) throw new Fault('unavailable', 'Toy is down.', { status: 503, effect: 'unknown' });
		if (this.refuses.has(String(key))) throw new Fault('invalid', `Toy refused ${String(key)}.`, { status: 400 });
		this.writes.push(`${String(key)}=${String(value)}`);
		const record = { key, value };
		this.rows.set(String(key), record);
		return record;
	}
}
