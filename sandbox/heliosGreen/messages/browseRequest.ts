import type { Folder, HeliosClass, Template } from '../domain/model';
import type { Condition } from '../domain/select';
import type { Sort } from '../domain/shelf';
import { keyOf } from '../domain/sorted';
import { fromText } from '../domain/values';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { Element } from '../xml/parse';
import { readCondition } from './conditions';
import type { ReadColumn } from './datastore';
import { pointedTo } from './records';

export interface BrowseRequest {
	readonly class: HeliosClass;
	readonly folder: Folder;
	readonly template: Template;
	readonly columns: readonly ReadColumn[];
	readonly conditions: readonly Condition[];
	readonly sorts: readonly Sort[];
	/** 1-based. */
	readonly lower: number;
	/** Inclusive; -1 is the last. */
	readonly upper: number;
	readonly columnInfo: boolean;
	readonly totalRowCount: boolean;
	/** Equal for requests that find the same rows in the same order. */
	readonly key: string;
}

const ATTRIBUTES = ['includeColumnInfo', 'includeTotalRowCount', 'folderId', 'browseLookup'];
const CHILDREN = ['browseId', 'bounds', 'arguments', 'FILTER', 'rowFilter', 'sortOrder'];

/** Throws a Refusal: application level for numbers and names that are not there, system level for what cannot be read. */
export function readBrowse(call: Call, element: Element): BrowseRequest {
	const { reader, store, switches } = call;
	reader.only(element, ATTRIBUTES, CHILDREN);
	const folder = folderOf(call, element);
	const template = templateOf(call, element, folder);
	const owner = store.classes.get(template.classNumber)!;
	const columns = template.columns.map((column) => ({ ...column, accessor: store.accessor(owner, column.path)! }));
	const conditions = [
		...argumentsOf(call, element, template, owner),
		...filtersOf(call, element, owner),
		...items(call, element, 'rowFilter', ['items'], 'item').map((item) => readCondition(call, item, columns)),
	];
	const sorts = items(call, element, 'sortOrder', ['sortColumns'], 'sortColumn').map((item) =>
		sortOf(call, item, columns),
	);
	const { tieOrder, textIgnoresCase, dateFilter } = switches;
	const texts = [element.children.filter(({ name }) => !reader.same(name, 'bounds')), call.session.browses % 2];
	return {
		class: owner,
		folder,
		template,
		columns,
		conditions,
		sorts,
		...boundsOf(call, element),
		columnInfo: reader.flag(element, 'includeColumnInfo'),
		totalRowCount: reader.flag(element, 'includeTotalRowCount'),
		key: JSON.stringify([texts[0], tieOrder === 'unstable' && texts[1], textIgnoresCase, dateFilter]),
	};
}

function folderOf({ reader, store }: Call, element: Element): Folder {
	reader.needed(element, 'folderId');
	const number = reader.integer(element, 'folderId')!;
	const folder = store.folders.get(number);
	if (!folder) throw new Refusal('application', 'folder', number);
	return folder;
}

function templateOf({ reader, store }: Call, element: Element, folder: Folder): Template {
	let [type, number] = ['template', folder.defaultTemplate];
	if (reader.choice(element, 'browseLookup', ['userDefault', 'idDefined']) === 'idDefined') {
		const id = reader.neededChild(element, 'browseId');
		reader.only(id, ['type', 'number']);
		type = reader.choice(id, 'type', ['template', 'view']);
		reader.needed(id, 'number');
		number = reader.integer(id, 'number');
	} else if (number === undefined) throw new Refusal('application', 'noDefault', folder.number);
	const template = store.template(type, number!);
	if (!template) throw new Refusal('application', 'template', number);
	if (template.classNumber !== folder.classNumber)
		throw new Refusal('application', 'templateClass', number, folder.number);
	return template;
}

function boundsOf({ reader, session, switches }: Call, element: Element): { lower: number; upper: number } {
	const bounds = reader.child(element, 'bounds');
	if (bounds) reader.only(bounds, ['lower', 'upper']);
	const lower = (bounds && reader.integer(bounds, 'lower')) ?? 1;
	const upper = (bounds && reader.integer(bounds, 'upper')) ?? lower + session.user.rowCount - 1;
	const isUpper = upper >= 0 || (upper === -1 && switches.minusOneUnbounded);
	if (lower < 1 || !isUpper) throw new Refusal('system', 'bounds', lower, upper);
	return { lower, upper };
}

/** Elements below nested ones that may be missing, each checked for strays. */
function items({ reader }: Call, element: Element, outer: string, path: string[], name: string): Element[] {
	let at = reader.child(element, outer);
	for (const step of path) {
		if (!at) return [];
		reader.only(at, [], [step]);
		at = reader.child(at, step);
	}
	if (at) reader.only(at, [], [name]);
	return reader.children(at, name);
}

function sortOf({ reader }: Call, element: Element, columns: readonly ReadColumn[]): Sort {
	reader.only(element, ['columnName', 'direction']);
	const name = reader.needed(element, 'columnName');
	const column = columns.find(({ alias }) => reader.same(alias, name));
	if (!column) throw new Refusal('application', 'column', name);
	return { path: column.path, descending: reader.choice(element, 'direction', ['asc', 'desc'], 'asc') === 'desc' };
}

/** Answers to the base filter's questions. */
function argumentsOf(call: Call, element: Element, template: Template, owner: HeliosClass): Condition[] {
	const { reader, switches } = call;
	const given = items(call, element, 'arguments', [], 'argument');
	for (const item of given) {
		reader.only(item, ['name', 'value', 'skip'], ['RECORD']);
		const name = reader.needed(item, 'name');
		if (!template.arguments.some((one) => reader.same(one.name, name)))
			throw new Refusal('application', 'unknownArgument', name);
	}
	return template.arguments.flatMap(({ name, path }) => {
		const item = given.find((one) => reader.same(reader.needed(one, 'name'), name));
		if (!item && switches.argumentsDemanded) throw new Refusal('application', 'argument', name);
		if (!item || reader.flag(item, 'skip')) return [];
		const record = reader.child(item, 'RECORD');
		const text = record ? String(pointedTo(call, record)?.number ?? '') : (reader.attribute(item, 'value') ?? '');
		return equal(call, owner, path, text);
	});
}

function filtersOf(call: Call, element: Element, owner: HeliosClass): Condition[] {
	const { reader, store } = call;
	return reader.children(element, 'FILTER').flatMap((filter) => {
		reader.only(filter, ['FOLDERID', 'FILTERID']);
		const stored = store.filters.get(reader.integer(filter, 'FILTERID') ?? NaN);
		if (stored?.classNumber !== owner.number)
			throw new Refusal('application', 'filter', reader.attribute(filter, 'FILTERID') ?? '?');
		return Object.entries(stored.where).map(([path, value]): Condition => {
			const key = keyOf(value, call.switches.textIgnoresCase);
			return { path, accessor: store.accessor(owner, path)!, test: (one) => one === key };
		});
	});
}

function equal({ store, time, switches }: Call, owner: HeliosClass, path: string, text: string): Condition {
	const accessor = store.accessor(owner, path)!;
	const value = fromText(accessor.type, text, time);
	if (value === undefined || value === null) throw new Refusal('application', 'value', path, text);
	const key = keyOf(value, switches.textIgnoresCase);
	return { path, accessor, range: { min: key, max: key } };
}
