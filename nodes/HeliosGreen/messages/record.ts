import { badInput } from '../../shared/fault';
import { element, joined, type Xml } from '../../shared/xml/write';
import { demand, filled } from './placeholders';

/** Which attribute of RECORD carries the number; what the server takes is inferred (helios-green.md 2.5). */
export type NumberAttribute = 'recordNumber' | 'SUBJECTID' | 'both';

/** A record as a message names it (helios-green.md 2.5). */
export interface RecordName {
	/** Number of the class, or its name; left out for a subject, whose number is unique in the whole system. */
	class?: string;
	folder?: string;
	number?: string;
	reference?: string;
	name?: string;
	numberAttribute?: NumberAttribute;
}

export interface RelationChange {
	/** Number or name of the relation. */
	relation: string;
	orientation?: 'L' | 'R';
	action: 'synchronize' | 'add' | 'remove' | 'replace';
	/** The related records. */
	records: readonly RecordName[];
}

export interface RecordChange {
	target: RecordName;
	action: 'insertUpdate' | 'insert' | 'update';
	/** By name; null clears. */
	attributes: ReadonlyArray<{ name: string; value: string | null; triggers?: boolean; isNumber?: boolean }>;
	relations?: readonly RelationChange[];
	/** Columns that tell one record from another. */
	keyAttributes?: readonly string[];
	folderAction?: 'none' | 'setFolder';
	disableBusinessLogic?: boolean;
	message?: string;
}

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/** The attributes by which a record is named. @throws Fault `input` where the class is empty */
export function namingOf(record: RecordName) {
	const { class: kind, folder, number, reference, name, numberAttribute = 'recordNumber' } = record;
	const typed = kind?.trim();
	if (typed === '') throw badInput('Class', '"Class" is empty.', 'Enter the number of the class, such as 22001.');
	const known = number?.trim() || undefined;
	return {
		...(typed !== undefined && (isNumber(typed) ? { CLASSID: typed } : { CLASSNAME: typed })),
		FOLDERID: folder?.trim() || undefined,
		recordNumber: numberAttribute === 'SUBJECTID' ? undefined : known,
		SUBJECTID: numberAttribute === 'recordNumber' ? undefined : known,
		REFERENCE: reference || undefined,
		NAME: name || undefined,
	};
}

export const recordXml = (record: RecordName): Xml => element('RECORD', namingOf(record));

/** INSERTUPDATE (helios-green.md 2.5). @throws Fault `input` */
export function insertUpdateMessage(change: RecordChange): string {
	const { target, action, attributes, relations = [], keyAttributes = [] } = change;
	const keys = keyAttributes.join(',') || undefined;
	const attributesXml = joined(attributes.map(attributeXml));
	const relationsXml = joined(relations.map(relationXml));
	const record = element('RECORD', { ...namingOf(target), keyAttributes: keys }, attributesXml, relationsXml);
	if (change.message?.trim()) {
		const { class: kind, folder, number, reference, name } = target;
		const values = { action, class: kind, folder, number, reference, name, keyAttributes: keys };
		if (attributes.length > 0) demand(change.message, 'the attributes', ['record', 'attributes']);
		if (relations.length > 0) demand(change.message, 'the relations', ['record', 'relations']);
		return filled(change.message, { ...values, record, attributes: attributesXml, relations: relationsXml });
	}
	const options = {
		folderActionOnUpdate: change.folderAction,
		disableBusinessLogic: change.disableBusinessLogic || undefined,
	};
	return element('INSERTUPDATE', { action, ...options }, record).text;
}

/** Rules on an element do not fire unless they are asked to (helios-green.md 2.5). */
const attributeXml = ({ name, value, triggers }: RecordChange['attributes'][number]): Xml =>
	element('ATTRIBUTE', { name, triggerItemChangeEvents: triggers || undefined }, value ?? '');

function relationXml({ relation, orientation, action, records }: RelationChange): Xml {
	const name = relation.trim();
	if (name === '') throw badInput('Relation', '"Relation" is empty.', 'Enter the number or the name of the relation.');
	const naming = isNumber(name) ? { RELID: name } : { RELNAME: name };
	return element('RELATION', { ...naming, ORIENTATION: orientation, action }, ...records.map(recordXml));
}

/** Columns of all subjects that a RECORD carries in an attribute of its own (helios-green.md 2.5). */
export const NAMING_KEYS: Readonly<Record<string, 'reference' | 'name'>> = {
	reference_subjektu: 'reference',
	nazev_subjektu: 'name',
};

/** Which record is meant: by number, or by the columns in `keyAttributes`. */
export interface Lookup {
	target: RecordName;
	keyAttributes?: readonly string[];
	message?: string;
}

/** RETRIEVE or DELETE of one record (helios-green.md 2.6). @throws Fault `input` */
export function recordMessage(root: 'RETRIEVE' | 'DELETE', lookup: Lookup, disableBusinessLogic = false): string {
	const { target, keyAttributes = [], message } = lookup;
	const keys = keyAttributes.join(',') || undefined;
	const records = element('RECORDS', {}, element('RECORD', { ...namingOf(target), keyAttributes: keys }));
	if (message?.trim()) {
		const { class: kind, folder, number, reference, name } = target;
		demand(message, 'which record is meant', ['records', 'number', 'reference', 'name']);
		return filled(message, { class: kind, folder, number, reference, name, keyAttributes: keys, records });
	}
	return element(root, { disableBusinessLogic: disableBusinessLogic || undefined }, records).text;
}
