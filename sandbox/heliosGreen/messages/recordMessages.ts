import type { HeliosRecord } from '../domain/model';
import { toText } from '../domain/values';
import type { Call } from '../room';
import { Refusal } from '../texts';
import { escape } from '../xml/write';
import type { Element } from '../xml/parse';
import type { Outcome } from './process';
import { classOf, givenRecords, RECORD_ATTRIBUTES, writeRecord, writeRecords } from './records';

const RANGE = [
	'masterOnly',
	'excludeStaticRelations',
	'excludeDynamicRelations',
	'excludeCaregories',
	'explicitRelationList',
	'excludedMasterAttributes',
	'excludedSlaveAttributes',
];

/** Whole records, and the heads of those that they point to (helios-green.md 2.6). */
export function retrieve(call: Call, message: Element): Outcome {
	const { reader, switches, writer } = call;
	reader.only(message, RANGE, ['RECORDS', 'FILTER']);
	const found = wanted(call, message, switches.retrieveMissing === 'skip');
	const excluded = new Set(
		(reader.attribute(message, 'excludedMasterAttributes') ?? '').split(',').map((name) => name.trim()),
	);
	const without = ['none', 'master', 'slave', 'all'] as const;
	const excludes = reader.choice(message, 'excludeStaticRelations', without, 'none');
	const isMasterOnly = reader.flag(message, 'masterOnly') || excludes === 'master' || excludes === 'all';
	const records = found.map((record) => writeRecord(call, record, attributesOf(call, record, excluded)));
	const related = isMasterOnly ? [] : relatedTo(call, found).map((record) => writeRecord(call, record));
	return {
		content: writeRecords(call, records) + (related.length > 0 ? writer.element('RELATED', {}, ...related) : ''),
	};
}

function wanted(call: Call, message: Element, skipsMissing: boolean): HeliosRecord[] {
	const given = givenRecords(call, message);
	const missing = given.find(({ record }) => !record);
	if (missing && !skipsMissing) throw new Refusal('application', 'record', missing.label);
	return [...new Set(given.flatMap(({ record }) => record ?? []))];
}

function attributesOf({ writer, time, store }: Call, record: HeliosRecord, excluded: ReadonlySet<string>): string {
	const own = [...record.class.attributes.values()].map(({ name }) => name);
	const system = [
		'reference_subjektu',
		'nazev_subjektu',
		...(record.class.isSubject ? ['datum_vzniku', 'last_update'] : []),
	];
	return [...system, ...own]
		.filter((name) => !excluded.has(name))
		.map((name) => {
			const { type, get } = store.accessor(record.class, name)!;
			const value = get(record);
			if (value === null) return writer.element('ATTRIBUTE', { name, IsNull: 'True' });
			return writer.element('ATTRIBUTE', { name }, escape(toText(type, value, time)));
		})
		.join('');
}

function relatedTo({ store }: Call, records: readonly HeliosRecord[]): HeliosRecord[] {
	const related = new Set<HeliosRecord>();
	for (const record of records)
		for (const { name, relation } of record.class.attributes.values()) {
			const other = relation && store.classes.get(relation.classNumber)?.records.get(record.values[name] as number);
			if (other) related.add(other);
		}
	return [...related];
}

/** All or none (helios-green.md 2.6). */
export function remove(call: Call, message: Element): Outcome {
	const { reader, store, switches } = call;
	reader.only(message, ['disableBusinessLogic'], ['RECORDS', 'FILTER']);
	const records = wanted(call, message, false);
	for (const record of records) {
		if (store.isLocked(record)) throw new Refusal('application', 'locked', record.number);
		if (
			switches.deleteReferenced === 'refuse' &&
			[...store.pointing(record)].some(({ from }) => !records.includes(from))
		)
			throw new Refusal('application', 'referenced', record.number);
	}
	for (const record of records) store.remove(record);
	return {
		content: writeRecords(
			call,
			records.map((record) => writeRecord(call, record)),
		),
	};
}

/** An empty record with what a new one begins with (helios-green.md 2.1); nothing is stored. */
export function create(call: Call, message: Element): Outcome {
	const { reader, store } = call;
	reader.only(message, RECORD_ATTRIBUTES, ['RECORD']);
	const element = reader.child(message, 'RECORD') ?? message;
	const owner = classOf(call, element);
	if (!owner) throw new Refusal('system', 'missing', element.name, 'CLASSID');
	const folder = reader.integer(element, 'FOLDERID') ?? 0;
	if (folder !== 0 && store.folders.get(folder)?.classNumber !== owner.number)
		throw new Refusal('application', 'folder', folder);
	const record = { ...store.draft(owner, { number: 0, folder, reference: '' }) };
	return { content: writeRecords(call, [writeRecord(call, record, attributesOf(call, record, new Set()))]) };
}
