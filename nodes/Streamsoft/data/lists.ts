/** The short lists: operators, event types, features. By table and columns, or by a SELECT of the profile. */
import { Fault } from '../../shared/fault';
import type { Work } from '../database';
import { marks } from '../profile/catalogue';
import { columnOf } from '../profile/check';
import type { FlagOf } from '../profile/schema';
import type { Param, Row } from '../sdk';
import { inList, MOST_PARAMS } from './inList';
import { isYes, type Model } from './model';
import { fitted } from './text';

export interface Operator {
	id: number;
	name: string;
	login: string | null;
	email: string | null;
	active: boolean;
}

export interface EventType {
	id: number;
	name: string;
	/** Whether Streamsoft's own settings say that it goes to the calendar; true where the profile names no such column. */
	synchronised: boolean;
}

export interface Feature {
	id: number;
	name: string;
	kind: string | null;
}

export interface FeatureValue {
	featureId: number;
	value: string;
}

export interface Contractor {
	id: number;
	name: string;
	number: string | null;
	active: boolean;
}

/** The columns of a row by what they mean; a list of the profile may be a table, or any SELECT. */
type Named = Record<string, unknown>;

interface TableForm {
	table: string;
	[role: string]: FlagOf | string | null | undefined;
}
type ListForm = { sql: string } | TableForm;

/** What a SELECT of the profile may call its columns, the plain English name first. */
const ALIASES: Readonly<Record<string, RegExp>> = {
	id: /^ID$/,
	name: /^(NAME|NAZWA|NAZWISKOIMIE)$/,
	login: /^LOGIN$/,
	email: /^E_?MAIL$/,
	active: /^(ACTIVE|AKTYWNY)$/,
	synchronised: /^SYN/,
	kind: /^(KIND|RODZAJ|TYP|TYPE)$/,
	event: /^(EVENT|EVENT_?ID|TASK|TASK_?ID|ID_ZDARZ\w*)$/,
	feature: /^(FEATURE|FEATURE_?ID|DEF_?ID|ID_CECH\w*)$/,
	value: /^(VALUE|WARTOSC)$/,
};

/** @param roles what the columns mean, in the order in which a SELECT without telling names has them */
async function listed(work: Work, model: Model, form: ListForm, roles: readonly string[]): Promise<Named[]> {
	return 'sql' in form && typeof form.sql === 'string'
		? await bySelect(work, { sql: form.sql }, roles, 2)
		: await byTable(work, model, form as TableForm, roles);
}

async function byTable(
	{ rows }: Work,
	model: Model,
	form: TableForm,
	roles: readonly string[],
	where = '',
): Promise<Named[]> {
	const present = roles.flatMap((role): Array<[string, FlagOf]> => {
		const column = form[role];
		return column ? [[role, column]] : [];
	});
	const columns = present.map(([, flag]) => {
		const column = columnOf(flag);
		return model.selecting(`T.${column}`, model.info(form.table, column));
	});
	const found = await rows(`SELECT ${columns.join(', ')} FROM ${form.table} T${where}`);
	return found.map((row) => Object.fromEntries(present.map(([role, flag], at) => [role, meaning(flag, row[at])])));
}

const meaning = (flag: FlagOf, value: unknown): unknown =>
	typeof flag === 'string' ? value : String(value ?? '').trim() === String(flag.value);

/**
 * @param needed how many of the first roles there must be: by name, or in their order
 * @throws Fault where one is missing
 */
async function bySelect(
	work: Work,
	{ sql, params = [] }: { sql: string; params?: readonly Param[] },
	roles: readonly string[],
	needed: number,
): Promise<Named[]> {
	let names: string[] = [];
	const rows: Row[] = [];
	const told = (columns: Array<{ name: string }>) => void (names = columns.map(({ name }) => name.toUpperCase()));
	for await (const portion of work.portions(sql, params, { told })) rows.push(...portion);
	const places = placesOf(names, roles, needed);
	return rows.map((row) => Object.fromEntries(roles.map((role, at) => [role, row[places[at]!]])));
}

/** Where each role stands among the columns; -1 for one that is not there. Pure. */
export function placesOf(names: readonly string[], roles: readonly string[], needed: number): number[] {
	const isClaimed = (name: string) => roles.some((role) => ALIASES[role]!.test(name));
	return roles.map((role, at) => {
		const named = names.findIndex((name) => ALIASES[role]!.test(name));
		if (named >= 0 || at >= needed) return named;
		if (at < names.length && !isClaimed(names[at]!)) return at;
		const wanted = roles.slice(0, needed).map((one) => one.toUpperCase());
		throw new Fault(
			'misconfigured',
			`A SELECT of the schema profile gives ${names.join(', ')}, and no column for ${role}.`,
			{
				advice: `Call its columns ${wanted.join(', ')}, or put them in this order.`,
			},
		);
	});
}

const text = (value: unknown): string | null => (value === null || value === undefined ? null : String(value).trim());
const byName = <T extends { name: string }>(list: T[]): T[] => list.sort((a, b) => a.name.localeCompare(b.name));
const orYes = (value: unknown): boolean => value === undefined || isYes(value);

export async function operatorsOf(work: Work, model: Model): Promise<Operator[]> {
	const rows = await listed(work, model, model.profile.operators as ListForm, [
		'id',
		'name',
		'login',
		'email',
		'active',
	]);
	return byName(
		rows.map(({ id, name, login, email, active }) => ({
			id: Number(id),
			name: text(name) || text(login) || String(Number(id)),
			login: text(login),
			email: text(email),
			active: orYes(active),
		})),
	);
}

export async function typesOf(work: Work, model: Model): Promise<EventType[]> {
	const rows = await listed(work, model, model.profile.eventTypes as ListForm, ['id', 'name', 'synchronised']);
	return byName(
		rows.map(({ id, name, synchronised }) => ({
			id: Number(id),
			name: text(name) || String(Number(id)),
			synchronised: orYes(synchronised),
		})),
	);
}

export async function featuresOf(work: Work, model: Model): Promise<Feature[]> {
	const { featureDefs } = model.profile;
	if (!featureDefs) return [];
	const rows = await listed(work, model, featureDefs as ListForm, ['id', 'name', 'kind']);
	return byName(
		rows.map(({ id, name, kind }) => ({ id: Number(id), name: text(name) || String(Number(id)), kind: text(kind) })),
	);
}

/** Values of the features of some tasks that have one, by the task's ID. */
export async function featureValuesOf(
	work: Work,
	model: Model,
	ids: readonly number[],
): Promise<Map<number, FeatureValue[]>> {
	const { featureValues: form } = model.profile;
	const values = new Map<number, FeatureValue[]>();
	if (!form || ids.length === 0) return values;
	const rows =
		'sql' in form
			? await bySelect(work, withIds(form.sql, ids), ['event', 'feature', 'value'], 3)
			: await featureRows(work, model, form, ids);
	for (const { event, feature, value } of rows) {
		const said = text(value) ?? '';
		if (said === '') continue;
		const list = values.get(Number(event)) ?? [];
		values.set(Number(event), [...list, { featureId: Number(feature), value: said }]);
	}
	for (const list of values.values()) list.sort((a, b) => a.featureId - b.featureId);
	return values;
}

async function featureRows(
	work: Work,
	model: Model,
	{ table, event, feature, value }: Record<'table' | 'event' | 'feature' | 'value', string>,
	ids: readonly number[],
): Promise<Named[]> {
	const columns = [`V.${event}`, `V.${feature}`, model.selecting(`V.${value}`, model.info(table, value))];
	const [where, ...params] = inList(`V.${event}`, ids);
	const rows = await work.rows(`SELECT ${columns.join(', ')} FROM ${table} V WHERE ${where}`, params);
	return rows.map(([one, two, three]) => ({ event: one, feature: two, value: three }));
}

/** The statement of a person, which says itself where the IDs belong. */
function withIds(sql: string, ids: readonly number[]): { sql: string; params: Param[] } {
	const places = sql.match(/:ids\b/g)?.length ?? 0;
	if (places * ids.length > MOST_PARAMS) return { sql: sql.replace(/:ids\b/g, ids.map(Number).join(', ')), params: [] };
	const params = Array.from({ length: places }, () => ids).flat();
	return { sql: sql.replace(/:ids\b/g, marks(ids.length)), params };
}

export interface ContractorFilter {
	/** Part of a name or number; empty for all. */
	words?: string;
	activeOnly?: boolean;
	most?: number;
}

/** By name. */
export async function contractorsOf(
	work: Work,
	model: Model,
	{ words = '', activeOnly = false, most = Infinity }: ContractorFilter,
): Promise<Contractor[]> {
	const { contractors: form, textCharset } = model.profile;
	// No name has a character that the database cannot store.
	if (!form || (words !== '' && fitted(words, model.info(form.table, form.name), textCharset).unknown !== undefined))
		return [];
	const { table, id, name, number, active } = form;
	const expression = (column: string) => model.selecting(`K.${column}`, model.info(table, column));
	const columns = [
		`K.${id}`,
		expression(name),
		number ? expression(number) : 'NULL',
		active ? expression(columnOf(active)) : 'NULL',
	];
	const searched = [name, ...(number ? [number] : [])].map(
		(column) => `CAST(${expression(column)} AS VARCHAR(250)) CONTAINING CAST(? AS VARCHAR(250))`,
	);
	const where = words === '' ? '' : ` WHERE ${searched.join(' OR ')}`;
	const sql = `SELECT ${columns.join(', ')} FROM ${table} K${where} ORDER BY 2`;
	const found: Contractor[] = [];
	for await (const rows of work.portions(sql, words === '' ? [] : searched.map(() => words))) {
		for (const [key, called, code, is] of rows) {
			const isActive = active ? isYes(meaning(active, is)) : true;
			if (activeOnly && !isActive) continue;
			found.push({ id: Number(key), name: text(called) ?? '', number: text(code), active: isActive });
			if (found.length >= most) return found;
		}
	}
	return found;
}
