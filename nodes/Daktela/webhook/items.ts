import type { IDataObject, INodeExecutionData, IWebhookFunctions } from 'n8n-workflow';

import { settled } from '../../shared/settled';
import { fingerprint } from '../../shared/sync/fingerprint';
import type { Delivered } from '../../shared/watch/feed';
import { toItem } from '../../shared/watch/item';
import { accountOf } from '../../shared/watch/settings';
import type { DaktelaApi, DaktelaRecord } from '../api';
import { kindOf } from '../kinds';
import { openDaktela } from '../open';
import { keyOf } from '../record';
import { changeId } from '../watch/changes';
import { printOf } from '../watch/values';
import { momentOf, wallOf } from '../watch/wall';
import type { Known } from './events';
import { isReplay } from './replays';
import type { Told } from './told';

/** How long after its time a change is told at the latest. */
const LATE_MS = 30 * 60_000;

/** How long a run waits for its record while Daktela asks to slow down or is not there. */
const PATIENCE_MS = 30_000;

const EVENTS = { create: 'recordCreated', update: 'recordUpdated', close: 'recordUpdated', delete: 'recordDeleted' };

interface Read {
	record: DaktelaRecord;
	zone: string;
	/** Why the record is not the whole one. */
	notRead?: string;
}

/** Daktela has its answer, so nothing may fail any more: what cannot be read is said in the item. */
export async function itemsOf(host: IWebhookFunctions, told: readonly Told[]): Promise<INodeExecutionData[]> {
	const opened = await settled(async () => await openDaktela(host, Date.now() + PATIENCE_MS));
	const fetches = host.getNodeParameter('fetchRecord', true) === true;
	const account = accountOf(host);
	const place = `${host.getWorkflow().id} ${host.getNode().id}`;
	const items: INodeExecutionData[] = [];
	for (const one of told) {
		const { delivered, isVersioned } = await deliveredOf(opened, one, fetches);
		const item = toItem(account, delivered, 1);
		const id = String((item.json.delivery as IDataObject).id);
		const isManual = host.getMode() === 'manual';
		// A record is created once; within a second it may be updated twice.
		const contents = delivered.event === EVENTS.update ? printOf(delivered.record) : '';
		if (isVersioned && !isManual && isReplay(`${place} ${id}`, contents, Date.now())) continue;
		items.push(item);
	}
	return items;
}

type Opened = Awaited<ReturnType<typeof settled<DaktelaApi>>>;

async function deliveredOf(
	opened: Opened,
	told: Told,
	fetches: boolean,
): Promise<{ delivered: Delivered; isVersioned: boolean }> {
	const { name, known, keys, broken } = told;
	const now = new Date().toISOString();
	const about: IDataObject = {
		daktelaEvent: name,
		...(broken && { notice: 'The body was no valid JSON: escape texts in the template of the event in Daktela.' }),
	};
	if (!known) {
		const notice = name === '' ? 'No event was found in the body, so it is given as it came.' : undefined;
		const id = `${name}|${now}|${fingerprint(told.body, 16)}`;
		const change = { id, recordId: keys[0] ?? '', event: 'otherEvent', occurredAt: now };
		const record = (isRecord(told.body) ? told.body : { body: told.body }) as IDataObject;
		return { delivered: { ...change, about: { ...about, ...(notice && { notice }) }, record }, isVersioned: false };
	}
	const read = await readRecord(opened, { ...told, known }, fetches && known.what !== 'delete');
	const { resource } = kindOf(known.kind)!;
	const key = keyOf(read.record, 'name') ?? keys[0] ?? '';
	const version = versionOf(known, read.record);
	const { wall, text } = version ?? { wall: undefined, text: `told|${now}|${fingerprint(told.body, 16)}` };
	const delivered: Delivered = {
		id: changeId(resource, key, text),
		recordId: key,
		event: EVENTS[known.what],
		occurredAt: wall ? momentOf(wall, read.zone, new Date(Date.parse(now) - LATE_MS).toISOString()) : now,
		about: { kind: known.kind, ...about, ...(read.notRead !== undefined && { notRead: read.notRead }) },
		record: known.what === 'delete' ? { ...read.record, deleted: true } : read.record,
	};
	return { delivered, isVersioned: version !== undefined };
}

const isRecord = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What tells this state of the record from others, the same as the polling trigger has it; undefined where nothing does. */
function versionOf({ what, kind }: Known, record: DaktelaRecord): { text: string; wall?: string } | undefined {
	const created = wallOf(record.created ?? record.time);
	if (what === 'delete') return created === undefined ? undefined : { text: `deleted|${created}` };
	const wall = what === 'create' ? created : wallOf(record.edited);
	if (wall !== undefined) return { text: wall, wall };
	return kind === 'activity' && record.deleted !== true && created !== undefined
		? { text: `${created}|${printOf(record)}` }
		: undefined;
}

async function readRecord(
	opened: Opened,
	{ known, keys, data, broken }: Told & { known: Known },
	fetches: boolean,
): Promise<Read> {
	const zone = 'value' in opened ? opened.value.access.zone : 'Europe/Prague';
	const bare: Read = { record: { ...(keys[0] !== undefined && { name: keys[0] }), ...data }, zone };
	if (!fetches) return bare;
	if (keys.length === 0) return { ...bare, notRead: 'No key of a record was found in the body.' };
	if ('error' in opened) return { ...bare, notRead: messageOf(opened.error) };
	const found = await settled(async () => await fetched(opened.value, known, keys));
	if ('error' in found) return { ...bare, notRead: messageOf(found.error) };
	const { record, zone: told } = found.value;
	if (record) return { record, zone: told };
	return {
		// A key that had to be guessed proves nothing.
		record: broken ? bare.record : { name: keys[0]!, deleted: true },
		zone: told,
		notRead: `Daktela has no such record: ${keys.join(', ')}.`,
	};
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** By any of the keys, the likeliest first; an activity may be told by the key of its call or message. */
async function fetched(
	api: DaktelaApi,
	{ kind, channel }: Known,
	keys: readonly string[],
): Promise<{ record?: DaktelaRecord; zone: string }> {
	const first = { resource: kindOf(kind)!.resource, key: 'name' };
	let zone = api.access.zone;
	for (const { resource, key } of channel ? [first, channel] : [first]) {
		const filter = { field: key, operator: keys.length > 1 ? 'in' : 'eq', value: keys.length > 1 ? keys : keys[0] };
		const listing = await api.list(resource, { filter }, { take: keys.length });
		zone = listing.clock.zone;
		const byKey = new Map(listing.rows.map((row) => [keyOf(row, key), row]));
		const found = keys.find((one) => byKey.has(one));
		if (found !== undefined) return { record: byKey.get(found), zone };
	}
	return { zone };
}
