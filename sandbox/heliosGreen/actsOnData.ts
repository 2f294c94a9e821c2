import { check } from '../common';
import type { ActOptions, ActRecord, DataActs, Details, OnRecord } from './acts';
import type { HeliosClass, HeliosRecord, Kind, Scalar } from './domain/model';
import { grown } from './grow';
import type { Room } from './room';
import { valuesOf } from './seed';
import { lockKey } from './store';

type Addition = Details & { folder?: number; number?: number };

export function dataActs(room: Room): DataActs {
	const { store } = room;
	const add = (args: Addition, folder: number) => {
		const owner = classOfFolder(room, folder);
		const number = check.optionalNumber(args.number, 'number');
		if (number !== undefined && store.find(number, owner.isSubject ? undefined : owner))
			throw new Error(`number: ${number} is taken.`);
		const time = timeOf(room, args);
		const { reference, name } = textsOf(args);
		const record = store.draft(owner, {
			folder,
			created: time,
			values: valuesOf(owner, check.object(args.values ?? {}, 'values')),
			...(number === undefined ? {} : { number }),
			...(reference === undefined ? {} : { reference }),
			...(name === undefined ? {} : { name }),
		});
		store.commitLate(undefined, record, lateOf(args));
		return show(record);
	};
	const addKind = (kind: Kind) => (args: Addition) => add(args, args.folder ?? folderOfKind(room, kind));
	const setLock = (args: OnRecord, isLocked: boolean) => {
		const record = recordOf(room, args);
		if (isLocked) store.locked.add(lockKey(record));
		else store.locked.delete(lockKey(record));
		return show(record);
	};
	return {
		addCompany: addKind('companies'),
		addContact: addKind('contacts'),
		addOrder: addKind('orders'),
		addRecord: (args) => add(args, check.number(args.folder, 'folder')),
		edit: (args) => edit(room, args),
		remove(args) {
			const record = recordOf(room, args);
			const [pointing] = store.pointing(record);
			if (pointing) throw new Error(`record: ${pointing.from.number} points to ${record.number}.`);
			store.commitLate(record, undefined, lateOf(args));
			return show(record);
		},
		resetMark(args) {
			const record = recordOf(room, args);
			const after = { ...record, values: { ...record.values, ...unmarked(room, record.class) } };
			store.commit(record, after);
			return show(after);
		},
		lock: (args) => setLock(args, true),
		unlock: (args) => setLock(args, false),
		get: (args) => show(recordOf(room, args)),
		grow(args) {
			const owner = classOfFolder(room, check.number(args.folder, 'folder'));
			const records = grown(store, owner, args);
			store.addMany(records);
			return { first: records[0]!.number, last: records.at(-1)!.number };
		},
	};
}

function edit(room: Room, args: OnRecord & Details & { folder?: number }): ActRecord {
	const { store, switches } = room;
	const before = recordOf(room, args);
	const folder = args.folder ?? before.folder;
	if (classOfFolder(room, folder) !== before.class) throw new Error(`folder: ${folder} is of another class.`);
	const { reference = before.reference, name = before.name } = textsOf(args);
	const values = {
		...before.values,
		...(switches.editClearsMarks ? unmarked(room, before.class) : {}),
		...valuesOf(before.class, check.object(args.values ?? {}, 'values')),
	};
	const after = { ...before, folder, reference, name, values, updated: timeOf(room, args) };
	store.commitLate(before, after, lateOf(args));
	return show(after);
}

/** What the attributes that functions set begin with. */
function unmarked({ store }: Room, owner: HeliosClass): Record<string, Scalar> {
	const functions = [...store.functions.values()].filter(({ classNumber }) => classNumber === owner.number);
	const names = functions.flatMap(({ sets }) => Object.keys(sets));
	return Object.fromEntries(names.map((name) => [name, owner.attributes.get(name)?.initial ?? null]));
}

function recordOf({ store }: Room, { record: number, class: classNumber }: OnRecord): HeliosRecord {
	store.settle(check.number(number, 'record'));
	const owner = classNumber === undefined ? undefined : store.classes.get(classNumber);
	const record =
		store.find(number, owner) ?? [...store.classes.values()].map((one) => one.records.get(number)).find(Boolean);
	if (!record || (owner && record.class !== owner)) throw new Error(`record: there is no record ${number}.`);
	return record;
}

function classOfFolder({ store }: Room, number: number): HeliosClass {
	const owner = store.classes.get(store.folders.get(number)?.classNumber ?? NaN);
	if (!owner) throw new Error(`folder: there is no folder ${number}.`);
	return owner;
}

function folderOfKind({ store }: Room, kind: Kind): number {
	for (const { number, classNumber } of store.folders.values())
		if (store.classes.get(classNumber)?.kind === kind) return number;
	throw new Error(`There is no folder of ${kind}. Seed a class of that kind and a folder for it.`);
}

const timeOf = ({ store }: Room, { at }: ActOptions): number => check.optionalTime(at, 'at') ?? store.stamp();

const lateOf = ({ lateMs }: ActOptions): number | undefined => check.optionalNumber(lateMs, 'lateMs');

function textsOf({ reference, name }: Details): Pick<Details, 'reference' | 'name'> {
	for (const [key, text] of Object.entries({ reference, name }))
		if (text !== undefined && typeof text !== 'string') throw new Error(`${key}: a text is needed.`);
	return { ...(reference === undefined ? {} : { reference }), ...(name === undefined ? {} : { name }) };
}

const iso = (ms: number) => new Date(ms).toISOString();

const show = ({ class: owner, created, updated, ...record }: HeliosRecord): ActRecord => ({
	...record,
	class: owner.number,
	created: iso(created),
	updated: iso(updated),
});
