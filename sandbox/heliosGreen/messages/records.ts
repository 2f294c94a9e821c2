import type { HeliosClass, HeliosRecord } from '../domain/model';
import { keyOf } from '../domain/sorted';
import { fromText } from '../domain/values';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { Element } from '../xml/parse';

/** Attributes of a RECORD (helios-green.md 2.5). */
export const RECORD_ATTRIBUTES = [
	'CLASSID',
	'CLASSNAME',
	'FOLDERID',
	'FOLDERNAME',
	'FOLDERSYNCID',
	'SUBJECTID',
	'recordNumber',
	'GUNID',
	'NAME',
	'REFERENCE',
	'keyAttributes',
	'datum_vzniku',
	'last_update',
	'TIMESTAMP',
];

/** By number or short name; undefined when neither is given. Throws a Refusal for one that is not there. */
export function classOf({ reader, store }: Call, element: Element): HeliosClass | undefined {
	const number = reader.integer(element, 'CLASSID');
	const name = reader.attribute(element, 'CLASSNAME');
	if (number === undefined && !name) return undefined;
	const found =
		number === undefined ? [...store.classes.values()].find((one) => one.name === name) : store.classes.get(number);
	if (!found) throw new Refusal('application', 'class', number ?? name);
	return found;
}

/** The number of a RECORD, from the attribute that the switch names. */
export function numberOf({ reader, switches }: Call, element: Element): number | undefined {
	const names = switches.recordNumber === 'either' ? ['SUBJECTID', 'recordNumber'] : [switches.recordNumber];
	for (const name of names) {
		const number = reader.integer(element, name);
		if (number !== undefined) return number;
	}
	return undefined;
}

/** Class, record and database number in one text; how a real one is put together is not known. */
const gunidOf = ({ store }: Call, record: HeliosRecord): string =>
	`${record.class.number}.${record.number}.${store.databaseNumber}`;

/** The record that a RECORD points to by number, GUNID or REFERENCE; undefined when it is not there or nothing points. */
export function pointedTo(call: Call, element: Element, owner = classOf(call, element)): HeliosRecord | undefined {
	const { reader, store } = call;
	const number = numberOf(call, element);
	if (number !== undefined) return store.find(number, owner);
	const [classNumber, own] = (reader.attribute(element, 'GUNID') ?? '').split('.');
	if (own !== undefined) return store.classes.get(Number(classNumber))?.records.get(Number(own));
	const reference = reader.attribute(element, 'REFERENCE');
	if (!owner || reference === undefined) return undefined;
	return byKeys(call, owner, [['reference_subjektu', reference]]);
}

/** How a message calls a RECORD that was not found. */
export function labelOf(call: Call, element: Element): string {
	const { reader } = call;
	const names = ['GUNID', 'REFERENCE', 'NAME'].map((name) => reader.attribute(element, name));
	return String(numberOf(call, element) ?? names.find((name) => name) ?? '?');
}

/** The one record with these values. Throws a Refusal when there are several, or when the class lacks a column. */
export function byKeys(
	call: Call,
	owner: HeliosClass,
	keys: Array<[path: string, text: string]>,
): HeliosRecord | undefined {
	const { store, switches, time } = call;
	const fold = switches.textIgnoresCase;
	const wanted = keys.map(([path, text]) => {
		const accessor = store.accessor(owner, path);
		if (!accessor) throw new Refusal('application', 'attribute', owner.number, path);
		const value = fromText(accessor.type, text, time);
		if (value === undefined) throw new Refusal('application', 'attributeValue', path, text);
		return { path, accessor, key: keyOf(value, fold) };
	});
	const [first, ...others] = wanted;
	if (!first) return undefined;
	const index = store.shelf(owner).index([{ path: first.path, descending: false }], fold);
	const [from, to] = index.range({ min: first.key, max: first.key });
	const found = index
		.slice(from, to)
		.filter((record) => others.every(({ accessor, key }) => keyOf(accessor.get(record), fold) === key));
	if (found.length > 1) throw new Refusal('application', 'ambiguous', keys.map(([, text]) => text).join(', '));
	return found[0];
}

export function writeRecord(call: Call, record: HeliosRecord, content = ''): string {
	const { writer, switches, time } = call;
	const { recordsAnswer } = switches;
	const attributes = {
		CLASSID: record.class.number,
		FOLDERID: record.folder,
		SUBJECTID: recordsAnswer === 'recordNumber' ? undefined : record.number,
		recordNumber: recordsAnswer === 'SUBJECTID' ? undefined : record.number,
		REFERENCE: record.reference,
		NAME: record.name,
		GUNID: gunidOf(call, record),
		last_update: record.class.isSubject ? time.format(record.updated) : undefined,
	};
	return writer.element('RECORD', attributes, content);
}

/** RECORDs in their RECORDS, or bare, as the switch says. */
export function writeRecords(call: Call, records: readonly string[]): string {
	const { writer, switches } = call;
	return switches.resultRecordsIn === 'root' ? records.join('') : writer.element('RECORDS', {}, ...records);
}

/** RECORDS/RECORD and FILTERs of a message. A RECORD that is not there comes as `undefined` with its label. */
export function givenRecords(call: Call, message: Element): Array<{ record: HeliosRecord | undefined; label: string }> {
	const { reader } = call;
	const elements = reader.children(reader.child(message, 'RECORDS'), 'RECORD');
	const pointed = elements.map((element) => {
		reader.only(element, RECORD_ATTRIBUTES);
		const record = pointedTo(call, element);
		return { record, label: labelOf(call, element) };
	});
	const filtered = reader.children(message, 'FILTER').flatMap((element) => filteredRecords(call, element));
	return [...pointed, ...filtered.map((record) => ({ record, label: String(record.number) }))];
}

/** Records of a stored filter, in a folder where one is named. */
function filteredRecords({ reader, store }: Call, element: Element): HeliosRecord[] {
	reader.only(element, ['FOLDERID', 'FILTERID']);
	const number = reader.integer(element, 'FILTERID');
	const folder = reader.integer(element, 'FOLDERID') ?? 0;
	const filter = store.filters.get(number ?? NaN);
	if (!filter) throw new Refusal('application', 'filter', number ?? '?');
	const where = Object.entries(filter.where);
	return [...store.classes.get(filter.classNumber)!.records.values()].filter(
		(record) =>
			(folder === 0 || record.folder === folder) &&
			where.every(([name, value]) => (record.values[name] ?? null) === value),
	);
}
