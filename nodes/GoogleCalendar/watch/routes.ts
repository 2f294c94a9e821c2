import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { fingerprint } from '../../shared/sync/fingerprint';
import { isMissing, type CalendarEntry, type GoogleAccount, type GoogleCalendarApi } from '../api';
import { nameOf } from '../directory';
import { wishOf, type Late, type Route, type Routes } from './place';
import type { Watch } from './watched';

/** Why a calendar could not be looked up. */
interface Failure {
	error: Error;
	/** ID of the calendar that it was, where it was known. */
	calendar?: string;
}

/** What could not be looked up, beside what could. */
export interface Looked {
	routes: Routes;
	failures: Failure[];
	/** Calendars that are wanted and never were looked up, by `wishOf`. */
	missing: string[];
}

type Api = Pick<GoogleCalendarApi, 'accounts' | 'directory' | 'settings'>;

/** A calendar that is wanted and could not be looked up. */
interface Failed extends Pick<Route, 'operator' | 'ref'> {
	/** Key of the account that it should be reached through, where that is known. */
	account?: string;
	error: Error;
}

interface Sought {
	list: Route[];
	failed: Failed[];
}

/**
 * The watched calendars. They are looked up once, and again when the credential or the trigger names others, or one of them was not
 * there: a poll that finds nothing is one request for each calendar. One that cannot be looked up now stays what it was.
 */
export async function routesOf(api: Api, { calendars }: Pick<Watch, 'calendars'>, former?: Routes): Promise<Looked> {
	const { accounts, settings } = api;
	const print = fingerprint([calendars, calendars ? accounts.map(({ key }) => key) : settings.operators], 16);
	if (former?.print === print && !former.incomplete) return { routes: former, failures: [], missing: [] };
	const { list, failed } = calendars ? await chosen(api, calendars, former?.list) : await ofOperators(api);
	const known = failed.map((one) => former?.list.find((route) => wishOf(one) === wishOf(route)));
	const kept = known.flatMap((route, at) => (route ? reachable(route, failed[at]!, api) : []));
	const all = new Map([...kept, ...list].map((route) => [route.calendar, route]));
	const routes = { print, list: [...all.values()], ...(failed.length > 0 && { incomplete: true as const }) };
	if (all.size === 0 && failed.length === 0) throw none();
	const failures = failed.map(({ error }, at): Failure => ({
		error,
		...(known[at] && { calendar: known[at].calendar }),
	}));
	return { routes, failures, missing: failed.filter((_one, at) => !known[at]).map(wishOf) };
}

/** What was known of a calendar that cannot be looked up now. */
function reachable(route: Route, { account: wanted }: Failed, { accounts }: Api): Route[] {
	const key = wanted ?? route.account;
	const account = accounts.find((one) => one.key === key) ?? accounts[0];
	return account ? [{ ...route, account: account.key }] : [];
}

/** What is told of the failures. Of a calendar that then could not be read either one reason is enough. */
export function errorsOf(failures: readonly Failure[], unread: ReadonlyMap<string, Error>): Error[] {
	const looked = failures.filter(({ calendar }) => calendar === undefined || !unread.has(calendar));
	return [...new Set([...looked.map(({ error }) => error), ...unread.values()])];
}

/** One that was not there is looked up again: it may have been made anew. */
export const afterReading = (routes: Routes, failures: readonly unknown[]): Routes =>
	failures.some(isMissing) ? { ...routes, incomplete: true } : routes;

/** A refusal that is about one calendar names it; others name the account. */
export function explained(error: unknown, { name, operator }: Route): Error {
	if (!(error instanceof Fault) || !isMissing(error)) return error as Error;
	const whose = operator === undefined ? '' : ` of operator "${operator}"`;
	return new Fault('misconfigured', `Calendar "${name}"${whose} is not there any more, or is not shared any more.`, {
		status: error.status ?? 404,
		field: 'Calendars',
		advice:
			'Its events are not taken for deleted. Share or create it again, or correct the trigger or the credential. The other calendars go on.',
	});
}

/** Since when those count that could not be looked up yet. @param now ISO */
export const lateOf = (missing: readonly string[], former: Late = {}, now: string): { late?: Late } =>
	missing.length > 0 ? { late: Object.fromEntries(missing.map((wish) => [wish, former[wish] ?? now])) } : {};

const none = (): Fault =>
	new Fault('misconfigured', 'No calendar of an operator takes part in the synchronisation.', {
		field: 'Watch',
		advice: 'Fill in Operators in the credential, or choose calendars in the trigger.',
	});

async function ofOperators(api: Api): Promise<Sought> {
	const rows = await api.directory.resolve(api.settings);
	const byCalendar = new Map<string, Route & { types: string[] }>();
	const failed: Failed[] = [];
	for (const row of rows) {
		const { operator, type, name: ref } = row;
		if ('fault' in row) failed.push({ operator, ref, account: row.account, error: row.fault });
		else {
			const { id: calendar, account, name = ref } = row.calendar;
			const route = byCalendar.get(calendar);
			if (route) route.types.push(type);
			else byCalendar.set(calendar, { calendar, account: account.key, name, ref, operator, types: [type] });
		}
	}
	return { list: [...byCalendar.values()], failed };
}

const RANK = ['freeBusyReader', 'reader', 'writer', 'owner'];

/** By the lists of the accounts, one request each; where several show a calendar, the one that may do most with it. */
async function chosen(
	{ accounts, directory }: Api,
	refs: readonly string[],
	former: readonly Route[] = [],
): Promise<Sought> {
	const shown = new Map<string, { account: GoogleAccount; entry: CalendarEntry }>();
	const lists = await Promise.all(
		accounts.map(async (account) => await settled(async () => await account.calendars())),
	);
	const refused = new Map<string, Error>();
	lists.forEach((list, at) => {
		if ('error' in list) refused.set(accounts[at]!.key, list.error as Error);
		for (const entry of 'value' in list ? list.value : []) {
			const names = entry.primary ? [entry.id, 'primary'] : [entry.id];
			for (const name of names)
				if (rankOf(entry) > rankOf(shown.get(name)?.entry)) shown.set(name, { account: accounts[at]!, entry });
		}
	});
	const find = async (ref: string): Promise<Route> => {
		const before = former.find((route) => route.ref === ref);
		// Through another account its events may look different, and would count as changed.
		const refusal = refused.size < accounts.length ? before && refused.get(before.account) : [...refused.values()][0];
		if (refusal) throw refusal;
		const known = shown.get(ref);
		if (known) return { calendar: known.entry.id, account: known.account.key, name: nameOf(known.entry), ref };
		const { id: calendar, account, name = before?.name ?? calendar } = await directory.find(ref);
		return { calendar, account: account.key, name, ref };
	};
	const found = await Promise.all(refs.map(async (ref) => await settled(async () => await find(ref))));
	return {
		list: found.flatMap((one) => ('value' in one ? [one.value] : [])),
		failed: found.flatMap((one, at) => ('error' in one ? [{ ref: refs[at]!, error: one.error as Error }] : [])),
	};
}

const rankOf = (entry: CalendarEntry | undefined): number => (entry ? RANK.indexOf(entry.accessRole ?? '') : -2);
