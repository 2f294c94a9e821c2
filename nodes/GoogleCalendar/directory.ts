import { Fault } from '../shared/fault';
import { settled, type Settled } from '../shared/settled';
import type { GoogleAccount } from './api';
import type { CalendarEntry } from './schema';
import type { Settings } from './settings';

/** A calendar and through which account it is reached. */
export interface Place {
	id: string;
	account: GoogleAccount;
	/** Further accounts that may change its events, where it was looked up in the lists of several. */
	through?: readonly GoogleAccount[];
	/** As its owner or this account calls it, where it was looked up. */
	name?: string;
	timeZone?: string;
}

/** A calendar in the list of an account. */
interface Listed {
	account: GoogleAccount;
	entry: CalendarEntry;
}

const listedIn = (lists: ReadonlyArray<Settled<Listed[]>>): Listed[] =>
	lists.flatMap((list) => ('value' in list ? list.value : []));

/** A row of the settings with its calendar, or why it has none. */
export type ResolvedRow = { operator: string; type: string; name: string; account: string } & (
	{ calendar: Place; created?: boolean } | { fault: Fault }
);

export const nameOf = ({ summaryOverride, summary, id }: CalendarEntry): string => summaryOverride || summary || id;

const RANK = ['freeBusyReader', 'reader', 'writer', 'owner'];
const rankOf = ({ accessRole }: CalendarEntry): number => RANK.indexOf(accessRole ?? '');
export const mayWrite = (entry: CalendarEntry): boolean => rankOf(entry) >= RANK.indexOf('writer');

export const same = (a: string, b: string): boolean => a.trim().normalize('NFC') === b.trim().normalize('NFC');
const looksLikeId = (ref: string): boolean => ref === 'primary' || /^\S+@\S+$/.test(ref);

/** Finds calendars by name or ID in the lists of the accounts. */
export class Directory {
	constructor(private readonly accounts: readonly GoogleAccount[]) {}

	/** Every calendar of every account. One account that fails fails all. @throws Fault */
	async all(): Promise<Listed[]> {
		const lists = await this.lists();
		for (const list of lists) if ('error' in list) throw list.error;
		return listedIn(lists);
	}

	/** Every calendar of those accounts whose list can be read. @throws Fault where there is none of them */
	async reachable(): Promise<Listed[]> {
		const lists = await this.lists();
		const listed = listedIn(lists);
		if (listed.length === 0) for (const list of lists) if ('error' in list) throw list.error;
		return listed;
	}

	private async lists(): Promise<Array<Settled<Listed[]>>> {
		return await Promise.all(
			this.accounts.map(async (account) =>
				settled(async () => (await account.calendars()).map((entry) => ({ account, entry }))),
			),
		);
	}

	/**
	 * The calendar that a node names, by ID or by name, whichever account it is of. With a single account an ID is taken
	 * as it is, without asking.
	 * @throws Fault where there is none, or several
	 */
	async find(ref: string): Promise<Place> {
		const wanted = ref.trim();
		const [first] = this.accounts;
		if (wanted === '' || !first) {
			throw new Fault('input', 'No calendar is chosen.', {
				field: 'Calendar',
				advice: 'Choose a calendar in the node.',
			});
		}
		if (wanted === 'primary' || (looksLikeId(wanted) && this.accounts.length === 1))
			return { id: wanted, account: first };
		const lists = await this.lists();
		const known = listedIn(lists);
		const byId = known.filter(({ entry }) => entry.id === wanted);
		const found = byId.length > 0 ? byId : known.filter(({ entry }) => same(nameOf(entry), wanted));
		const ids = new Set(found.map(({ entry }) => entry.id));
		if (ids.size > 1) throw several(wanted, ids.size);
		const best = found.sort((a, b) => rankOf(b.entry) - rankOf(a.entry))[0];
		if (best) {
			const through = found.filter(({ entry }) => mayWrite(entry)).map(({ account }) => account);
			return { ...placeOf(best.account, best.entry), through };
		}
		// An account whose list could not be read may be the one that has it.
		for (const list of lists) if ('error' in list) throw list.error;
		if (looksLikeId(wanted)) return { id: wanted, account: first };
		throw none(wanted);
	}

	/** In the list of one account, for writing. @throws Fault naming the operator and the calendar */
	async writable(account: GoogleAccount, name: string, operator: string): Promise<Place | undefined> {
		const entries = await account.calendars();
		const byId = entries.filter(({ id, primary }) => id === name || (name === 'primary' && primary === true));
		const found = byId.length > 0 ? byId : entries.filter((entry) => same(nameOf(entry), name));
		const writable = found.filter(mayWrite);
		if (writable.length > 1) throw several(name, writable.length, operator);
		if (writable[0]) return placeOf(account, writable[0]);
		if (found[0]) throw readOnly(name, operator, account);
		return undefined;
	}

	/**
	 * The calendars of all rows of the settings whose operator takes part. A row that fails does not stop the others.
	 * @param options `create`: make those that are not there, in the time zone given
	 */
	async resolve(
		{ operators }: Pick<Settings, 'operators'>,
		{ create = false, timeZone }: { create?: boolean; timeZone?: string } = {},
	): Promise<ResolvedRow[]> {
		const wanted = operators
			.filter(({ enabled }) => enabled)
			.flatMap(({ operator, account, rows }) =>
				rows.map(({ type, calendar }) => ({ operator, type, name: calendar, account })),
			);
		const made = new Map<string, Place>();
		const resolved: ResolvedRow[] = [];
		// One after the other, so that a calendar that two rows name is made once.
		for (const row of wanted) {
			const outcome = await settled(async () => await this.resolveRow(row, made, create, timeZone));
			if ('value' in outcome) resolved.push({ ...row, ...outcome.value });
			else if (outcome.error instanceof Fault) resolved.push({ ...row, fault: outcome.error });
			else throw outcome.error;
		}
		return resolved;
	}

	private async resolveRow(
		{ operator, name, account: key }: { operator: string; name: string; account: string },
		made: Map<string, Place>,
		create: boolean,
		timeZone: string | undefined,
	): Promise<{ calendar: Place; created?: boolean }> {
		const account = this.accounts.find((one) => one.key === key);
		if (!account) throw none(name, operator);
		const there = made.get(JSON.stringify([key, name])) ?? (await this.writable(account, name, operator));
		if (there) return { calendar: there };
		if (!create || looksLikeId(name)) throw none(name, operator);
		const outcome = await inTurn(JSON.stringify([key, name]), async () => {
			await account.calendars(true);
			const meanwhile = await this.writable(account, name, operator);
			if (meanwhile) return { calendar: meanwhile };
			const { id, ...more } = await account.createCalendar({ summary: name, ...(timeZone && { timeZone }) });
			return {
				calendar: { id, account, name, ...(more.timeZone && { timeZone: more.timeZone }) },
				created: true,
			};
		});
		made.set(JSON.stringify([key, name]), outcome.calendar);
		return outcome;
	}
}

/** The triggers of a workflow begin their runs at the same moment: the second one finds what the first one has made. */
async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
	const turn = (turns.get(name) ?? Promise.resolve()).then(work, work);
	const ended = turn.then(nothing, nothing);
	turns.set(name, ended);
	void ended.then(() => turns.get(name) === ended && turns.delete(name));
	return await turn;
}

const turns = new Map<string, Promise<void>>();
const nothing = (): void => undefined;

const placeOf = (account: GoogleAccount, entry: CalendarEntry): Place => ({
	id: entry.id,
	account,
	name: nameOf(entry),
	...(entry.timeZone && { timeZone: entry.timeZone }),
});

const of = (operator: string | undefined): string => (operator === undefined ? '' : ` of operator "${operator}"`);

const none = (name: string, operator?: string): Fault =>
	new Fault('misconfigured', `There is no calendar "${name}"${of(operator)}.`, {
		field: 'Calendar',
		advice:
			'Write the name as it stands in Google Calendar on the left, capitals included, or make the calendar there with this account.',
	});

const several = (name: string, count: number, operator?: string): Fault =>
	new Fault('misconfigured', `There are ${count} calendars "${name}"${of(operator)}.`, {
		field: 'Calendar',
		advice: 'Rename one of them in Google Calendar, or give the ID (Settings of the calendar, Integrate calendar).',
	});

const readOnly = (name: string, operator: string, { label }: GoogleAccount): Fault =>
	new Fault('forbidden', `Calendar "${name}"${of(operator)} may only be read with ${label}.`, {
		field: 'Calendar',
		advice: 'In Google Calendar share it with this account, with the right to make changes to events.',
	});
