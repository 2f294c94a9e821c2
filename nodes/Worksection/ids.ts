import { badInput } from '../shared/fault';

/**
 * A project's ID out of what a person has at hand: the ID, or any address of the project or of a task in it.
 * @throws Fault `input`
 */
export function projectId(given: unknown, label = 'Project'): string {
	return idIn(given, label, (ids) => ids[0]);
}

/**
 * A task's ID: the ID, or the task's address, in which a subtask's ID stands last (worksection.md 3.1, 4.3).
 * @throws Fault `input`
 */
export function taskId(given: unknown, label = 'Task'): string {
	return idIn(given, label, (ids, path) => (path === 'task' ? ids[0] : ids.slice(1).at(-1)));
}

/** An ID of anything that is only ever named by its number. @throws Fault `input` */
export function plainId(given: unknown, label: string): string {
	return idIn(given, label, () => undefined);
}

/** A file's ID: the ID, or its download address. @throws Fault `input` */
export function fileId(given: unknown, label = 'File'): string {
	const found = /\/download\/(\d+)/.exec(String(given ?? ''))?.[1];
	return found ?? plainId(given, label);
}

function idIn(given: unknown, label: string, choose: (ids: string[], path: string) => string | undefined): string {
	const text = String(given ?? '').trim();
	if (/^\d{1,18}$/.test(text)) return text;
	const found = /(?:^|\/)(project|task)\/(\d+(?:\/\d+)*)/.exec(text.split(/[?#]/)[0]!);
	const id = found && choose(found[2]!.split('/'), found[1]!);
	if (id) return id;
	const what = text === '' ? 'is empty' : `is not an ID: "${text.slice(0, 80)}"`;
	throw badInput(label, `${label} ${what}.`, `Choose ${label} from the list, or enter its number or its address.`);
}
