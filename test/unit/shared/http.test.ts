import { Fault } from '../../../nodes/shared/fault';
import { Wire, type Host, type WireOptions } from '../../../nodes/shared/http';
import { governorFor } from '../../../nodes/shared/pace';
import { answer, halfAnswer, hang, json, reset, type Reaction, type VendorServer } from '../../support/vendorServer';
import { faultOf, get, post, SECRET, Wired } from './wired';

const waits: number[] = [];
jest.mock('../../../nodes/shared/pace', () => {
	const actual = jest.requireActual<typeof import('../../../nodes/shared/pace')>('../../../nodes/shared/pace');
	return {
		...actual,
		/** What would be waited is noted, and a hundredth of it waited. */
		retryDelay: (...given: Parameters<typeof actual.retryDelay>) => {
			const delay = actual.retryDelay(...given);
			if (delay !== undefined) waits.push(delay);
			return delay === undefined ? undefined : Math.ceil(delay / 100);
		},
	};
});

let wired: Wired;
let vendor: VendorServer;
const wire = (more?: Partial<WireOptions>): Wire => wired.wire(more);

beforeAll(async () => {
	wired = await Wired.start();
	vendor = wired.vendor;
});
beforeEach(() => {
	vendor.reset();
	waits.length = 0;
});
afterAll(async () => await wired.stop());

describe('a request', () => {
	it('is sent as given, signed, and its answer comes with status, headers, clock and text', async () => {
		vendor.otherwise = json({ ok: 1 }, 201, { 'X-Left': '5', Date: 'Sun, 01 Feb 2026 10:00:00 GMT' });
		const headers = { 'Content-Type': 'text/plain' };
		const query = [
			['tag', 'a&b'],
			['tag', 'č'],
		] as const;
		const reply = await wire().send({ ...post, headers, query });
		expect(vendor.got[0]).toMatchObject({ method: 'POST', url: '/tasks?tag=a%26b&tag=%C4%8D', body: '{"a":1}' });
		expect(vendor.got[0]!.headers).toMatchObject({ authorization: `Bearer ${SECRET}`, 'content-type': 'text/plain' });
		expect(reply).toMatchObject({ status: 201, text: '{"ok":1}', serverTime: Date.parse('2026-02-01T10:00:00Z') });
		expect(reply.headers['x-left']).toBe('5');
	});

	it('carries bytes both ways as they are', async () => {
		const bytes = Buffer.from([0, 255, 128, 10, 13]);
		vendor.otherwise = (_, response) => void response.end(bytes);
		expect((await wire().send({ ...get, query: [] })).body).toEqual(bytes);
	});

	it('adds to a query that the path already has', async () => {
		await wire().send({ ...get, path: '/deals?a=1', query: [['b', '2']] });
		expect(vendor.got[0]!.url).toBe('/deals?a=1&b=2');
	});

	it('is counted with every try', async () => {
		vendor.queue = [answer(503), answer(503)];
		const counted = wire();
		await counted.json(get);
		expect(counted.spent.requests).toBe(3);
		expect(counted.spent.waitedMs).toBeGreaterThan(0);
	});
});

describe('is repeated only where that does no harm', () => {
	const cases: Array<[string, Reaction, boolean]> = [
		['429', answer(429), true],
		['500', answer(500), false],
		['a reset', reset, false],
		['half an answer', halfAnswer, false],
	];

	it.each(cases)('a read after %s', async (_, reaction) => {
		vendor.queue = [reaction];
		await wire().json(get);
		expect(vendor.got).toHaveLength(2);
	});

	it.each(cases)('a write after %s', async (_, reaction, isRepeated) => {
		vendor.queue = [reaction];
		const sending = wire().json(post);
		if (isRepeated) await sending;
		else expect((await faultOf(sending)).effect).toBe('unknown');
		expect(vendor.got).toHaveLength(isRepeated ? 2 : 1);
	});

	it.each(cases)('a write that may be sent twice, after %s', async (_, reaction) => {
		vendor.queue = [reaction];
		await wire().json({ ...post, repeatable: true });
		expect(vendor.got).toHaveLength(2);
	});

	it('a write that nobody received', async () => {
		const nowhere = wire({ baseUrl: 'http://127.0.0.1:1', attempts: 2 });
		const fault = await faultOf(nowhere.json(post));
		expect(fault).toMatchObject({ kind: 'unreachable', effect: 'none' });
		expect(fault.message).toContain('ECONNREFUSED');
		expect(nowhere.spent.requests).toBe(2);
	});

	it.each([400, 401, 403, 404, 409, 422])('never after %i', async (status) => {
		vendor.otherwise = answer(status, '{"message":"because"}');
		const fault = await faultOf(wire().json(get));
		expect(fault.status).toBe(status);
		expect(vendor.got).toHaveLength(1);
	});

	it('as often as it was told, waiting longer each time', async () => {
		vendor.otherwise = answer(503);
		expect((await faultOf(wire({ attempts: 3 }).json(get))).kind).toBe('unavailable');
		expect(vendor.got).toHaveLength(3);
		expect(waits).toHaveLength(2);
		expect(waits[1]).toBeGreaterThanOrEqual(500);
	});

	it('not beyond the time it has', async () => {
		vendor.otherwise = answer(503);
		expect((await faultOf(wire({ deadline: Date.now() }).json(get))).kind).toBe('unavailable');
		expect(vendor.got).toHaveLength(1);
	});
});

describe('a rate limit', () => {
	it('is waited for as long as the vendor asks', async () => {
		vendor.queue = [answer(429, '', { 'Retry-After': '7' })];
		await wire().json(post);
		expect(waits).toEqual([7000]);
	});

	it('holds back everybody of the account', async () => {
		const pause = jest.spyOn(governorFor('Toy crowd', { intervalMs: 0, concurrency: 1 }), 'pause');
		vendor.queue = [answer(429, '', { 'Retry-After': '7' })];
		await wire({ account: 'crowd' }).json(get);
		expect(pause).toHaveBeenCalledWith(70);
	});

	it('of an hour ends the run with the time to come back', async () => {
		vendor.otherwise = answer(429, '', { 'Retry-After': '3600' });
		const fault = await faultOf(wire().json(get));
		expect(fault).toMatchObject({ kind: 'rateLimited', retryAfterMs: 3_600_000 });
		expect(vendor.got).toHaveLength(1);
	});
});

describe('an answer that cannot be read', () => {
	it.each([
		['a web page', '<!doctype html><p>Please sign in'],
		['an empty answer', '  '],
		['broken JSON', '{"deals":[{"id":1},'],
	])('%s is a fault that says so', async (what, body) => {
		vendor.otherwise = answer(200, body);
		const fault = await faultOf(wire({ attempts: 2 }).json(get));
		expect(fault).toMatchObject({ kind: 'unreadable', status: 200, effect: 'none' });
		expect(fault.message).toBe(`Toy sent ${what} instead of data when asked to read the deals.`);
		expect(vendor.got).toHaveLength(2);
	});

	it('to a write leaves open whether it happened', async () => {
		vendor.otherwise = answer(200, '<p>');
		expect((await faultOf(wire().json(post))).effect).toBe('unknown');
		expect(vendor.got).toHaveLength(1);
	});

	it('may be a good one a moment later', async () => {
		vendor.queue = [answer(200, '{"half":')];
		expect((await wire().json(get)).data).toEqual({ ok: true });
	});

	it('by its size is a fault', async () => {
		vendor.otherwise = answer(200, Buffer.alloc(64 * 1024 * 1024 + 1, 32));
		const fault = await faultOf(wire({ attempts: 1 }).json(get));
		expect(fault.message).toContain('more than 64 MB');
	});

	it("is the vendor's to judge", async () => {
		vendor.otherwise = json({ error: 7 });
		const judge: WireOptions['judge'] = ({ text }) => (text.includes('7') ? new Fault('invalid', 'Seven.') : undefined);
		expect((await faultOf(wire({ judge }).json(get))).message).toBe('Seven.');
	});
});

describe('no answer', () => {
	it('in time is a time-out', async () => {
		vendor.otherwise = hang;
		const fault = await faultOf(wire({ attempts: 1 }).json({ ...get, timeoutMs: 50 }));
		expect(fault).toMatchObject({
			kind: 'timedOut',
			message: 'Toy did not answer in time when asked to read the deals.',
		});
	});

	it('after half of it is a time-out too', async () => {
		vendor.otherwise = (_, response) => void response.writeHead(200, { 'Content-Length': '100' }).write('{');
		expect((await faultOf(wire({ attempts: 1 }).json({ ...get, timeoutMs: 50 }))).kind).toBe('timedOut');
	});

	it('ends when the run is cancelled, with the reason for that', async () => {
		vendor.otherwise = hang;
		const stop = new AbortController();
		const cancellable = Object.assign(Object.create(wired.host) as object, {
			getExecutionCancelSignal: () => stop.signal,
		});
		const options = wire().options;
		const sending = new Wire(cancellable as Host, options).json(get);
		setTimeout(() => stop.abort(new Error('stopped by hand')), 20);
		await expect(sending).rejects.toThrow('stopped by hand');
	});
});
