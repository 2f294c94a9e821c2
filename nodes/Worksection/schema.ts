/** What Worksection answers (worksection.md 2 and 3). Further keys are kept; ids become text, whichever way they come. */
import { Fault } from '../shared/fault';
import {
	any,
	array,
	boolean,
	literal,
	looseObject,
	number,
	optional,
	pipe,
	record,
	string,
	transform,
	union,
	unknown,
	type Infer,
	type ZodType,
} from '../shared/vendor';
import { VENDOR } from './errors';

const id = pipe(
	union([string(), number()]),
	transform((value) => String(value)),
);
const textOrNumber = union([string(), number()]);
/** PHP prints an object without keys as a list. */
const map = pipe(
	union([record(string(), any()), array(any())]),
	transform((value): Record<string, unknown> => (Array.isArray(value) ? {} : value)),
);

const user = looseObject({ id, email: optional(string()), name: optional(string()) });
const reference = looseObject({ id, name: optional(string()), page: optional(string()) });

const taskKeys = {
	id,
	name: string(),
	page: optional(string()),
	status: optional(string()),
	priority: optional(textOrNumber),
	user_from: optional(user),
	user_to: optional(user),
	project: optional(reference),
	parent: optional(reference),
	text: optional(string()),
	date_added: optional(string()),
	date_start: optional(string()),
	date_end: optional(string()),
	date_closed: optional(string()),
	tags: optional(map),
};
/** Subtasks come on two levels below a task (worksection.md 3.1). */
const subtask = looseObject({ ...taskKeys, child: optional(array(looseObject(taskKeys))) });
export const task = looseObject({ ...taskKeys, child: optional(array(subtask)) });
export const project = looseObject({
	id,
	name: string(),
	page: optional(string()),
	status: optional(string()),
	company: optional(unknown()),
	date_added: optional(string()),
	tags: optional(map),
	users: optional(array(user)),
});
export const comment = looseObject({
	id: optional(id),
	page: optional(string()),
	text: optional(string()),
	date_added: optional(string()),
	user_from: optional(user),
});
export const member = looseObject({
	id,
	email: string(),
	name: optional(string()),
	first_name: optional(string()),
	last_name: optional(string()),
	role: optional(string()),
});
export const tag = looseObject({
	id,
	title: string(),
	group: optional(
		looseObject({ title: optional(string()), id: optional(id), type: optional(string()), access: optional(string()) }),
	),
});
export const group = looseObject({ id, title: string(), type: optional(string()) });
export const cost = looseObject({
	id,
	comment: optional(string()),
	time: optional(textOrNumber),
	money: optional(textOrNumber),
});
export const timer = looseObject({ id: optional(id), time: optional(textOrNumber), date_started: optional(string()) });
export const file = looseObject({ id, name: string(), page: optional(string()), size: optional(textOrNumber) });
export const uploaded = looseObject({ id: optional(id), name: optional(string()), error: optional(any()) });
export const webhook = looseObject({
	id,
	url: string(),
	events: optional(string()),
	status: optional(string()),
	projects: optional(union([string(), number()])),
});
export const event = looseObject({
	action: string(),
	object: looseObject({ type: string(), id, page: optional(string()) }),
	date_added: optional(string()),
	user_from: optional(user),
	new: optional(map),
	old: optional(map),
});
export const totals = looseObject({ time: optional(textOrNumber), money: optional(textOrNumber) });
export const created = looseObject({ id });
export const anything = any();
export { array as listOf };

export type Task = Infer<typeof task>;
export type Project = Infer<typeof project>;
export type Comment = Infer<typeof comment>;
export type Member = Infer<typeof member>;
export type Tag = Infer<typeof tag>;
export type Group = Infer<typeof group>;
export type Cost = Infer<typeof cost>;
export type Timer = Infer<typeof timer>;
export type FileEntry = Infer<typeof file>;
export type Webhook = Infer<typeof webhook>;
export type Event = Infer<typeof event>;

const envelope = looseObject({ status: literal('ok'), message: optional(unknown()), admin: optional(boolean()) });

/** The envelope of a good answer. @throws Fault `unreadable` */
export const readEnvelope = (answer: unknown, doing: string, effect: 'none' | 'unknown') =>
	read(envelope, answer, doing, effect);

/**
 * A part of an answer in its documented form.
 * @param effect `unknown` when it is the answer to a write: something was done, although the answer cannot be read
 * @throws Fault `unreadable` naming what was read and the key that does not fit
 */
export function read<T>(shape: ZodType<T>, value: unknown, doing: string, effect: 'none' | 'unknown' = 'none'): T {
	const result = shape.safeParse(value);
	if (result.success) return result.data;
	const key = result.error.issues[0]?.path.map(String).join('.') ?? '';
	const where = key ? `: "${key}" does not have the documented form` : ' without the documented form';
	throw new Fault('unreadable', `${VENDOR} sent an answer${where} when asked to ${doing}.`, { effect });
}
