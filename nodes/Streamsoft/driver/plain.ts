/** Columns and parameters of a person's own statement: times as they are stored and not as the driver would move them, blobs by their ID. */
import type { InnerColumn, InnerReader } from './inner';

export interface Column {
	name: string;
	isBlob: boolean;
	isText: boolean;
}

/** Firebird's numbers of types, as they travel. */
const TIMESTAMP = 510;
const BLOB = 520;
const TIME = 560;
const DATE = 570;
const BOOLEAN = 32_764;
const VARYING = 448;
/** Subtype of a blob that holds text. */
const TEXT = 1;

export const columnOf = ({ alias, field, type, subType, isBlob }: InnerColumn): Column => ({
	name: String(alias || field || ''),
	isBlob: type === BLOB || isBlob === true,
	isText: subType === TEXT,
});

/** What a parameter is compared with or written to. */
export type ParamKind = 'timestamp' | 'date' | 'time' | 'boolean' | 'other';

const KINDS: ReadonlyMap<number, ParamKind> = new Map([
	[TIMESTAMP, 'timestamp'],
	[DATE, 'date'],
	[TIME, 'time'],
	[BOOLEAN, 'boolean'],
]);

/** Has its value sent as text, which the server understands: the driver makes a time of whatever it is given, and the wrong one. */
export function sentPlainly(parameter: InnerColumn | undefined): ParamKind {
	const kind = KINDS.get(parameter?.type ?? 0) ?? 'other';
	if (parameter && kind !== 'other') parameter.type = VARYING;
	return kind;
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');
const DAY_MS = 86_400_000;
/** Days from 17 November 1858, where Firebird begins to count, to 1970. */
const FIRST_DAY = 40_587;

export function dayOf(days: number): string {
	const date = new Date((days - FIRST_DAY) * DAY_MS);
	return `${pad(date.getUTCFullYear(), 4)}-${pad(date.getUTCMonth() + 1)}-${pad(date.getUTCDate())}`;
}

/** @param ticks tenths of milliseconds since midnight */
export function clockOf(ticks: number): string {
	const seconds = Math.floor(ticks / 10_000);
	const rest = ticks % 10_000;
	const clock = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
	return rest === 0 ? clock : `${clock}.${pad(rest, 4)}`;
}

const READ: ReadonlyMap<number, (data: InnerReader) => string> = new Map([
	[DATE, (data: InnerReader) => dayOf(data.readInt())],
	[TIME, (data: InnerReader) => clockOf(data.readUInt())],
	[TIMESTAMP, (data: InnerReader) => `${dayOf(data.readInt())} ${clockOf(data.readUInt())}`],
]);

export function readPlainly(column: InnerColumn): void {
	const read = READ.get(column.type);
	if (read) {
		column.decode = (data, hasMarks) => {
			const value = read(data);
			return hasMarks && data.readInt() ? null : value;
		};
	}
	if (column.type !== BLOB) return;
	column.isBlob = true;
	// So that the driver leaves the ID alone.
	column.type = 0;
}
