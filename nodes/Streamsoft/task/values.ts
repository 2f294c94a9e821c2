/** From what a person mapped to what is written. */
import { badInput } from '../../shared/fault';
import { textOf, namesOf } from '../../shared/text';
import { localIn, type WhenInput } from '../../shared/when';
import type { Contractor, EventType, Operator, StreamsoftApi, Values } from '../api';
import { isYes, LABELS, type TaskField } from '../data/model';

/** Targets of a mapping, by their names in a task's record, and the fields that they are. */
export const TARGETS = {
	subject: 'subject',
	description: 'description',
	place: 'place',
	start: 'start',
	end: 'end',
	allDay: 'allDay',
	done: 'done',
	type: 'typeId',
	operator: 'operatorId',
	contractor: 'contractorId',
	person: 'personId',
} as const satisfies Record<string, TaskField>;

export type Target = keyof typeof TARGETS;

const isTarget = (name: string): name is Target => Object.hasOwn(TARGETS, name);

/** The lists by which names are understood, read once for all items. */
export class Naming {
	private readonly found = new Map<string, Promise<Contractor[]>>();

	private constructor(
		private readonly api: StreamsoftApi,
		private readonly operators: readonly Operator[],
		private readonly types: readonly EventType[],
	) {}

	static async of(api: StreamsoftApi): Promise<Naming> {
		return new Naming(api, await api.operators(), await api.types());
	}

	/** @throws Fault `input` naming the field, for what cannot be understood */
	async valuesOf(mapped: Record<string, unknown>): Promise<Values> {
		const values: Record<string, unknown> = {};
		for (const [name, value] of Object.entries(mapped)) {
			if (value === undefined) continue;
			if (!isTarget(name))
				throw badInput('Fields', `A task has no field "${name}".`, 'Choose the field from the list.');
			values[TARGETS[name]] = await this.valueOf(name, value);
		}
		return values as Values;
	}

	private async valueOf(name: Target, value: unknown): Promise<unknown> {
		const label = LABELS[TARGETS[name]];
		switch (name) {
			case 'subject':
			case 'description':
			case 'place':
				return textOf(value);
			case 'start':
			case 'end':
				return isNothing(value) ? null : wallOf(value as WhenInput, this.api.zone, label);
			case 'allDay':
			case 'done':
				return isNothing(value) ? false : yesOrNo(value, label);
			case 'operator':
				return this.named(value, this.operators, label, ({ name: full, login }) => [full, login ?? '']);
			case 'type':
				return this.named(value, this.types, label, (one) => [one.name]);
			case 'contractor':
				return await this.contractor(value, label);
			case 'person':
				return isNothing(value) ? null : idOf(value, label);
		}
	}

	private named<T extends { id: number }>(
		value: unknown,
		list: readonly T[],
		label: string,
		calledBy: (one: T) => string[],
	): number | null {
		if (isNothing(value)) return null;
		const names = wordsOf(value);
		const byId = list.find(({ id }) => names.includes(String(id)));
		const byName = list.filter((one) =>
			calledBy(one).some((called) => called !== '' && names.some((name) => isAlike(name, called))),
		);
		if (byId) return byId.id;
		if (byName.length === 1) return byName[0]!.id;
		const some = list.slice(0, 10).map((one) => calledBy(one)[0]);
		const what = byName.length > 1 ? 'is the name of several' : 'is not known';
		throw badInput(label, `"${names[0]}" ${what} for ${label}.`, `Use the ID, or one of: ${some.join(', ')}.`);
	}

	/** By ID, or by its exact name or number. */
	private async contractor(value: unknown, label: string): Promise<number | null> {
		if (isNothing(value)) return null;
		const id = typeof value === 'object' ? (value as { id?: unknown }).id : value;
		if (/^\d+$/.test(String(id))) return idOf(id, label);
		const words = textOf(value).trim();
		const asked = this.found.get(words) ?? this.api.contractors({ words });
		this.found.set(words, asked);
		const exact = (await asked).filter(({ name, number }) => isAlike(name, words) || number === words);
		if (exact.length === 1) return exact[0]!.id;
		const what = exact.length > 1 ? 'is the name of several contractors' : 'is no contractor';
		throw badInput(label, `"${words}" ${what}.`, 'Use the ID of the contractor.');
	}
}

const CLOCK = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/;

/** As the clock in the zone shows it. What is a clock time already stays as it is, even in an hour that a change of the offset skips. */
function wallOf(value: WhenInput, zone: string, label: string): string {
	const wall = localIn(value, zone, undefined, label);
	return typeof value === 'string' && CLOCK.test(value) ? value : wall;
}

const isNothing = (value: unknown): boolean =>
	value === null || value === undefined || (typeof value === 'string' && value.trim() === '');

const wordsOf = (value: unknown): string[] =>
	(typeof value === 'object' && value !== null ? namesOf(value) : [value]).map((one) => textOf(one).trim());

const isAlike = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const MOST_ID = 9_007_199_254_740_991;

/** @throws Fault `input` for what is no ID */
export function idOf(value: unknown, label: string): number {
	const words = typeof value === 'object' && value !== null ? textOf((value as { id?: unknown }).id) : textOf(value);
	const id = /^\s*\d{1,16}\s*$/.test(words) ? Number(words) : NaN;
	if (id > 0 && id <= MOST_ID) return id;
	throw badInput(label, `"${words.slice(0, 60)}" is not an ID for ${label}.`, 'IDs are whole numbers.');
}

function yesOrNo(value: unknown, label: string): boolean {
	if (typeof value === 'boolean') return value;
	const words = textOf(value).trim().toLowerCase();
	if (/^(1|true|yes|y|t|tak|prawda)$/.test(words)) return true;
	if (!isYes(words) || /^(no|fałsz|falsz)$/.test(words)) return false;
	throw badInput(label, `"${words.slice(0, 60)}" is neither yes nor no.`, 'Use true or false.');
}
