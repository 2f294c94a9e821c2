/** What a call of Daktela says. Its body is a template that somebody wrote, so everything is looked for in several places. Pure. */
import type { IDataObject } from 'n8n-workflow';

import { settledNow } from '../../shared/settled';
import { isVerb, knownEvent, type Known } from './events';
import { formIn } from './form';

export interface Told {
	/** As it was told; empty where nothing was recognised. */
	name: string;
	known?: Known;
	/** What may be the key of the record, the likeliest first. */
	keys: string[];
	/** What was told of the record. */
	data?: IDataObject;
	/** The whole of it. */
	body: unknown;
	/** The body was no valid JSON: only its event and key could be read. */
	broken?: true;
}

const MOST_KEYS = 4;
const LONGEST_KEY = 255;

const EVENT_KEYS = ['event', 'eventname', 'eventtype', 'eventkind', 'trigger', 'action', 'type', 'kind'];
const SUBJECT_KEYS = ['entity', 'object', 'objecttype', 'model', 'resource', 'module', 'type', 'kind'];
const RECORD_KEYS = [
	'name',
	'key',
	'recordname',
	'objectname',
	'entityname',
	'id',
	'recordid',
	'objectid',
	'entityid',
	'idcall',
];
const DRAWERS = ['data', 'payload', 'record', 'object', 'entity', 'item', 'result'];

type Flat = Map<string, unknown>;

const isObject = (value: unknown): value is IDataObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The events of a request; one without a name where nothing was recognised. */
export function toldIn(text: string, contentType: string, query: IDataObject): Told[] {
	const { body, broken } = bodyIn(text, contentType);
	const listed = isObject(body) && Array.isArray(body.events) ? body.events : body;
	const all: unknown[] = Array.isArray(listed) ? listed : [listed];
	return all.map((one) => ({ ...toldBy(one, query), ...(broken && { broken: true as const }) }));
}

/** A body as text, in the character set that its type names; UTF-8 where that is none or not known. */
export function decoded(body: Buffer, contentType: string): string {
	const [, charset = 'utf-8'] = /charset\s*=\s*"?([\w.:-]+)/i.exec(contentType) ?? [];
	const decoder = settledNow(() => new TextDecoder(charset));
	return 'value' in decoder ? decoder.value.decode(body) : body.toString('utf8');
}

function bodyIn(text: string, contentType: string): { body: unknown; broken?: true } {
	const bare = text.trim();
	if (bare === '') return { body: {} };
	const parsed = settledNow(() => JSON.parse(bare) as unknown);
	if ('value' in parsed && typeof parsed.value === 'object') return { body: parsed.value };
	if (/^[[{]/.test(bare)) return { body: salvaged(bare), broken: true };
	if (/form-urlencoded/i.test(contentType) || /^[\w[\].%-]+=/.test(bare)) return { body: unpacked(formIn(bare)) };
	return { body: { text: bare } };
}

/** A template may put texts into JSON without escaping them; what stands before the first such text is still there. */
function salvaged(text: string): IDataObject {
	const found = [...text.matchAll(/"(\w{1,40})"\s*:\s*(?:"([^"\\]{1,255})"|(\d{1,18}))/g)];
	const pairs = found.map(([, key, quoted, number]) => [key!, quoted ?? number!] as const);
	return Object.fromEntries(pairs.reverse());
}

/** A form whose only field holds JSON. */
function unpacked(fields: IDataObject): IDataObject {
	const [only, ...others] = Object.values(fields);
	return isObject(only) && others.length === 0 ? { ...fields, ...only } : fields;
}

function toldBy(body: unknown, query: IDataObject): Told {
	const top = flatOf(body);
	const drawers = DRAWERS.map((name) => top.get(name)).filter(isObject);
	const places = [top, flatOf(query), ...drawers.map(flatOf)];
	const { name, known } = eventIn(places);
	const drawer = known && top.get(known.kind.toLowerCase());
	const data = isObject(drawer) ? drawer : drawers[0];
	const keys = name === '' ? [] : keysIn([...(data ? [flatOf(data)] : []), ...places], known);
	return { name, ...(known && { known }), keys, ...(data && { data }), body };
}

/** Keys in one writing: `event_name` and `eventName` are `eventname`. */
const flatOf = (value: unknown): Flat =>
	new Map(
		isObject(value)
			? Object.entries(value).map(([key, inner]) => [key.toLowerCase().replace(/[^a-z]/g, ''), inner])
			: [],
	);

const textIn = (flat: Flat, key: string): string | undefined => {
	const value = flat.get(key);
	const text = typeof value === 'number' ? String(value) : value;
	return typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST_KEY ? text.trim() : undefined;
};

function eventIn(places: readonly Flat[]): { name: string; known?: Known } {
	for (const place of places) {
		const inner = place.get('event');
		for (const flat of isObject(inner) ? [flatOf(inner), place] : [place]) {
			for (const name of namesIn(flat)) {
				const known = knownEvent(name);
				if (known) return { name, known };
			}
		}
	}
	const name = places.flatMap((flat) => EVENT_KEYS.slice(0, 4).flatMap((key) => textIn(flat, key) ?? []))[0];
	return { name: name ?? '' };
}

/** Texts that may name an event, a subject and a verb put together among them. */
function namesIn(flat: Flat): string[] {
	const whole = [...EVENT_KEYS, 'name'].flatMap((key) => textIn(flat, key) ?? []);
	const subjects = SUBJECT_KEYS.flatMap((key) => textIn(flat, key) ?? []);
	return [...whole, ...whole.filter(isVerb).flatMap((verb) => subjects.map((subject) => `${subject}_${verb}`))];
}

function keysIn(places: readonly Flat[], known: Known | undefined): string[] {
	const own = known
		? [known.kind.toLowerCase(), `${known.kind.toLowerCase()}id`, `${known.kind.toLowerCase()}name`]
		: [];
	const [data, ...others] = places;
	// What the documented template calls "name" stands beside the event, before what is told of the record itself.
	const ordered = [...others, ...(data ? [data] : [])];
	const wanted = [...RECORD_KEYS.slice(0, 2), ...own, ...RECORD_KEYS.slice(2)];
	const found = wanted.flatMap((key) => ordered.flatMap((flat) => textIn(flat, key) ?? []));
	return [...new Set(found)].slice(0, MOST_KEYS);
}
