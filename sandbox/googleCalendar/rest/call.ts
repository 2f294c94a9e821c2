import { invalid, notFound, Refusal, type Calendar, type Json, type Role, type User } from '../model';
import { itemById, type Item } from '../domain/instances';
import type { SendUpdates } from '../domain/guests';
import { atLeast } from '../store';
import type { WriteOptions } from '../made';
import type { World } from '../world';

/** One call as its handler sees it. */
export interface Call {
	readonly world: World;
	readonly user: User;
	readonly params: URLSearchParams;
	readonly body: Json;
	/** If-Match of the call, or of its part of a batch. */
	readonly ifMatch: string | undefined;
	/** Decoded pieces of the path. */
	readonly args: readonly string[];
}

export interface Answer {
	status?: number;
	json?: Json;
	/** Sent as ETag. */
	etag?: string;
}

/** The calendar of the path. Throws a Refusal 404, or 403 where the role is too low. */
export function calendarOf({ world, user, args }: Call, wanted: Role = 'reader'): { calendar: Calendar; role: Role } {
	const found = world.store.visible(user, args[0]!);
	if (!found || !atLeast(found.role, 'reader')) throw notFound();
	if (!atLeast(found.role, wanted))
		throw new Refusal(403, 'requiredAccessLevel', `You need to have ${wanted} access to this calendar.`, {
			domain: 'calendar',
		});
	if (wanted !== 'reader') world.gate.write(found.calendar.id);
	return found;
}

/** The event of the path, with If-Match seen to. Throws a Refusal 404 or 412. */
export function itemOf(call: Call, calendar: Calendar): Item {
	const item = itemById(calendar, call.args[1]!);
	if (!item) throw notFound();
	if (call.ifMatch !== undefined && call.ifMatch !== '*' && call.ifMatch !== etagOf(item.event))
		throw new Refusal(412, 'conditionNotMet', 'Precondition Failed', { location: 'If-Match', locationType: 'header' });
	return item;
}

export const etagOf = ({ version }: { version: number }): string => `"${3_500_000_000_000_000 + version * 2}"`;

export const flag = (params: URLSearchParams, name: string): boolean | undefined => {
	const text = params.get(name);
	if (text === null) return undefined;
	if (text !== 'true' && text !== 'false') throw invalid(`Invalid boolean value: '${text}'.`, name);
	return text === 'true';
};

/** A whole number above 0, and no more than `most`. */
export function maxResults(params: URLSearchParams, byDefault: number, most: number): number {
	const text = params.get('maxResults');
	if (text === null) return byDefault;
	const number = Number(text);
	if (!Number.isInteger(number) || number < 1) throw invalid(`Invalid value '${text}'.`, 'maxResults');
	return Math.min(number, most);
}

export function writeOptions({ user, params }: Call): WriteOptions {
	const sent = params.get('sendUpdates') ?? (params.get('sendNotifications') === 'true' ? 'all' : 'none');
	if (!['all', 'externalOnly', 'none'].includes(sent)) throw invalid(`Invalid value '${sent}'.`, 'sendUpdates');
	const version = params.get('conferenceDataVersion') ?? '0';
	if (version !== '0' && version !== '1') throw invalid(`Invalid value '${version}'.`, 'conferenceDataVersion');
	return { user, via: 'api', sendUpdates: sent as SendUpdates, conference: version === '1' };
}
