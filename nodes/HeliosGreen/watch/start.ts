import { closing } from '../../shared/closing';
import { badInput, Fault } from '../../shared/fault';
import { localIn } from '../../shared/when';
import type { Start } from '../../shared/watch/feed';
import { Known } from '../../shared/watch/known';
import { MOST_ROWS, RowMemory } from '../../shared/watch/memory';
import { checkSize, requestOf } from './pass';
import { BEGINNING, type Cursor } from './place';
import { Reading, type WatchApi } from './reading';
import { RowForm } from './row';
import { serverTime, type Wall } from './wall';
import type { Watch } from './watched';

/** Rows that come and go while they are read make a reading incomplete. */
const ATTEMPTS = 3;

/**
 * The first cursor. From now on, and from a date on, means that the rows that are there, or were last changed before, are known;
 * they are read once. @throws Fault, also where they cannot be read completely
 */
export async function startAt(api: WatchApi, watch: Watch, start: Start): Promise<{ cursor: Cursor }> {
	if (start.from === 'everything') {
		return { cursor: { time: BEGINNING, round: 0, rows: '', ...(watch.byTime && { backlog: true }) } };
	}
	if (start.from === 'date' && !watch.byTime) {
		const message = 'Without an updated column Helios does not tell which rows were changed since a date.';
		throw badInput('Start With', message, 'Choose another start, or name the Updated Column.');
	}
	const date = start.from === 'date' ? localIn(start.date, api.zone) : undefined;
	for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
		const form = new RowForm(watch, (text) => api.toIso(text));
		const cursor = await closing(new Reading(api, watch, form, requestOf(watch)), async (reading) => {
			const base = await baseOf(reading, watch, form, date);
			const time = date === undefined ? reading.timeAfter(BEGINNING) : serverTime(date, api.zone, BEGINNING);
			return base && cursorOf(watch, base, { time, wall: date ?? reading.startedAt }, date !== undefined);
		});
		if (cursor) return { cursor };
	}
	const message = `Helios Green did not give all the rows of template ${watch.request.template} that it says there are.`;
	const advice =
		'Publish again when fewer people work in Helios. If it repeats, Helios counts rows that the template does not show: set a Message Template without includeTotalRowCount under Reading.';
	throw new Fault('unreadable', message, { advice });
}

interface Base {
	memory: RowMemory;
	known: Known;
	/** Rows had to be forgotten. */
	forgets: boolean;
}

const NONE: ReadonlySet<number> = new Set();

/** The rows that there are, or that were last changed before a date; undefined where not all of them came. */
async function baseOf(
	reading: Reading,
	watch: Watch,
	form: RowForm,
	date: Wall | undefined,
): Promise<Base | undefined> {
	const { byTime, watched } = watch;
	const [memory, known] = [new RowMemory(), new Known()];
	let forgets = false;
	for (let next = await reading.next(); next; next = await reading.next()) {
		const { key, row, wall } = next;
		if (date !== undefined && wall !== undefined && wall >= date) continue;
		if (memory.get(key) !== undefined) reading.refuseTwo(next);
		memory.set(key, form.print(row));
		if (!byTime) checkSize(memory, watch);
		else if (memory.size >= 2 * MOST_ROWS) forgets = memory.keepNewest(MOST_ROWS, NONE);
		if (watched.length === 0) continue;
		known.set(
			key,
			watched.map((column) => form.value(row, column)),
		);
	}
	if (!reading.isWhole) return undefined;
	forgets = (byTime && memory.keepNewest(MOST_ROWS, NONE)) || forgets;
	return { memory, known, forgets };
}

function cursorOf(
	{ byTime, watched }: Watch,
	{ memory, known, forgets }: Base,
	{ time, wall }: { time: string; wall: Wall | undefined },
	isBacklog: boolean,
): Cursor {
	return {
		time,
		...(wall !== undefined && byTime && { wall }),
		...(isBacklog && { backlog: true }),
		...(forgets && { forgets }),
		round: 0,
		rows: memory.text(),
		...(watched.length > 0 && { known: known.text() }),
	};
}
