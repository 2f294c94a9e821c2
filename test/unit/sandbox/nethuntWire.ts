import { BASE_PATH, sandboxUser, startNetHunt } from '../../../sandbox/nethunt';

export interface Answer {
	status: number;
	text: string;
	/** Looked into freely. */
	json: any;
	headers: Headers;
}

export const basic = (email: string, key: string) => `Basic ${Buffer.from(`${email}:${key}`).toString('base64')}`;

/** A workspace with the folder Deals, at a standing clock, and plain requests to it. */
export async function openNetHunt() {
	const sim = await startNetHunt();
	const state = { deals: '' };
	const fill = () => {
		sim.reset();
		sim.clock.set('2026-05-04T09:00:00.000Z');
		state.deals = sim.act.addFolder({
			name: 'Deals',
			fields: [
				'Name',
				{ name: 'Status', kind: 'select', options: ['Lead', 'Won', 'On  hold'] },
				{ name: 'Amount', kind: 'number' },
				{ name: 'Tags', multiple: true },
				{ name: 'Close date', kind: 'date' },
				{ name: 'Call at', kind: 'dateTime' },
				{ name: 'Hot', kind: 'boolean' },
				{ name: 'Owner', kind: 'user' },
				{ name: 'Parent', kind: 'link' },
				{ name: 'Offer', kind: 'file' },
			],
		}).id;
	};
	const { emailAddress, apiKey } = sandboxUser();
	const send = async (
		method: string,
		path: string,
		body?: unknown,
		authorization = basic(emailAddress, apiKey),
	): Promise<Answer> => {
		const answer = await fetch(`${sim.url}${BASE_PATH}/${path}`, {
			method,
			headers: { authorization, 'content-type': 'application/json' },
			body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
		});
		const text = await answer.text();
		let json: unknown;
		try {
			json = JSON.parse(text);
		} catch {
			json = undefined;
		}
		return { status: answer.status, text, json, headers: answer.headers };
	};
	return {
		sim,
		fill,
		send,
		get: async (path: string) => (await send('GET', path)).json,
		post: async (path: string, body?: unknown) => (await send('POST', path, body)).json,
		deals: () => state.deals,
		/** A deal a minute after what came before. */
		deal(name: string, fields: Record<string, unknown> = {}) {
			sim.clock.advance(60_000);
			return sim.act.createRecord({ folder: 'Deals', fields: { Name: name, ...fields } }).id;
		},
		set(record: string, field: string, value: unknown) {
			sim.clock.advance(60_000);
			return sim.act.setField({ record, field, value });
		},
		now: () => sim.clock.now().toISOString(),
		close: () => sim.close(),
	};
}

export type Wire = Awaited<ReturnType<typeof openNetHunt>>;

export const names = (rows: Array<{ fields: { Name: string } }>) => rows.map(({ fields }) => fields.Name);
