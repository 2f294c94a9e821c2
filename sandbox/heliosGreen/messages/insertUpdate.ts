import type { HeliosClass, HeliosRecord, Scalar } from '../domain/model';
import { fromText } from '../domain/values';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { Element } from '../xml/parse';
import type { Outcome } from './process';
import { byKeys, classOf, labelOf, numberOf, pointedTo, RECORD_ATTRIBUTES, writeRecord, writeRecords } from './records';
import { relate } from './relations';

const ACTIONS = ['insertUpdate', 'insert', 'update'] as const;
type Action = (typeof ACTIONS)[number];

/** What a RECORD says about one record. */
export interface Given {
	readonly values: Record<string, Scalar>;
	reference?: string;
	name?: string;
}

/** Puts a record in the place of another and remembers it, so that a failed message can be undone. */
export type Commit = (before: HeliosRecord | undefined, after: HeliosRecord) => void;

/** Creates and changes records (helios-green.md 2.5). */
export function insertUpdate(call: Call, message: Element): Outcome {
	const { reader, store, switches } = call;
	reader.only(message, ['action', 'folderActionOnUpdate', 'disableBusinessLogic'], ['RECORD']);
	const action = reader.choice(message, 'action', ACTIONS);
	const movesFolder = reader.choice(message, 'folderActionOnUpdate', ['none', 'setFolder'], 'none') === 'setFolder';
	const done: Array<[before: HeliosRecord | undefined, after: HeliosRecord]> = [];
	const commit: Commit = (before, after) => {
		store.commit(before, after);
		done.push([before, after]);
	};
	try {
		const records = reader
			.children(message, 'RECORD')
			.map((element) => put(call, element, action, movesFolder, commit));
		return {
			content: writeRecords(
				call,
				records.map((record) => writeRecord(call, record)),
			),
		};
	} catch (error) {
		if (switches.insertUpdateAtomic) for (const [before, after] of done.reverse()) store.commit(after, before);
		throw error;
	}
}

/** Writes one RECORD and answers the record as it then is. */
export function put(call: Call, element: Element, action: Action, movesFolder: boolean, commit: Commit): HeliosRecord {
	const { reader, store } = call;
	reader.only(element, RECORD_ATTRIBUTES, ['ATTRIBUTE', 'RELATION']);
	const owner = classOf(call, element) ?? pointedTo(call, element)?.class;
	if (!owner) throw new Refusal('system', 'missing', 'RECORD', 'CLASSID');
	const given = givenIn(call, element, owner, commit);
	const existing = action === 'insert' ? undefined : existingRecord(call, element, owner, given);
	if (!existing && action === 'update') throw new Refusal('application', 'record', labelOf(call, element));
	const folder = folderIn(call, element, owner);
	if (existing) return change(call, existing, given, movesFolder ? folder : undefined, commit);
	if (folder === undefined) throw new Refusal('system', 'missing', 'RECORD', 'FOLDERID');
	const record = store.draft(owner, { folder, ...given });
	commit(undefined, record);
	return record;
}

function change(
	{ store, switches }: Call,
	before: HeliosRecord,
	{ values, reference = before.reference, name = before.name }: Given,
	folder = before.folder,
	commit: Commit,
): HeliosRecord {
	if (store.isLocked(before)) throw new Refusal('application', 'locked', before.number);
	const isSame =
		reference === before.reference &&
		name === before.name &&
		folder === before.folder &&
		Object.entries(values).every(([key, value]) => (before.values[key] ?? null) === value);
	if (isSame && !switches.unchangedTouchesUpdated) return before;
	const after = { ...before, reference, name, folder, values: { ...before.values, ...values }, updated: store.stamp() };
	commit(before, after);
	return after;
}

/** By number, GUNID, the key attributes, or REFERENCE alone. */
function existingRecord(call: Call, element: Element, owner: HeliosClass, given: Given): HeliosRecord | undefined {
	const { reader } = call;
	const keys = (reader.attribute(element, 'keyAttributes') ?? '').split(',').map((key) => key.trim());
	const isPointed = numberOf(call, element) !== undefined || reader.attribute(element, 'GUNID') !== undefined;
	if (isPointed || keys[0] === '') return pointedTo(call, element, owner);
	return byKeys(
		call,
		owner,
		keys.map((key) => keyValue(call, owner, key, given)),
	);
}

/** A key is an attribute, or the id of a static relation. */
function keyValue(call: Call, owner: HeliosClass, key: string, given: Given): [path: string, text: string] {
	if (key === 'reference_subjektu' && given.reference !== undefined) return [key, given.reference];
	if (key === 'nazev_subjektu' && given.name !== undefined) return [key, given.name];
	const related = [...owner.attributes.values()].find(({ relation }) => relation && String(relation.id) === key);
	const path = related?.name ?? key;
	const value = given.values[path];
	if (value === undefined) throw new Refusal('application', 'missing', 'RECORD', key);
	const isTime = typeof value === 'number' && owner.attributes.get(path)?.type === 'dateTime';
	return [path, isTime ? call.time.format(value) : String(value ?? '')];
}

function givenIn(call: Call, element: Element, owner: HeliosClass, commit: Commit): Given {
	const { reader } = call;
	const given: Given = { values: {} };
	const reference = reader.attribute(element, 'REFERENCE');
	const name = reader.attribute(element, 'NAME');
	if (reference !== undefined) given.reference = reference;
	if (name !== undefined) given.name = name;
	for (const child of reader.children(element, 'ATTRIBUTE')) readAttribute(call, child, owner, given);
	for (const child of reader.children(element, 'RELATION')) {
		const { attribute, value } = relate(call, child, owner, commit);
		if (value !== undefined) given.values[attribute] = value;
	}
	return given;
}

function readAttribute(call: Call, element: Element, owner: HeliosClass, given: Given): void {
	const { reader, time } = call;
	reader.only(element, ['name', 'triggerItemChangeEvents'], ['RECORD']);
	reader.flag(element, 'triggerItemChangeEvents');
	const name = reader.needed(element, 'name');
	if (name === 'reference_subjektu') return void (given.reference = element.text);
	if (name === 'nazev_subjektu') return void (given.name = element.text);
	const attribute = owner.attributes.get(name);
	if (!attribute) throw new Refusal('application', 'attribute', owner.number, name);
	const record = reader.child(element, 'RECORD');
	if (record) {
		const related =
			attribute.relation && pointedTo(call, record, call.store.classes.get(attribute.relation.classNumber));
		if (!related) throw new Refusal('application', 'related', name);
		given.values[name] = related.number;
		return;
	}
	const value = fromText(attribute.type, element.text, time);
	if (value === undefined) throw new Refusal('application', 'attributeValue', name, element.text);
	given.values[name] = value;
}

function folderIn({ reader, store }: Call, element: Element, owner: HeliosClass): number | undefined {
	const number = reader.integer(element, 'FOLDERID');
	const name = reader.attribute(element, 'FOLDERNAME');
	if (number === undefined && !name) return undefined;
	const folder =
		number === undefined ? [...store.folders.values()].find((one) => one.name === name) : store.folders.get(number);
	if (folder?.classNumber !== owner.number) throw new Refusal('application', 'folder', number ?? name);
	return folder.number;
}
