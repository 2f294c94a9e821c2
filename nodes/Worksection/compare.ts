/** What a call would change, so that nothing is sent where nothing changes. */
import type { IDataObject } from 'n8n-workflow';

import type { Changes } from '../shared/sync/types';
import { labelOf, type Params } from './encode';
import { isEmpty, listOf } from './values';

const person = (key: string) => (record: IDataObject) => (record[key] as IDataObject | undefined)?.email;

/** Where the value of a parameter stands in an answered task or project. */
const STANDS_AT: Record<string, (record: IDataObject) => unknown> = {
	title: ({ name }) => name,
	email_user_to: person('user_to'),
	email_manager: person('user_to'),
	datestart: ({ date_start }) => dotted(date_start),
	dateend: ({ date_end }) => dotted(date_end),
	dateclosed: ({ date_closed }) => dotted(date_closed),
	priority: ({ priority }) => priority,
	max_time: ({ max_time }) => max_time,
	max_money: ({ max_money }) => max_money,
	tags: ({ tags }) => Object.keys((tags ?? {}) as object),
	members: ({ users }) => ((users ?? []) as IDataObject[]).map(({ email }) => email),
};

/** Values in the vendor's writing that differ from those given. A parameter that the record does not show counts as one. */
export function changesOf(record: IDataObject, params: Params): Changes {
	const changes: Changes = {};
	for (const [name, to] of params) {
		const from = STANDS_AT[name]?.(record);
		if (!same(name, from, to)) changes[name] = { from: from ?? null, to };
	}
	return changes;
}

/** Labels of the values that an answered update shows otherwise than they were given; what it does not show is not judged. */
export function keptIn(answered: IDataObject, params: Params): string[] {
	const kept = Object.entries(changesOf(answered, params)).filter(
		([name, change]) => name === 'tags' || !isEmpty(change?.from),
	);
	return kept.map(([name]) => labelOf(name));
}

function same(name: string, from: unknown, to: string): boolean {
	if (name === 'tags') return sameSet(from as string[], listOf(to));
	if (name === 'members') return listOf(to).every((email) => lower(from as string[]).includes(email.toLowerCase()));
	if (name === 'max_time' || name === 'max_money') return sameAmount(String(from ?? ''), to);
	const before = String(from ?? '');
	return name === 'title' ? before === to : before.toLowerCase() === to.toLowerCase();
}

const lower = (list: readonly string[]): string[] => list.map((one) => String(one).toLowerCase());

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
	a.length === b.length && lower(a).every((one) => lower(b).includes(one));

function sameAmount(a: string, b: string): boolean {
	const [left, right] = [a, b].map((one) => one.trim().replace(',', '.'));
	return left === right || (left !== '' && right !== '' && Number(left) === Number(right));
}

/** `2026-02-10 15:30` as `10.02.2026`. */
const dotted = (value: unknown): string =>
	typeof value === 'string' ? value.slice(0, 10).split('-').reverse().join('.') : '';
