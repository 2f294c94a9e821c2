import { Refusal, type Field, type NetHuntRecord, type Value } from './model';
import { folderById, type Endpoint, type Room } from './room';
import type { Origin } from './store';
import type { NetHuntSwitches } from './switches';
import { keep, listOf, same, timeOf, zoneOffset } from './values';

type Writing = Parameters<Endpoint>[1];
type Json = Record<string, unknown>;

/** POST endpoints by path (nethunt.md 2, rows 12 to 17). */
export const writes: Record<string, Endpoint> = {
	'actions/create-record/': createRecord,
	'actions/update-record/': updateRecord,
	'actions/delete-record/': (room, request) => {
		const record = writableRecord(room, request);
		room.store.setDeleted(record, true, byApi(request));
		const id = room.store.newId();
		return { json: { trashItemId: room.switches.trashItemShape === 'string' ? id : { id, recordId: record.id } } };
	},
	'actions/create-comment/': (room, request) => {
		const record = writableRecord(room, request);
		const comment = room.store.addComment(record, needText(jsonBody(request), 'text'), byApi(request));
		return { json: { commentId: comment.id, createdAt: new Date(comment.createdAt).toISOString() } };
	},
	'actions/create-call-log/': createCallLog,
	'actions/link-gmail-thread/': (room, request) => {
		const record = writableRecord(room, request);
		const gmailThreadId = needText(jsonBody(request), 'gmailThreadId');
		if (!room.store.gmailThreads.has(gmailThreadId))
			throw new Refusal(room.switches.unknownThreadStatus, `There is no Gmail thread '${gmailThreadId}'`);
		record.gmailThreads = [...new Set([...(record.gmailThreads ?? []), gmailThreadId])];
		return { json: room.switches.gmailAnswer === 'empty' ? {} : { recordId: record.id, gmailThreadId } };
	},
};

function createRecord(room: Room, request: Writing) {
	const { store, gate, switches, answers } = room;
	const folder = folderById(room, request.id);
	gate.demand(gate.writable(request.user, folder), folder);
	const body = jsonBody(request);
	const zone = needText(body, 'timeZone');
	if (!isZone(zone)) throw new Refusal(400, `timeZone '${zone}' is unknown`);
	const values: Record<string, Value> = {};
	for (const [name, sent] of Object.entries(needObject(body, 'fields'))) {
		const field = fieldNamed(folder.fields, name, switches);
		const value = field && keep(field, sent, switches, zone);
		if (field && value !== undefined) values[field.id] = value;
	}
	return { status: switches.createStatus, json: answers.created(store.create(folder, values, byApi(request))) };
}

function updateRecord(room: Room, request: Writing) {
	const record = writableRecord(room, request);
	const overwrite = request.query.get('overwrite') === 'true';
	const values: Record<string, Value | undefined> = {};
	for (const [name, action] of Object.entries(needObject(jsonBody(request), 'fieldActions'))) {
		const field = fieldNamed(record.folder.fields, name, room.switches);
		if (typeof action !== 'object' || action === null || Array.isArray(action))
			throw new Refusal(400, `fieldActions of '${name}' must be an object`);
		if (field) values[field.id] = edited(field, record.values[field.id], { overwrite, ...action }, room.switches);
	}
	room.store.write(record, values, byApi(request));
	return { json: room.answers.updated(record) };
}

/** A field's value after one of update-record's field actions (2.9). */
function edited(field: Field, present: Value | undefined, action: Json, switches: NetHuntSwitches): Value | undefined {
	const add = keep(field, action.add, switches);
	const remove = keep(field, action.remove, { ...switches, unknownOption: 'accepted' });
	const clearing = add === undefined;
	if (clearing && action.overwrite === true && switches.clearBy !== 'remove') return undefined;
	if (field.multiple) {
		const base =
			action.overwrite === true && !clearing ? [] : listOf(present).filter((item) => !listOf(remove).includes(item));
		const items = [...new Set([...base, ...listOf(add)])];
		return items.length ? items : undefined;
	}
	if (!clearing) {
		const filled = present !== undefined && action.overwrite !== true && !same(present, remove);
		return filled && switches.addToFilled === 'ignored' ? present : add;
	}
	return remove !== undefined && same(present, remove) && switches.clearBy !== 'overwrite' ? undefined : present;
}

function createCallLog(room: Room, request: Writing) {
	const record = writableRecord(room, request);
	const body = jsonBody(request);
	const text = needText(body, 'text');
	const time = body.time === undefined || body.time === null ? undefined : timeOf(body.time);
	if (body.time && time === undefined) throw new Refusal(400, 'time must be an ISO date-time');
	const duration = body.duration ?? undefined;
	if (duration !== undefined && !(typeof duration === 'number' && duration >= 0))
		throw new Refusal(400, 'duration must be a number of minutes');
	const call = { text, ...(time === undefined ? {} : { time }), ...(duration === undefined ? {} : { duration }) };
	const { id, createdAt } = room.store.logCall(record, call, byApi(request));
	return { json: { callLogId: id, createdAt: new Date(createdAt).toISOString() } };
}

const byApi = ({ user }: Writing): Origin => ({ user, viaApi: true });

function writableRecord({ store, gate }: Room, { id, user }: Writing): NetHuntRecord {
	const record = store.record(id);
	gate.demand(gate.writable(user, record.folder), record.folder);
	return record;
}

function fieldNamed(fields: readonly Field[], name: string, switches: NetHuntSwitches): Field | undefined {
	const field = fields.find((one) => one.name === name);
	if (!field && switches.unknownField === '400') throw new Refusal(400, `There is no field '${name}'`);
	return field;
}

function jsonBody({ body }: Writing): Json {
	if (typeof body !== 'object' || body === null || Array.isArray(body))
		throw new Refusal(400, 'A JSON object is needed as body');
	return body as Json;
}

function needText(body: Json, key: string): string {
	const value = body[key];
	if (typeof value !== 'string' || value.trim() === '') throw new Refusal(400, `${key} is required`);
	return value;
}

function needObject(body: Json, key: string): Json {
	const value = body[key];
	if (typeof value !== 'object' || value === null || Array.isArray(value))
		throw new Refusal(400, `${key} must be an object`);
	return value as Json;
}

function isZone(zone: string): boolean {
	try {
		zoneOffset(zone, 0);
		return true;
	} catch {
		return false;
	}
}
