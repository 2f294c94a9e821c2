/** A task of the database as the two-way sync sees it, and back. Pure. */
import { partsOf, timeOfWall, wallOf } from '../../shared/sync/pairs/time';
import type { Synced, Task } from '../../shared/sync/pairs/types';
import { addDays, msOf } from '../../shared/when';
import type { TaskRow, TaskValues } from '../data/model';
import { fitText, lineOf, linesOf, stored, type TextColumn } from './text';
import { shownOf, type Shown } from './shown';

/** A task as the database holds it, and its features. */
export type FullRow = TaskRow & { features: readonly Feature[] };

export interface Feature {
	id: string;
	name: string;
	value: string;
}

/** How the database holds a task. A column that it does not have is missing. */
export interface Columns {
	subject: TextColumn;
	description?: TextColumn;
	place?: TextColumn;
	/** Whether it holds days alone. */
	start: { isDay: boolean };
	end?: boolean;
	allDay?: boolean;
	/** How texts without a character set are kept. */
	textCharset: string;
}

export interface Manner {
	columns: Columns;
	/** The zone that the database's clock times belong to. */
	zone: string;
	/** How long a task without an end lasts. */
	minutes: number;
}

type Values = Partial<Pick<TaskValues, 'subject' | 'description' | 'place' | 'start' | 'end' | 'allDay'>>;

export function taskOf(row: FullRow, manner: Manner, shown: Shown): Task {
	return {
		id: String(row.id),
		operator: String(row.operatorId ?? ''),
		type: String(row.typeId ?? ''),
		fields: {
			subject: lineOf(row.subject),
			notes: linesOf(row.description),
			place: lineOf(row.place),
			time: timeOf(row, manner),
		},
		shown: shownOf(row, shown),
		closed: row.done || row.cancelled,
		...(row.modifiedAt !== null && { editedAt: msOf(row.modifiedAt, manner.zone) }),
	};
}

/** The fields as they would be read back after they were written. */
export function fit({ subject, notes, place, time }: Synced, manner: Manner): Synced {
	const { columns } = manner;
	const { textCharset } = columns;
	return {
		subject: fitText(lineOf(subject), columns.subject, textCharset),
		notes: columns.description ? fitText(linesOf(notes), columns.description, textCharset) : '',
		place: columns.place ? fitText(lineOf(place), columns.place, textCharset) : '',
		time: fitTime(time, manner),
	};
}

/** What to write for these fields: only the columns that they are kept in. */
export function valuesOf(fields: Partial<Synced>, manner: Manner): Values {
	const { columns } = manner;
	const { textCharset } = columns;
	const { subject, notes, place, time } = fields;
	return {
		...(subject !== undefined && { subject: fitText(lineOf(subject), columns.subject, textCharset) }),
		...(notes !== undefined &&
			columns.description && { description: stored(fitText(linesOf(notes), columns.description, textCharset)) }),
		...(place !== undefined && columns.place && { place: fitText(lineOf(place), columns.place, textCharset) }),
		...(time !== undefined && timesOf(fitTime(time, manner), manner)),
	};
}

/** Through the clock of the database and back, so that hours which exist twice or never compare equal. */
function fitTime(time: string, manner: Manner): string {
	if (time === '') return '';
	let known = fittedTimes.get(manner);
	if (!known || known.size >= MOST_TIMES) fittedTimes.set(manner, (known = new Map<string, string>()));
	let fitted = known.get(time);
	if (fitted === undefined) {
		fitted = timeOf({ start: null, end: null, allDay: false, ...timesOf(time, manner) }, manner);
		known.set(time, fitted);
	}
	return fitted;
}

/** Each time of a pair is compared several times over. */
const fittedTimes = new WeakMap<Manner, Map<string, string>>();
const MOST_TIMES = 20_000;

/** Whole days that no column tells of last from midnight to midnight. */
function timesOf(time: string, { columns, zone }: Manner): Pick<Values, 'start' | 'end' | 'allDay'> {
	const { end, allDay } = columns;
	if (time === '') return { start: null, ...(end && { end: null }) };
	const days = partsOf(time);
	const wall =
		days.allDay && !tellsDays(columns)
			? { start: `${days.start} 00:00:00`, end: `${days.end} 00:00:00`, allDay: true }
			: wallOf(time, zone);
	return { start: wall.start, ...(end && { end: wall.end }), ...(allDay && { allDay: wall.allDay }) };
}

const tellsDays = ({ start, allDay }: Columns): boolean => allDay === true || start.isDay;

function timeOf(row: Pick<TaskRow, 'start' | 'end' | 'allDay'>, { columns, zone, minutes }: Manner): string {
	const [start, end] = [clockOf(row.start), clockOf(row.end)];
	if (start === null) return '';
	if (!tellsDays(columns) && isMidnight(start) && isMidnight(end ?? start)) return daysOf(start, end ?? start, zone);
	const time = timeOfWall({ start, end, allDay: columns.start.isDay || row.allDay }, zone, minutes);
	// An end that is only supposed may be in the hour that comes twice: it is the one that a clock can show.
	return end === null ? timeOfWall(wallOf(time, zone), zone, minutes) : time;
}

function daysOf(start: string, end: string, zone: string): string {
	const first = start.slice(0, 10);
	const [next, given] = [addDays(first, 1, zone), end.slice(0, 10)];
	return `${first}/${given > next ? given : next}`;
}

/** The first day of the application's calendar stands for no time (streamsoft.md 2). */
export const clockOf = (clock: string | null): string | null => (clock?.startsWith('1899-12-30') ? null : clock);

const isMidnight = (clock: string): boolean => clock.endsWith(' 00:00:00');
