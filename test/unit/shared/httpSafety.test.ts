import type { INode } from 'n8n-workflow';

import { toNodeError } from '../../../nodes/shared/fault';
import type { Wire, WireOptions } from '../../../nodes/shared/http';
import { answer, halfAnswer, hang, reset, type Reaction, type VendorServer } from '../../support/vendorServer';
import { faultOf, get, post, SECRET, SESSION, Wired } from './wired';

let wired: Wired;
let vendor: VendorServer;
const wire = (more?: Partial<WireOptions>): Wire => wired.wire(more);

beforeAll(async () => {
	wired = await Wired.start();
	vendor = wired.vendor;
});
beforeEach(() => vendor.reset());
afterAll(async () => await wired.stop());

describe('an address', () => {
	it.each(['http://toy.example', 'ftp://localhost', 'http://127.0.0.1.toy.example', 'http://localhost.toy.example'])(
		'%s gets no secret',
		(baseUrl) => {
			expect(() => wire({ baseUrl })).toThrow('must begin with https://');
		},
	);

	it.each(['toy', '', '/api'])('%j is none', (baseUrl) => {
		expect(() => wire({ baseUrl })).toThrow('is not a web address');
	});

	it.each(['https://toy.example', 'http://localhost:1', 'http://127.0.0.1', 'http://[::1]:8080'])(
		'%s is fine',
		(baseUrl) => {
			expect(() => wire({ baseUrl })).not.toThrow();
		},
	);

	it('that redirects is not followed: the secret stays here', async () => {
		vendor.otherwise = answer(302, '', { Location: `${vendor.url}/elsewhere` });
		expect(await faultOf(wire().json(get))).toMatchObject({ kind: 'misconfigured', status: 302 });
		expect(vendor.got.map(({ url }) => url)).toEqual(['/deals']);
	});
});

describe('an answer', () => {
	it.each(['{"id":1,"__proto__":{"admin":true}}', '{"id":1,"\\u005f_proto__":{"admin":true}}'])(
		'cannot change what objects inherit: %s',
		async (body) => {
			vendor.otherwise = answer(200, body);
			const { data } = await wire().json(get);
			expect(Object.getOwnPropertyNames(data)).toEqual(['id']);
		},
	);
});

describe('a session', () => {
	const sessions = () => wire({ credential: 'toySessionApi', refreshes: true });

	it('is renewed once when the vendor says 401', async () => {
		vendor.otherwise = ({ url, headers }, response) => {
			if (url === '/login') response.end('{"session":"fresh-session"}');
			else response.writeHead(headers.session === 'fresh-session' ? 200 : 401).end('{"ok":true}');
		};
		expect((await sessions().json(post)).data).toEqual({ ok: true });
		expect(vendor.got.map(({ url }) => url)).toEqual(['/tasks', '/login', '/tasks']);
	});

	it('that cannot be renewed is a wrong sign-in', async () => {
		vendor.otherwise = answer(401, `{"message":"unknown ${SESSION}"}`);
		expect((await faultOf(sessions().json(get))).kind).toBe('unauthorized');
	});
});

describe('a secret', () => {
	const node = { id: '1', name: 'Toy', type: 'toy', typeVersion: 1, position: [0, 0], parameters: {} };
	/** Everything n8n stores or shows of an error. */
	const shown = (error: unknown): string => {
		const inner = toNodeError(node as unknown as INode, error, 0, 'More.');
		const own = Object.fromEntries(Object.getOwnPropertyNames(inner).map((name) => [name, inner[name as 'message']]));
		return [
			inner.message,
			inner.description,
			inner.stack,
			JSON.stringify(inner),
			JSON.stringify(own),
			String(inner.cause),
		].join();
	};
	const echo: Reaction = ({ headers, url }, response) => {
		const message = `You sent ${headers.authorization} or ${encodeURIComponent(SECRET)} to ${url}`;
		response.writeHead(400).end(JSON.stringify({ message }));
	};

	it.each<[string, Reaction]>([
		['an echo of the request', echo],
		['401', answer(401)],
		['500', answer(500, SECRET)],
		['a reset', reset],
		['half an answer', halfAnswer],
		['a hang', hang],
		['a page', answer(200, `<p>${SECRET}`)],
		['broken JSON', answer(200, `{"token":"${SECRET}"`)],
		['a redirect', answer(302, '', { Location: `https://x.example/?t=${encodeURIComponent(SECRET)}` })],
	])('is in no part of the error after %s', async (_, reaction) => {
		vendor.otherwise = reaction;
		const fault = await faultOf(wire({ attempts: 1 }).json({ ...get, path: `/x?key=${SECRET}`, timeoutMs: 50 }));
		const text = shown(fault) + String(fault.stack);
		expect(text).not.toContain(SECRET);
		expect(text).not.toContain(encodeURIComponent(SECRET));
	});

	it("leaves the rest of the vendor's words alone", async () => {
		vendor.otherwise = echo;
		expect((await faultOf(wire().json(get))).message).toBe(
			'Toy refused to read the deals. It said: You sent Bearer *** or *** to /deals',
		);
	});
});
