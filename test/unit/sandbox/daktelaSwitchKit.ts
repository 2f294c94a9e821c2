import type { DaktelaSwitches } from '../../../sandbox/daktela';
import { person, type Answer, type Wire } from './daktelaWire';

/** A switch, a look at what it does, and what is seen by its value; the first value is the default. */
export type Row = [name: keyof DaktelaSwitches, look: () => unknown, values: Array<[unknown, unknown]>];

export const sleep = (ms: number) => new Promise<void>((resolve) => void setTimeout(resolve, ms));

/** Ways of looking that several switches share. */
export function looksAt(wire: () => Wire) {
	const status = async (answer: Promise<Answer>) => (await answer).status;
	const signIn = (more: object = {}) =>
		wire().send('POST', 'login.json', { username: 'petra', password: 'petra-password', ...more }, {});
	return {
		status,
		signIn,
		whoim: (headers: Record<string, string>) => status(wire().send('GET', 'whoim.json', undefined, headers)),
		result: async (path: string) => (await wire().get(path)).json.result,
		form: async (answer: Promise<Answer>) => (await answer).json.error.form ?? (await answer).status,
		create: (more: object = {}) => wire().post('contacts.json', person(more as Record<string, unknown>)),
		/** Whether a request is answered within a while; its end is awaited. */
		async soon(request: Promise<unknown>) {
			let isDone = false;
			const done = request.then(() => (isDone = true));
			await sleep(100);
			const wasDone = isDone;
			await done;
			return wasDone;
		},
	};
}

export type Looks = ReturnType<typeof looksAt>;
