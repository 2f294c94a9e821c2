import { startToy, type Toy } from './commonToy';

let toy: Toy;
const post = (word: string) => fetch(`${toy.url}/words`, { method: 'POST', body: word });
const door = async (method: string, path: string, body?: unknown) => {
	const answer = await fetch(`${toy.url}/_sandbox/${path}`, {
		method,
		body: body === undefined ? null : JSON.stringify(body),
	});
	return { status: answer.status, json: (await answer.json()) as Record<string, unknown> };
};

beforeAll(async () => {
	toy = await startToy();
});
afterAll(() => toy.close());
beforeEach(() => toy.reset());

describe('faults', () => {
	test('an injected status is answered instead, once unless told otherwise', async () => {
		toy.faults.inject({ status: 503, body: 'down' });
		const first = await post('a');
		expect([first.status, await first.text()]).toEqual([503, 'down']);
		expect((await post('b')).status).toBe(200);
		expect(toy.store.written).toEqual(['b']);
	});

	test('retryAfter alone is a 429 with the header', async () => {
		toy.faults.inject({ retryAfter: 7, times: Infinity });
		for (const word of ['a', 'b']) {
			const answer = await post(word);
			expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
		}
		toy.faults.clear();
		expect((await post('c')).status).toBe(200);
	});

	test('a body that is JSON says so, and headers alone ride on the real answer', async () => {
		toy.faults.inject({ status: 500, body: '{"a":1}' });
		toy.faults.inject({ headers: { 'X-More': 'yes' } });
		expect((await post('a')).headers.get('content-type')).toContain('json');
		const second = await post('b');
		expect([second.status, second.headers.get('x-more')]).toEqual([200, 'yes']);
	});

	test('reset before has no effect, reset after has', async () => {
		toy.faults.inject({ reset: 'before' });
		await expect(post('before')).rejects.toThrow();
		expect(toy.store.written).toEqual([]);
		toy.faults.inject({ reset: 'after' });
		await expect(post('after')).rejects.toThrow();
		expect(toy.store.written).toEqual(['after']);
		expect(toy.requests.entries.map(({ status }) => status)).toEqual([0, 0]);
	});

	test.each(['html', 'malformed', 'wrongTypes', 'empty'] as const)(
		'a %s reply takes effect and cannot be read',
		async (reply) => {
			toy.faults.inject({ reply });
			const body = await (await post('a')).text();
			expect(toy.store.written).toEqual(['a']);
			if (reply === 'wrongTypes') expect(JSON.parse(body)).toMatchObject({ written: [7], mood: 7 });
			else expect(() => JSON.parse(body) as unknown).toThrow();
		},
	);

	test('wrongTypes spoils an answer without a leaf too', async () => {
		toy.faults.inject({ body: '[]', reply: 'wrongTypes' });
		expect(await (await post('a')).json()).toBe('unexpected');
	});

	test('a truncated reply ends in the middle', async () => {
		toy.faults.inject({ reply: 'truncated' });
		const answer = await post('a');
		await expect(answer.text()).rejects.toThrow();
		expect(toy.store.written).toEqual(['a']);
	});

	test('a hanging request has no effect and ends with the simulator', async () => {
		const other = await startToy();
		other.faults.inject({ hang: true });
		const answer = fetch(other.url, { method: 'POST', body: 'a' });
		answer.catch(() => undefined);
		while (other.requests.count() === 0) await new Promise((done) => setImmediate(done));
		await other.close();
		await expect(answer).rejects.toThrow();
		expect(other.store.written).toEqual([]);
	});

	test('matches by method, part of the address, expression or action', async () => {
		const hit = async (path: string, method = 'GET') => (await fetch(toy.url + path, { method })).status;
		toy.faults.inject({ status: 500, times: Infinity, match: { method: 'post' } });
		toy.faults.inject({ status: 501, times: Infinity, match: { path: 'kind?' } });
		toy.faults.inject({ status: 502, times: Infinity, match: { path: '^/number/\\d+$' } });
		toy.faults.inject({ status: 503, times: Infinity, match: { path: 'get_words' } });
		expect(await hit('/a')).toBe(200);
		expect(await hit('/a', 'POST')).toBe(500);
		expect(await hit('/kind?x=1')).toBe(501);
		expect(await hit('/number/12')).toBe(502);
		expect(await hit('/number/x')).toBe(200);
		expect(await hit('/?action=get_words')).toBe(503);
	});

	test('a probability is drawn from a generator that repeats', async () => {
		const campaign = async (seed: number) => {
			const other = await startToy({ seed });
			other.faults.inject({ status: 500, times: Infinity, probability: 0.5 });
			const statuses: number[] = [];
			for (let at = 0; at < 30; at++) statuses.push((await fetch(other.url)).status);
			await other.close();
			return statuses.join();
		};
		const first = await campaign(4);
		expect(first).toBe(await campaign(4));
		expect(first).not.toBe(await campaign(5));
		expect(first).toMatch(/200.*500|500.*200/);
	});
});

describe('clock', () => {
	test('stands still when set, moves when advanced, and skews only the Date header', async () => {
		toy.clock.set('2026-03-01T10:00:00.000Z');
		toy.clock.advance(1500);
		toy.clock.skewMs = 60_000;
		const answer = await fetch(toy.url);
		expect(((await answer.json()) as { at: string }).at).toBe('2026-03-01T10:00:01.500Z');
		expect(new Date(answer.headers.get('date') ?? '').toISOString()).toBe('2026-03-01T10:01:01.000Z');
	});

	test('resumes from the simulated time and refuses what is no date', () => {
		toy.clock.set('2001-01-01T00:00:00Z');
		toy.clock.resume();
		expect(toy.clock.now().getFullYear()).toBe(2001);
		expect(() => toy.clock.set('soon')).toThrow("'soon' is not a date");
		toy.reset();
		expect(toy.clock.now().getFullYear()).toBeGreaterThan(2001);
	});
});

describe('request log', () => {
	test('keeps what was asked, by filter', async () => {
		await fetch(`${toy.url}/words?field=a&field=b&since=1&action=read`);
		await post('abc');
		expect(toy.requests.entries[0]).toMatchObject({
			path: '/words',
			query: { field: ['a', 'b'], since: '1' },
			action: 'read',
			status: 200,
		});
		expect(toy.requests.entries[1]).toMatchObject({ method: 'POST', bodyBytes: 3 });
		expect(toy.requests.count({ method: 'post' })).toBe(1);
		expect(toy.requests.count({ action: 'read' })).toBe(1);
		expect(toy.requests.count((entry) => entry.bodyBytes > 5)).toBe(0);
		toy.requests.clear();
		expect(toy.requests.count()).toBe(0);
	});
});

describe('back door', () => {
	test('is not in the request log and answers clear errors', async () => {
		expect((await door('GET', 'health')).json).toMatchObject({ ok: true, name: 'toy' });
		expect((await door('GET', 'nowhere')).status).toBe(404);
		expect((await door('POST', 'act/fly', {})).json.error).toBe("There is no act 'fly'. There are: write.");
		expect((await door('POST', 'act/write', { word: '' })).json.error).toBe('word: a text is needed.');
		expect((await door('POST', 'switches', { mood: 'angry' })).json.error).toBe("Switch 'mood' takes calm or cross.");
		expect((await door('POST', 'switches', { color: 1 })).json.error).toContain("no switch 'color'");
		expect((await door('POST', 'faults', { stat: 1 })).json.error).toContain("no 'stat'");
		expect((await door('POST', 'clock', { then: 1 })).json.error).toContain("not 'then'");
		const broken = await fetch(`${toy.url}/_sandbox/seed`, { method: 'POST', body: '{' });
		expect([broken.status, await broken.json()]).toEqual([400, { error: 'The body is not JSON.' }]);
		expect(toy.requests.count()).toBe(0);
	});

	test('seeds, acts, shows state and resets', async () => {
		await door('POST', 'seed', ['a', 'b']);
		expect((await door('POST', 'act/write', { word: 'c' })).json).toEqual({ total: 3 });
		expect((await door('GET', 'act')).json).toEqual(['write']);
		expect((await door('GET', 'state')).json).toEqual({ written: ['a', 'b', 'c'] });
		await door('POST', 'reset');
		expect(toy.store.written).toEqual([]);
	});

	test('sets clock, switches and faults, and shows the log', async () => {
		await door('POST', 'clock', { now: '2026-01-01T00:00:00Z', skewMs: 5000, advanceMs: 1000 });
		expect((await door('GET', 'clock')).json).toEqual({ now: '2026-01-01T00:00:01.000Z', skewMs: 5000 });
		await door('POST', 'switches', { mood: 'cross', latencyMs: 1 });
		expect((await door('GET', 'switches')).json.switches).toEqual({ mood: 'cross', limit: 3, latencyMs: 1 });
		await door('POST', 'faults', [{ status: 418, times: 'Infinity' }]);
		expect((await post('a')).status).toBe(418);
		expect((await door('GET', 'requests?status=418')).json.count).toBe(1);
		await door('DELETE', 'faults');
		await door('DELETE', 'requests');
		expect((await post('a')).status).toBe(200);
		expect((await door('GET', 'requests?method=GET')).json.count).toBe(0);
	});
});

test('a body above the limit is refused and the connection serves on', async () => {
	expect((await post('x'.repeat(1001))).status).toBe(413);
	expect((await post('x')).status).toBe(200);
});

test('a taken port is an error', async () => {
	await expect(startToy({ port: Number(new URL(toy.url).port) })).rejects.toThrow('EADDRINUSE');
});

test('close twice is fine, and reset brings default switches back', async () => {
	const other = await startToy({ latencyMs: 2 });
	other.switches.mood = 'cross';
	other.switches.latencyMs = 0;
	other.reset();
	expect(other.switches).toEqual({ mood: 'calm', limit: 3, latencyMs: 2 });
	await other.close();
	await other.close();
});
