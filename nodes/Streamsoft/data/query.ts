/** A statement of a person's own. */
import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../shared/fault';
import { localIn } from '../../shared/when';
import type { Work } from '../database';
import type { Column, Param, ParamKind, Row } from '../sdk';

export interface Query {
	sql: string;
	/** By name for `:name`, or in order for `?`. */
	parameters: Record<string, unknown> | readonly unknown[];
	/** Most rows to give. */
	limit: number;
}

const MOST_BYTES = 5_000_000;

/**
 * The rows of a statement; blobs as text, binary ones in Base64.
 * @param changes whether it may change something; `zone`: where the wall clocks of the database hang, for parameters with an offset
 * @throws Fault `input` for a statement that is refused, or parameters that do not fit
 */
export async function rowsOf(
	work: Work,
	{ sql, parameters, limit }: Query,
	{ changes, zone }: { changes: boolean; zone: string },
): Promise<IDataObject[]> {
	const statement = bound(sql, parameters);
	checkAllowed(sql, changes);
	let columns: Column[] = [];
	const told = (found: Column[]) => void (columns = named(found));
	const sent = (value: Param, kind: ParamKind) => sentAs(value, kind, zone);
	const result: IDataObject[] = [];
	for await (const rows of work.portions(statement.sql, statement.params, { told, plainly: true, sent })) {
		for (const row of rows.slice(0, limit - result.length)) result.push(await recordOf(work, columns, row));
		// A procedure that changes something does so row by row: stopped early, it would leave the rest undone.
		if (result.length >= limit && !changes) break;
	}
	// Without an item, n8n would not go on after a change.
	return columns.length === 0 ? [{ success: true }] : result;
}

const IN_ISO = /^\d{4}-\d\d-\d\dT/;

/** In the words that Firebird reads. What already is a clock time stays as it is. */
function sentAs(value: Param, kind: ParamKind, zone: string): Param {
	if (kind === 'boolean' && typeof value === 'number') return value === 0 ? 'false' : 'true';
	if (typeof value !== 'string' || !(kind === 'timestamp' || kind === 'date')) return value;
	const clock = IN_ISO.test(value.trim()) ? localIn(value.trim(), zone, undefined, 'Parameters') : value;
	return kind === 'date' && /^\d{4}-\d\d-\d\d /.test(clock) ? clock.slice(0, 10) : clock;
}

/** Columns of one name stand side by side. */
function named(columns: Column[]): Column[] {
	const seen = new Map<string, number>();
	return columns.map((column, at) => {
		const name = column.name || `COLUMN_${at + 1}`;
		const count = (seen.get(name) ?? 0) + 1;
		seen.set(name, count);
		return { ...column, name: count === 1 ? name : `${name}_${count}` };
	});
}

async function recordOf(work: Work, columns: readonly Column[], row: Row): Promise<IDataObject> {
	const entries: Array<[string, IDataObject[string]]> = [];
	for (const [at, { name, isBlob, isText }] of columns.entries()) {
		const value = row[at];
		if (!isBlob || value === null || value === undefined) entries.push([name, plain(value)]);
		else {
			const bytes = await work.blob(value, MOST_BYTES + 1);
			if (bytes.length > MOST_BYTES) {
				throw new Fault('invalid', `A value of ${name} has more than ${MOST_BYTES / 1_000_000} MB.`, {
					advice: 'Leave the column out, or read it in parts: SUBSTRING(column FROM 1 FOR 1000000).',
				});
			}
			entries.push([name, isText ? bytes.toString('utf8') : bytes.toString('base64')]);
		}
	}
	return Object.fromEntries(entries);
}

function plain(value: unknown): IDataObject[string] {
	if (value === null || value === undefined) return null;
	if (Buffer.isBuffer(value)) return value.toString('base64');
	if (value instanceof Date) return value.toISOString();
	return typeof value === 'bigint' ? String(value) : (value as IDataObject[string]);
}

/** Text in quotes, quoted names, comments, and `:name` or `?` outside of them. */
const PIECES = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|:[A-Za-z_]\w*|\?|;/g;

/** The statement with `?` for each parameter, and their values in order. @throws Fault `input` */
export function bound(
	sql: string,
	given: Record<string, unknown> | readonly unknown[],
): { sql: string; params: Param[] } {
	const text = sql.trim().replace(/;\s*$/, '');
	if (text === '') throw badInput('Statement', 'The statement is empty.');
	const params: Param[] = [];
	const isList = Array.isArray(given);
	let place = 0;
	const statement = text.replace(PIECES, (piece) => {
		if (piece === ';') {
			throw badInput(
				'Statement',
				'There is more than one statement.',
				'Run one statement at a time, without a semicolon inside. Blocks of code (EXECUTE BLOCK, CREATE PROCEDURE) cannot be run here.',
			);
		}
		if (piece === '?') {
			if (!isList)
				throw badInput(
					'Parameters',
					'The statement has a ?, so its parameters must be a list.',
					'Use [1, 2], or :name in the statement.',
				);
			if (place >= given.length)
				throw badInput('Parameters', `The statement has more ? than the ${given.length} parameters.`);
			params.push(paramOf(given[place], `number ${++place}`));
			return '?';
		}
		if (!piece.startsWith(':')) return piece;
		const name = piece.slice(1);
		if (isList || !Object.hasOwn(given, name)) throw badInput('Parameters', `The parameter ":${name}" has no value.`);
		params.push(paramOf((given as Record<string, unknown>)[name], name));
		return '?';
	});
	if (isList && place < given.length) {
		throw badInput('Parameters', `There are ${given.length} parameters for ${place} ? in the statement.`);
	}
	return { sql: statement, params };
}

const QUIET = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//g;
const TRANSACTION = /^\s*(?:commit|rollback|savepoint|release|set\s+transaction)\b/i;
/** Counters go on even in a transaction that can only read. Their value alone (GEN_ID of 0) may be asked for. */
const COUNTER = /^\s*set\s+generator\b|\bnext\s+value\s+for\b|\bgen_id\s*\([^,()]*,(?!\s*0\s*\))/i;

/** @throws Fault `input` for what the database itself would let through */
function checkAllowed(sql: string, changes: boolean): void {
	const bare = sql.replace(QUIET, (piece) => (piece.startsWith('"') ? '_' : ' '));
	if (TRANSACTION.test(bare)) {
		throw badInput(
			'Statement',
			'A statement cannot begin or end a transaction here.',
			'Each statement has a transaction of its own, which ends with it.',
		);
	}
	if (changes || !COUNTER.test(bare)) return;
	throw badInput(
		'Statement',
		'The statement would move a generator, and may only read.',
		'Turn on "Allow Changes"; GEN_ID(name, 0) reads a generator without it.',
	);
}

function paramOf(value: unknown, name: string): Param {
	if (value === null || value === undefined) return null;
	if (typeof value === 'string') return value;
	if (typeof value === 'number' && Number.isFinite(value)) return value;
	if (typeof value === 'boolean') return Number(value);
	throw badInput(
		'Parameters',
		`The parameter ${name} is no text, number or yes/no.`,
		'Give lists and objects field by field.',
	);
}
