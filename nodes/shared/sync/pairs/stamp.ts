import { fingerprint } from '../fingerprint';
import type { CalendarEvent, Prints, Stamp, Synced, SyncedField } from './types';

/** The names under which a stamp stands among an event's properties. All begin alike, so that people see whose they are. */
export const STAMP_KEYS = {
	link: 'n8nSyncLink',
	self: 'n8nSyncEvent',
	base: 'n8nSyncBase',
	offer: 'n8nSyncOffer',
	state: 'n8nSyncState',
} as const;

/** Every name, with `null` for those without a value: a write of all of them leaves nothing behind of an older stamp. */
export type StampProperties = Record<(typeof STAMP_KEYS)[keyof typeof STAMP_KEYS], string | null>;

const FIELDS: readonly SyncedField[] = ['subject', 'notes', 'place', 'time', 'calendar'];
const LENGTH = 16;
/** google-calendar.md A. */
const LONGEST_VALUE = 1024;
/** So many of each field that all offers fit into one value. */
const MOST_EARLIER = 6;

/** 64 bits of each field that has a value. */
export function printsOf(fields: Partial<Synced> & { calendar?: string }): Prints {
	const prints: Prints = {};
	for (const field of FIELDS) {
		const value = fields[field];
		if (value !== undefined && value !== '') prints[field] = fingerprint(value, LENGTH);
	}
	return prints;
}

/** 64 bits of what stands below the marked line. */
export const printOfShown = (shown: string): string | undefined =>
	shown === '' ? undefined : fingerprint(shown, LENGTH);

/** Whether the event says what both sides last agreed on, so that there is nothing to do: it was written by us. */
export function isInStep({ id, calendar, fields, shown, stamp }: Omit<CalendarEvent, 'version'>): boolean {
	if (!stamp || stamp.self !== id || stamp.offer || stamp.making || stamp.replaces || stamp.going) return false;
	return write(stamp.base) === write(printsOf({ ...fields, calendar })) && stamp.shown === printOfShown(shown);
}

export const linkOf = (system: string, id: string): string => `${encodeURIComponent(system)}/${encodeURIComponent(id)}`;

/** The system and the id of a link; nothing for a text that is none. */
export function readLink(link: string): { system: string; id: string } | undefined {
	const [system, id, ...rest] = link.split('/');
	if (!system || !id || rest.length > 0) return undefined;
	try {
		return { system: decodeURIComponent(system), id: decodeURIComponent(id) };
	} catch {
		return undefined;
	}
}

const write = (prints: Prints): string =>
	FIELDS.filter((field) => prints[field] !== undefined)
		.map((field) => `${field}:${prints[field]}`)
		.join(' ');

function read(text: string): Prints {
	const prints: Prints = {};
	for (const part of text.split(' ')) {
		const [field, print] = part.split(':');
		if (print && FIELDS.includes(field as SyncedField)) prints[field as SyncedField] = print;
	}
	return prints;
}

/** The newest offers come first, so that no other is lost where there is not room for all. */
function writeOffer({ offer, earlier = {} }: Pick<Stamp, 'offer' | 'earlier'>): string | null {
	if (!offer) return null;
	const former = FIELDS.flatMap((field) =>
		(earlier[field] ?? []).slice(0, MOST_EARLIER).map((print) => `${field}~${print}`),
	);
	return ['1', write(offer), ...former].filter(Boolean).join(' ');
}

function readOffer(text: string): Pick<Stamp, 'offer' | 'earlier'> {
	const earlier: Partial<Record<SyncedField, string[]>> = {};
	for (const part of text.split(' ')) {
		const [field, print] = part.split('~');
		if (print && FIELDS.includes(field as SyncedField)) (earlier[field as SyncedField] ??= []).push(print);
	}
	return { offer: read(text), ...(Object.keys(earlier).length > 0 && { earlier }) };
}

/** A stamp as the private properties of an event; `null` for no stamp. An offer of nothing is an offer too. */
export function writeStamp(stamp: Stamp | null): StampProperties {
	if (!stamp) {
		return { n8nSyncLink: null, n8nSyncEvent: null, n8nSyncBase: null, n8nSyncOffer: null, n8nSyncState: null };
	}
	const { link, self, base } = stamp;
	return {
		n8nSyncLink: link,
		n8nSyncEvent: self,
		// Never empty: a property without a value may be dropped.
		n8nSyncBase: `1 ${write(base)}`,
		n8nSyncOffer: writeOffer(stamp),
		n8nSyncState: writeState(stamp),
	};
}

function writeState({ shown, making, generation, replaces, replacedAs, editedAt, going }: Stamp): string | null {
	const state = {
		...(shown && { shown }),
		...(making && { making }),
		...(generation > 0 && { generation }),
		...(editedAt !== undefined && { editedAt }),
		...(going && { going }),
	};
	const whole = { ...state, ...(replaces && { replaces, ...(replacedAs && { replacedAs: write(replacedAs) }) }) };
	const text = JSON.stringify(whole);
	// What was replaced is found by its link as well; a property that is too long would be refused.
	const short = text.length <= LONGEST_VALUE ? text : JSON.stringify(state);
	return short === '{}' ? null : short;
}

/** The stamp among the private properties of an event; nothing where it is missing or spoilt. */
export function readStamp(
	properties: Readonly<Record<string, string | null | undefined>> | undefined,
): Stamp | undefined {
	const { n8nSyncLink: link, n8nSyncEvent: self, n8nSyncBase: base, n8nSyncOffer: offer } = properties ?? {};
	if (!link || !self || !base?.startsWith('1') || !readLink(link)) return undefined;
	return { link, self, base: read(base), ...(offer && readOffer(offer)), ...readState(properties?.n8nSyncState) };
}

type State = Pick<Stamp, 'making' | 'generation' | 'replaces' | 'replacedAs' | 'shown' | 'editedAt' | 'going'>;

function readState(text: string | null | undefined): State {
	const state = stateIn(text);
	const { making, generation, replaces, replacedAs, shown, editedAt, going } = state;
	return {
		...(making === true && { making }),
		generation: Number.isSafeInteger(generation) && Number(generation) > 0 ? Number(generation) : 0,
		...(typeof replaces === 'string' && { replaces }),
		...(typeof replaces === 'string' && typeof replacedAs === 'string' && { replacedAs: read(replacedAs) }),
		...(typeof shown === 'string' && { shown }),
		...(typeof editedAt === 'number' && { editedAt }),
		...(going === true && { going }),
	};
}

function stateIn(text: string | null | undefined): Record<string, unknown> {
	try {
		return (JSON.parse(text || '{}') as Record<string, unknown> | null) ?? {};
	} catch {
		return {};
	}
}
