import { folderAnswer, userAnswer } from './answers';
import type { Feed } from './feed';
import { Refusal, touched, type Change, type Folder, type NetHuntRecord } from './model';
import { folderById, type Endpoint, type Room } from './room';
import { search } from './search';
import { timeOf } from './values';

type Reading = Parameters<Endpoint>[1];

/** GET endpoints by path (nethunt.md 2, rows 1 to 11). */
export const reads: Record<string, Endpoint> = {
	'triggers/auth-test': ({ switches }, { user }) => {
		const answer = { user: userAnswer(user) };
		return { json: switches.authTestShape === 'array' ? [answer] : answer };
	},
	'triggers/readable-folder': (room, { user }) =>
		rows(room, [...room.store.folders.values()].filter((folder) => room.gate.readable(user, folder)).map(folderAnswer)),
	'triggers/writable-folder': (room, { user }) =>
		rows(room, [...room.store.folders.values()].filter((folder) => room.gate.writable(user, folder)).map(folderAnswer)),
	'triggers/folder-field/': (room, request) => {
		const folder = folderById(room, request.id);
		room.gate.demand(room.gate.readable(request.user, folder) || room.gate.writable(request.user, folder), folder);
		return rows(
			room,
			folder.fields.map((field) => room.answers.folderField(field)),
		);
	},
	'searches/find-record/': findRecord,
	'triggers/new-record/': (room, request) => {
		const { newRecordCarriesUpdatedAt: updatedAt, cap } = room.switches;
		return polled(
			room,
			request,
			cap,
			(folder) => folder.created,
			(record) => (record.deleted ? undefined : room.answers.record(record, { updatedAt })),
		);
	},
	'triggers/updated-record/': updatedRecord,
	'triggers/record-change/': recordChange,
	'triggers/new-comment/': (room, request) =>
		polled(
			room,
			request,
			room.switches.cap,
			(folder) => folder.comments,
			(comment) => room.answers.comment(comment),
		),
	'triggers/new-call-log/': (room, request) =>
		polled(
			room,
			request,
			room.switches.cap,
			(folder) => folder.callLogs,
			(callLog) => room.answers.callLog(callLog),
		),
	'triggers/new-gdrivefile/': (room, request) =>
		polled(
			room,
			request,
			room.switches.cap,
			(folder) => folder.files,
			(file) => room.answers.file(file),
		),
};

function findRecord(room: Room, request: Reading) {
	const { store, switches, answers, clock } = room;
	const folder = readableFolder(room, request);
	const recordId = request.query.get('recordId');
	const query = request.query.get('query');
	if (!recordId && query === null)
		throw new Refusal(switches.findWithoutArgumentsStatus, 'Please enter either Record ID or Search Query');
	const limit = limitOf(room, request.query, switches.cap);
	let found: NetHuntRecord[];
	if (recordId) {
		const record = store.records.get(recordId);
		found = record?.folder === folder && (!record.deleted || switches.trashFindable) ? [record] : [];
	} else found = search(folder, query ?? '', { limit, now: clock.now().getTime(), fuzzy: switches.searchFuzzy });
	if (found.length === 0 && switches.noMatch === '404') throw new Refusal(404, 'No record was found');
	return rows(
		room,
		found.map((record) => answers.record(record)),
	);
}

/** Each record once, at the last of its changes that count. */
function updatedRecord(room: Room, request: Reading) {
	const { switches, answers, clock } = room;
	const folder = readableFolder(room, request);
	const named = namedFields(room, request);
	const counts = (change: Change) =>
		!change.record.deleted &&
		(change.action !== 'CREATE' || switches.updatedHoldsCreated) &&
		(!named || touched(change).some((id) => named.has(id)));
	const seen = new Set<NetHuntRecord>();
	const isLast = (change: Change) => counts(change) && !seen.has(change.record) && Boolean(seen.add(change.record));
	let last = isLast;
	if (switches.order === 'oldest') {
		// Read forwards, a change does not know whether another follows, so the last ones are marked first.
		const marked = new Set<Change>();
		const all = { inclusive: true, order: 'newest', now: clock.now().getTime() } as const;
		for (const change of folder.changes.read(all)) if (isLast(change)) marked.add(change);
		last = (change) => marked.has(change);
	}
	const tell = (change: Change) =>
		last(change)
			? answers.record(change.record, { id: switches.updatedIdIsEventId ? change.id : change.record.id })
			: undefined;
	return polled(room, request, switches.updatedCap, ({ changes }) => changes, tell);
}

function recordChange(room: Room, request: Reading) {
	const { switches, answers } = room;
	const recordId = request.query.get('recordId');
	const named = namedFields(room, request);
	const asked = (change: Change) =>
		!named ||
		(change.action === 'DELETE' ? switches.deletePassesFieldFilter : touched(change).some((id) => named.has(id)));
	return polled(
		room,
		request,
		switches.changeCap,
		(folder) => folder.changes,
		(change) =>
			(!recordId || change.record.id === recordId) && asked(change) ? answers.change(change, named) : undefined,
		switches.changeOrder,
	);
}

/** The first rows after `since`, in order, that `tell` does not leave out. */
function polled<T>(
	room: Room,
	request: Reading,
	cap: number,
	feedOf: (folder: Folder) => Feed<T>,
	tell: (entry: T) => object | undefined,
	order = room.switches.order,
) {
	const feed = feedOf(readableFolder(room, request));
	const limit = limitOf(room, request.query, cap);
	const since = sinceOf(request.query);
	const found: object[] = [];
	const now = room.clock.now().getTime();
	for (const entry of feed.read({ since, inclusive: room.switches.sinceInclusive, order, now })) {
		const row = tell(entry);
		if (row) found.push(row);
		if (found.length >= limit) break;
	}
	return rows(room, found);
}

function readableFolder(room: Room, { id, user }: Reading): Folder {
	const folder = folderById(room, id);
	room.gate.demand(room.gate.readable(user, folder), folder);
	return folder;
}

/** Ids of the fields in `fieldName`; undefined when none is asked for. Throws a Refusal 400 where the switch says so. */
function namedFields(room: Room, request: Reading): ReadonlySet<string> | undefined {
	const names = request.query.getAll('fieldName').filter((name) => name !== '');
	if (names.length === 0) return undefined;
	const { fieldNameExactCase, unknownFieldName } = room.switches;
	const folded = (name: string) => (fieldNameExactCase ? name : name.toLowerCase());
	const ids = new Set<string>();
	for (const name of names) {
		const field = readableFolder(room, request).fields.find((one) => folded(one.name) === folded(name));
		if (field) ids.add(field.id);
		else if (unknownFieldName === '400') throw new Refusal(400, `There is no field '${name}'`);
	}
	return ids;
}

function limitOf({ switches }: Room, query: URLSearchParams, cap: number): number {
	const sent = query.get('limit');
	const limit = sent === null || sent === '' ? switches.defaultLimit : Number(sent);
	if (!Number.isInteger(limit) || limit < 1)
		throw new Refusal(400, `The limit '${sent}' is not a positive whole number`);
	return Math.min(limit, cap);
}

function sinceOf(query: URLSearchParams): number | undefined {
	const sent = query.get('since');
	if (sent === null || sent === '') return undefined;
	const since = timeOf(sent);
	if (since === undefined) throw new Refusal(400, `The date '${sent}' in since is not ISO-8601`);
	return since;
}

function rows({ switches }: Room, found: readonly object[]) {
	return { json: switches.wrapped === 'no' ? found : { [switches.wrapped]: found } };
}
