import { badInput, Fault } from '../../shared/fault';
import { settledNow } from '../../shared/settled';
import type { TaskRow, Values } from '../api';
import { differing } from '../data/checks';
import { LABELS } from '../data/model';
import { TARGETS } from './values';
import type { Writing } from './writing';

/**
 * What a task must still be, from its record as it was read before.
 * @throws Fault `conflict` naming the fields in which it has changed already
 */
export async function expectedIn(given: unknown, task: TaskRow, { naming, model }: Writing): Promise<Values> {
	const record = typeof given === 'string' ? parsed(given) : given;
	if (record === undefined || record === null) return {};
	if (typeof record !== 'object') throw wrong();
	// As the clock showed it: in the hour that comes twice its ISO form means another time.
	const { startLocal, endLocal } = record as Record<string, unknown>;
	const clocks = {
		...(startLocal !== undefined && { start: startLocal }),
		...(endLocal !== undefined && { end: endLocal }),
	};
	const known = Object.entries({ ...record, ...clocks } as Record<string, unknown>).filter(([name]) =>
		Object.hasOwn(TARGETS, name),
	);
	const all = await naming.valuesOf(Object.fromEntries(known));
	const kept = Object.entries(all).filter(([field]) => model.column(field as keyof Values));
	const expected = Object.fromEntries(kept) as Values;
	const changed = differing(task, expected);
	if (changed.length === 0) return expected;
	const fields = changed.map((field) => LABELS[field]).join(', ');
	throw new Fault('conflict', `Task ${task.id} has changed since it was read: ${fields}.`);
}

const wrong = () =>
	badInput(
		'Only If Unchanged Since',
		'"Only If Unchanged Since" is not the record of a task.',
		'Give the whole record as it was read, such as {{ $json.record }}.',
	);

function parsed(text: string): unknown {
	if (text.trim() === '') return undefined;
	const json = settledNow(() => JSON.parse(text) as unknown);
	if ('value' in json) return json.value;
	throw wrong();
}
