import { Refusal, type Row, type Values } from './model';
import type { SalesforceSwitches } from './switches';
import type { Table } from './table';
import type { Source } from './write';

interface ValidationRule {
	readonly table: Table;
	readonly field: string;
	/** What a text must look like. */
	readonly pattern: RegExp;
	readonly message: string;
}

interface Lock {
	left: number;
	/** Strikes an item (a row's write), or the whole request before anything is done. */
	readonly scope: 'item' | 'request';
	/** Only writes of this row or of a child of it. */
	readonly id: string | null;
}

/** What an org refuses beside the shape of values: duplicates, validation rules, rows that others hold. */
export class Rules {
	readonly validations: ValidationRule[] = [];
	private locks: Lock[] = [];

	constructor(private readonly switches: SalesforceSwitches) {}

	clear(): void {
		this.validations.length = 0;
		this.locks = [];
	}

	addLock(lock: Lock): void {
		this.locks.push(lock);
	}

	/** Throws a Refusal UNABLE_TO_LOCK_ROW while a lock on requests is left. */
	enter(): void {
		this.strike(({ scope }) => scope === 'request');
	}

	/** Throws a Refusal UNABLE_TO_LOCK_ROW while a lock fits the row or one of its parents. */
	lock(id: string | undefined, values: Values): void {
		this.strike((lock) => {
			if (lock.scope !== 'item') return false;
			return lock.id === null || lock.id === id || Object.values(values).includes(lock.id);
		});
	}

	/** `row` is what stands there before an update. Throws a Refusal. */
	demand(table: Table, values: Values, row: Row | undefined, source: Source): void {
		if (source.from !== 'screen') this.lock(row?.id, { ...row?.values, ...values });
		this.unique(table, values, row);
		for (const { field, pattern, message } of this.validations.filter((rule) => rule.table === table)) {
			const value = values[field];
			if (value !== undefined && !pattern.test(String(value ?? '')))
				throw new Refusal(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', message, [field]);
		}
		if (!row && !source.allowDuplicates && source.from !== 'screen') this.duplicates(table, values);
	}

	private strike(fits: (lock: Lock) => boolean): void {
		const lock = this.locks.find(fits);
		if (!lock) return;
		lock.left -= 1;
		if (lock.left <= 0) this.locks.splice(this.locks.indexOf(lock), 1);
		throw new Refusal(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record or 1 records');
	}

	private unique(table: Table, values: Values, row: Row | undefined): void {
		for (const [name, value] of Object.entries(values)) {
			const field = table.field(name, true)!;
			if (!field.unique || value === null) continue;
			for (const id of table.equal(field).get(value)) {
				if (id === row?.id || table.get(id)!.deletedAt > 0) continue;
				const message = `duplicate value found: ${name} duplicates value on record with id: ${id}`;
				throw new Refusal(400, 'DUPLICATE_VALUE', message, [name]);
			}
		}
	}

	private duplicates(table: Table, values: Values): void {
		const email = table.field('Email', true);
		if (this.switches.duplicateRule === 'off' || !email || typeof values.Email !== 'string') return;
		const alike = [...table.equal(email).get(values.Email)].some((id) => table.get(id)!.deletedAt === 0);
		if (alike) throw new Refusal(400, 'DUPLICATES_DETECTED', 'Use one of these records?', []);
	}
}
