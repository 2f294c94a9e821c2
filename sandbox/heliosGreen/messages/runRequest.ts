import type { HeliosClass, HeliosFunction, HeliosRecord, Input } from '../domain/model';
import type { Call } from '../room';
import { Refusal } from '../texts';
import { parseXml, type Element } from '../xml/parse';
import { givenRecords } from './records';

export const DETAILS = ['always', 'warning', 'error', 'never'] as const;
export type Detail = (typeof DETAILS)[number];

/** A record that a function is to work on; undefined when there is none of that label. */
export interface Target {
	readonly record: HeliosRecord | undefined;
	readonly label: string;
}

export interface RunRequest {
	readonly function: HeliosFunction;
	readonly detail: Detail;
	readonly targets: readonly Target[];
}

const ATTRIBUTES = [
	'FUNCTIONID',
	'CLASSID',
	'FUNCTIONNAME',
	'FOLDERID',
	'TARGETFOLDERID',
	'applyFilterToSlaves',
	'HIDDEN',
	'auditlogDetail',
];

export function readRun(call: Call, message: Element): RunRequest {
	const { reader, store, switches } = call;
	// Attributes are free: whatever is not the message's own is a parameter of one row.
	reader.only({ ...message, attributes: {} }, [], ['RECORDS', 'FILTER', 'params', 'USERDATA']);
	const func = functionOf(call, message);
	const owner = store.classes.get(func.classNumber)!;
	const folder = reader.integer(message, 'FOLDERID') ?? 0;
	if (folder !== 0 && store.folders.get(folder)?.classNumber !== owner.number)
		throw new Refusal('application', 'folder', folder);
	const input = switches.functionInput === 'seeded' ? func.input : switches.functionInput;
	const sources: Record<Exclude<Input, 'any'>, () => Target[]> = {
		records: () => givenRecords(call, message),
		params: () => rowsOf(call, message, func).map((text) => targetOf(owner, text)),
		userData: () => numbersIn(call, message, func).map((text) => targetOf(owner, text)),
	};
	rowsOf(call, message, func);
	const all = Object.entries(sources).flatMap(([name, read]) => (input === 'any' || input === name ? read() : []));
	return { function: func, detail: reader.choice(message, 'auditlogDetail', DETAILS, 'warning'), targets: all };
}

/** By number, or by class and short name. */
function functionOf({ reader, store }: Call, message: Element): HeliosFunction {
	const number = reader.integer(message, 'FUNCTIONID');
	const name = reader.attribute(message, 'FUNCTIONNAME');
	if (number === undefined && !name) throw new Refusal('system', 'missing', 'RUN', 'FUNCTIONID');
	const owner = reader.integer(message, 'CLASSID');
	const found =
		number === undefined
			? [...store.functions.values()].find((one) => one.name === name && one.classNumber === owner)
			: store.functions.get(number);
	if (!found) throw new Refusal('application', 'function', number ?? name);
	return found;
}

/** Record numbers of the parameters' rows: of `params`, or of attributes that are a row of their own. */
function rowsOf({ reader }: Call, message: Element, { column }: HeliosFunction): string[] {
	const own = Object.entries(message.attributes).filter(([key]) => !ATTRIBUTES.some((name) => reader.same(name, key)));
	const params = reader.child(message, 'params');
	if (params && own.length > 0) throw new Refusal('system', 'paramsTwice');
	const rows = reader.children(params && reader.child(params, 'rows'), 'row');
	const cells = [...rows.flatMap(({ children }) => children.map(({ name, text }) => [name, text] as const)), ...own];
	const unknown = cells.find(([name]) => !reader.same(name, column));
	if (unknown) throw new Refusal('application', 'parameter', unknown[0]);
	return cells.map(([, text]) => text.trim());
}

/** Numbers in USERDATA: the elements of that name, or else a list of numbers; the data may be escaped once more. */
function numbersIn(call: Call, message: Element, { column }: HeliosFunction): string[] {
	let data = call.reader.child(message, 'USERDATA');
	if (!data) return [];
	if (data.children.length === 0 && data.text.trimStart().startsWith('<')) {
		try {
			data = parseXml(`<USERDATA>${data.text}</USERDATA>`);
		} catch (error) {
			throw new Refusal('system', 'broken', (error as Error).message);
		}
	}
	const named: string[] = [];
	const walk = ({ name, text, children }: Element): void => {
		if (call.reader.same(name, column)) named.push(text.trim());
		children.forEach(walk);
	};
	walk(data);
	return named.length > 0 ? named : data.text.split(/[\s,;]+/).filter((part) => /^\d+$/.test(part));
}

const targetOf = (owner: HeliosClass, text: string): Target => ({
	record: /^\d+$/.test(text) ? owner.records.get(Number(text)) : undefined,
	label: text,
});
