/** Where a trigger stands in the records of one resource, and what of a page it has not seen before. Pure. */
import { fingerprint } from '../../shared/sync/fingerprint';
import { before, BEGINNING, earliest, foldAt, latest, momentOf, shifted, type Fold, type Wall } from './wall';

export interface Place {
	/** The same as `wall`, ISO UTC; never goes back. */
	time: string;
	/** Everything was read up to this time of Daktela's wall clock. */
	wall: Wall;
	/** In which Daktela writes times. */
	zone: string;
	/** Start Date: what the overlap shows from before it does not count. */
	notBefore?: Wall;
	/** A reading that goes on with the next page. */
	sweep?: Sweep;
	/** Tokens of the records that were read, by their times, for as long as a read can show them again. */
	recent: Record<Wall, string>;
	/** What the records held that may have been changed again within the second, by token. */
	prints: Record<string, string>;
	/** Up to here tokens had to be forgotten because they were too many: no read reaches back behind it. */
	forgotten?: Wall;
	/** Daktela refuses or overlooks the filter on times here. */
	unfiltered?: true;
}

export interface Sweep {
	/** What the clock showed at its first page. */
	until: Wall;
	/** Time of the last row that was read: reading goes on with it. */
	from: Wall;
	/** Key of the last row, when rows of that one time filled a page. */
	after?: string;
	/** All rows of that time were read. */
	past?: true;
}

/** How a trigger recognises what it has read. */
export interface Reach {
	/** How far each read reaches back, for records that show up late. */
	overlapMs: number;
	/** The time of a record stays when it is changed: only what it holds tells. */
	byContent?: boolean;
}

export interface Row<T> {
	key: string;
	wall: Wall;
	/** When the record was created, where it tells. */
	born?: Wall;
	record: T;
	/** What it holds, in a few characters. */
	print(): string;
}

/** A row that was not seen before. */
export interface Fresh<T> extends Row<T> {
	token: string;
	/** Tells this version of the record from all others. */
	version: string;
	/** It was seen before, with this time and other contents. */
	again: boolean;
	/** It was never seen before within reach, or only another record that had its key. */
	unseen: boolean;
	/** It was edited while this reading goes on, which may have passed it before and forgotten it. */
	passed: boolean;
	/** When, ISO UTC. */
	moment: string;
}

export interface Answer<T> {
	/** Oldest first. */
	rows: ReadonlyArray<Row<T>>;
	/** What Daktela's clock showed. */
	now: Wall;
	zone: string;
	/** Nothing of what was asked for was left out. */
	complete: boolean;
}

const TOKEN = 9;
const MOST_REMEMBERED = 20_000;
const HOUR_MS = 3_600_000;
/** Clocks of an instance's servers may differ by as much. */
const CLOCKS_DIFFER_MS = 2 * 60_000;
/** How long the contents of a second may still change. */
const UNSETTLED_MS = 2_000;

/** A record in 54 bits. */
export const tokenOf = (key: string): string =>
	Buffer.from(fingerprint(key, 14), 'hex').toString('base64url').slice(0, TOKEN);

/** Where a trigger begins that has read everything up to a time. */
export const placeAt = (wall: Wall, zone: string, notBefore?: Wall): Place => ({
	time: wall === BEGINNING ? new Date(0).toISOString() : momentOf(wall, zone, ''),
	wall,
	zone,
	recent: {},
	prints: {},
	...(notBefore !== undefined && { notBefore }),
});

/**
 * The time from which to read. While the wall clock shows an hour for the first or second time, that hour is read from its
 * beginning: what happens the second time has times that lie behind.
 */
export function floorOf({ wall, zone, notBefore, forgotten }: Place, { overlapMs }: Reach): Wall {
	if (wall === BEGINNING) return BEGINNING;
	const fold = foldAt(wall, zone);
	const usual = before(fold ? earliest(wall, fold.begin) : wall, overlapMs, zone);
	const reachable = forgotten === undefined || fold ? usual : latest(usual, shifted(forgotten, 1_000));
	return notBefore === undefined ? reachable : latest(reachable, firstOf(notBefore, fold));
}

const firstOf = (notBefore: Wall, fold?: Fold): Wall => (fold ? earliest(notBefore, fold.begin) : notBefore);

/** Takes over a page: what of it is new, and where to go on. Pages of a sweep follow each other by time and key. */
export function absorb<T>(place: Place, answer: Answer<T>, reach: Reach): { fresh: Array<Fresh<T>>; next: Place } {
	const memory = new Memory(place);
	const fold = foldAt(answer.now, answer.zone);
	const isUnsettled = unsettledBy(answer.now, fold, reach);
	const isPassed = passedBy(place, reach);
	const fresh: Array<Fresh<T>> = [];
	for (const row of answer.rows) {
		if (place.notBefore !== undefined && row.wall < firstOf(place.notBefore, fold)) continue;
		const token = tokenOf(row.key);
		const known = memory.has(row.wall, token);
		const held = known ? memory.printOf(token) : undefined;
		if (known && held === undefined) continue;
		const print = isUnsettled(row.wall) || held !== undefined ? row.print() : '';
		if (held !== undefined && contentsIn(held) === print) continue;
		const told = held === undefined ? print : `${print}.${timesIn(held) + 1}`;
		const version = held === undefined ? row.wall : `${row.wall}|${told}`;
		const moment = momentOf(row.wall, answer.zone, shiftedIso(place.time, -reach.overlapMs));
		const unseen = !memory.hasSince(token, row.born && shifted(row.born, -UNSETTLED_MS), answer.zone);
		fresh.push({ ...row, token, version, again: known, unseen, passed: isPassed(row), moment });
		memory.add(row.wall, token, isUnsettled(row.wall) ? told : undefined);
	}
	const isEnd = answer.complete && place.sweep?.after === undefined;
	const next = isEnd ? ended(place, answer) : goingOn(place, answer);
	return { fresh, next: { ...next, ...memory.kept(keptFrom(next, reach)) } };
}

/** A reading meets a record once before the time at which it began; behind that, again whatever was edited meanwhile. */
function passedBy(place: Place, reach: Reach): (row: Pick<Row<unknown>, 'wall' | 'born'>) => boolean {
	const { sweep, forgotten } = place;
	if (!sweep) return () => false;
	const remembered = latest(keptFrom(place, reach), forgotten ?? BEGINNING);
	return ({ wall, born }) => wall > sweep.until && born !== undefined && born <= remembered;
}

/** A print is followed by how often the contents changed, so that what comes back is another version. */
const contentsIn = (print: string): string => print.split('.')[0]!;
const timesIn = (print: string): number => Number(print.split('.')[1] ?? 0);

/** Whether the contents of a time must be remembered, since they may change once more without another time. */
function unsettledBy(now: Wall, fold: Fold | undefined, { byContent }: Reach): (wall: Wall) => boolean {
	const since = shifted(now, -UNSETTLED_MS);
	return (wall) => byContent === true || wall >= since || (fold !== undefined && wall >= fold.begin && wall < fold.end);
}

function ended<T>({ sweep, ...place }: Place, { now, zone }: Answer<T>): Place {
	const wall = readUpTo(place, sweep?.until ?? now, zone);
	const moment = momentOf(wall, zone, place.time);
	return { ...place, zone, wall, time: moment > place.time ? moment : place.time };
}

/** Small steps back are clocks that differ. Greater ones are a clock that was put back, by an hour if nothing else is known. */
function readUpTo({ wall }: Place, until: Wall, zone: string): Wall {
	if (wall === BEGINNING || until >= before(wall, CLOCKS_DIFFER_MS, zone)) return latest(wall, until);
	return foldAt(until, zone) ? until : shifted(until, -HOUR_MS);
}

function goingOn<T>(place: Place, { rows, now, zone, complete }: Answer<T>): Place {
	const { sweep } = place;
	const until = sweep?.until ?? now;
	const last = rows.at(-1);
	const from = last?.wall ?? sweep?.from ?? place.wall;
	if (complete) return { ...place, zone, sweep: { until, from, past: true } };
	const isOneTime = last !== undefined && rows[0]!.wall === from;
	return { ...place, zone, sweep: { until, from, ...(isOneTime && { after: last.key }) } };
}

/** What a later read can show again. A little more is kept for clocks that differ. */
function keptFrom(next: Place, reach: Reach): Wall {
	const read = next.sweep ? { ...next, wall: next.sweep.until } : next;
	const floor = before(floorOf(read, reach), CLOCKS_DIFFER_MS, next.zone);
	return next.sweep ? earliest(next.sweep.from, floor) : floor;
}

const shiftedIso = (iso: string, ms: number): string => new Date(Math.max(0, Date.parse(iso) + ms)).toISOString();

/** The tokens of a place, to be looked up in. */
class Memory {
	private readonly times = new Map<Wall, Set<string>>();
	private readonly newest = new Map<string, Wall>();
	private readonly prints: Map<string, string>;

	constructor(private readonly place: Place) {
		for (const [wall, tokens] of Object.entries(place.recent)) {
			const set = new Set<string>();
			for (let at = 0; at < tokens.length; at += TOKEN) set.add(tokens.slice(at, at + TOKEN));
			this.times.set(wall, set);
			for (const token of set) this.note(wall, token);
		}
		this.prints = new Map(Object.entries(place.prints));
	}

	has = (wall: Wall, token: string): boolean => this.times.get(wall)?.has(token) === true;

	/** Whether a record was seen; one that was last edited before this one was created is another that had its key. */
	hasSince(token: string, born: Wall | undefined, zone: string): boolean {
		const last = this.newest.get(token);
		// In an hour that comes twice the times do not tell which was first.
		return last !== undefined && (born === undefined || last >= born || foldAt(born, zone) !== undefined);
	}

	printOf = (token: string): string | undefined => this.prints.get(token);

	add(wall: Wall, token: string, print?: string): void {
		this.times.set(wall, (this.times.get(wall) ?? new Set<string>()).add(token));
		this.note(wall, token);
		if (print === undefined) this.prints.delete(token);
		else this.prints.set(token, print);
	}

	private note(wall: Wall, token: string): void {
		this.newest.set(token, latest(wall, this.newest.get(token) ?? wall));
	}

	kept(from: Wall): Pick<Place, 'recent' | 'prints' | 'forgotten'> {
		const newestFirst = [...this.times].filter(([wall]) => wall >= from).sort(([a], [b]) => (a < b ? 1 : -1));
		let count = 0;
		const fitting = newestFirst.filter(([, tokens], index) => (count += tokens.size) <= MOST_REMEMBERED || index === 0);
		const dropped = newestFirst[fitting.length]?.[0];
		const forgotten = dropped ?? this.place.forgotten;
		const tokens = new Set(fitting.flatMap(([, some]) => [...some]));
		return {
			recent: Object.fromEntries(fitting.map(([wall, some]) => [wall, [...some].join('')])),
			prints: Object.fromEntries([...this.prints].filter(([token]) => tokens.has(token))),
			...(forgotten !== undefined && forgotten >= from && { forgotten }),
		};
	}
}
