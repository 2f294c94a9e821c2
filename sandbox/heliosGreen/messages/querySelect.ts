import type { HeliosClass } from '../domain/model';
import { select } from '../domain/select';
import { keyOf } from '../domain/sorted';
import { fromText } from '../domain/values';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { Element } from '../xml/parse';
import { datastore, type ReadColumn } from './datastore';
import type { Outcome } from './process';
import { writeRecord, writeRecords } from './records';

const QUERY =
	/^\s*select\s+(\*|[\w\s,]+?)\s+from\s+lcs\.(\w+)(?:\s+where\s+(\w+)\s*=\s*(?:'([^']*)'|(-?[\d.]+)))?\s*;?\s*$/i;
const TYPES = ['DATASET', 'SCHEMEDDATASET', 'ADORECORDSET', 'RECORDS', 'RECORDIDS'] as const;

/** The least SQL there is: columns of one table, at most one equality (helios-green.md 2.6). */
export function querySelect(call: Call, message: Element): Outcome {
	const { reader, store } = call;
	reader.only(message, ['RESULTTYPE', 'CLASSID', 'dataSetName'], ['SELECT']);
	const type = reader.needed(message, 'RESULTTYPE') as (typeof TYPES)[number];
	if (!TYPES.includes(type)) throw new Refusal('system', 'choice', 'QUERYSELECT', 'RESULTTYPE', type);
	const match = QUERY.exec(reader.neededChild(message, 'SELECT').text);
	const owner = match && [...store.classes.values()].find(({ name }) => name === match[2]!.toLowerCase());
	if (!match || !owner) throw new Refusal('application', 'select');
	const [, names = '*', , column, quoted, plain] = match;
	const records = recordsOf(call, owner, column, quoted ?? plain ?? '');
	if (type.startsWith('RECORD'))
		return {
			content: writeRecords(
				call,
				records.map((record) => writeRecord(call, record)),
			),
		};
	return { content: datastore(call, columnsOf(call, owner, names), records) };
}

function recordsOf({ store, switches, time }: Call, owner: HeliosClass, path: string | undefined, text: string) {
	const fold = switches.textIgnoresCase;
	const query = { sorts: [], fold, tiesDescending: false, key: `${path} ${text}` };
	const shelf = store.shelf(owner);
	if (path === undefined) return select(shelf, { ...query, conditions: [] }).slice(0, Infinity);
	const accessor = store.accessor(owner, path);
	const value = accessor && fromText(accessor.type, text, time);
	if (!accessor || value === undefined || value === null) throw new Refusal('application', 'select');
	const key = keyOf(value, fold);
	const conditions = [{ path, accessor, range: { min: key, max: key } }];
	return select(shelf, { ...query, conditions }).slice(0, Infinity);
}

function columnsOf({ store }: Call, owner: HeliosClass, names: string): ReadColumn[] {
	const all = ['cislo_subjektu', 'reference_subjektu', 'nazev_subjektu', ...owner.attributes.keys()];
	const wanted = names.trim() === '*' ? all : names.split(',').map((name) => name.trim());
	return wanted.map((path) => {
		const accessor = store.accessor(owner, path);
		if (!accessor) throw new Refusal('application', 'select');
		return { alias: path, path, caption: path, visible: true, accessor };
	});
}
