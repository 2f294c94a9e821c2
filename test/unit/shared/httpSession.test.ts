import { Fault } from '../../../nodes/shared/fault';
import type { Signature, Signing } from '../../../nodes/shared/session';
import { answer, halfAnswer, json, type VendorServer } from '../../support/vendorServer';
import { faultOf, get, post, Wired } from './wired';

/** Hands out session after session; the vendor knows which of them is still good. */
class Desk implements Signing {
	number = 1;
	renewals = 0;
	accepts = true;
	baseUrl?: string;
	async sign(): Promise<Signature> {
		const token = `session-number-${this.number}`;
		return await Promise.resolve({
			headers: { Session: token },
			secrets: [token],
			...(this.baseUrl && { baseUrl: this.baseUrl }),
		});
	}
	async renew(refused: Signature): Promise<boolean> {
		this.renewals++;
		if (!this.accepts) throw new Fault('unauthorized', 'Toy does not know this user.');
		if (refused.headers.Session === `session-number-${this.number}`) this.number++;
		return await Promise.resolve(true);
	}
}

let wired: Wired;
let vendor: VendorServer;
let desk: Desk;

beforeAll(async () => {
	wired = await Wired.start();
	vendor = wired.vendor;
});
beforeEach(() => {
	vendor.reset();
	desk = new Desk();
});
afterAll(async () => await wired.stop());

describe('a vendor with sessions', () => {
	it('gets every request signed with the session, and nothing of the credential', async () => {
		await wired.wire({ signing: desk }).send(get);
		expect(vendor.got[0]!.headers).toMatchObject({ session: 'session-number-1' });
		expect(vendor.got[0]!.headers.authorization).toBeUndefined();
	});

	it.each([get, post])('gets a refused $method once more, with a new session', async (request) => {
		vendor.queue = [answer(401)];
		const { data } = await wired.wire({ signing: desk }).json(request);
		expect(data).toEqual({ ok: true });
		expect(vendor.got.map(({ headers }) => headers.session)).toEqual(['session-number-1', 'session-number-2']);
	});

	it('is signed in to anew only once for a request', async () => {
		vendor.otherwise = answer(401);
		const fault = await faultOf(wired.wire({ signing: desk }).send(get));
		expect(fault.kind).toBe('unauthorized');
		expect([vendor.got.length, desk.renewals]).toEqual([2, 1]);
	});

	it('tells why it refuses the sign-in, where it does', async () => {
		vendor.otherwise = answer(401);
		desk.accepts = false;
		expect((await faultOf(wired.wire({ signing: desk }).send(get))).message).toBe('Toy does not know this user.');
	});

	it('gets the sign-in itself unsigned, and not a second time when that is refused', async () => {
		vendor.otherwise = answer(401);
		await faultOf(wired.wire({ signing: desk }).send({ ...post, anonymous: true }));
		expect(vendor.got.map(({ headers }) => headers.session)).toEqual([undefined]);
		expect(desk.renewals).toBe(0);
	});

	it('is asked at the address of the session', async () => {
		desk.baseUrl = vendor.url;
		await wired.wire({ signing: desk, baseUrl: 'https://login.example' }).send(get);
		expect(vendor.got).toHaveLength(1);
	});

	it('gets no session over an open line', async () => {
		desk.baseUrl = 'http://crm.example';
		expect((await faultOf(wired.wire({ signing: desk }).send(get))).message).toContain('must begin with https://');
	});

	it('may quote the session: nobody reads it', async () => {
		vendor.otherwise = answer(400, JSON.stringify({ message: 'session-number-1 may not do this' }));
		expect((await faultOf(wired.wire({ signing: desk }).send(get))).message).toContain('*** may not do this');
	});
});

describe('an answer read piece by piece', () => {
	const textOf = async (chunks: AsyncIterable<Buffer>) => {
		const pieces: Buffer[] = [];
		for await (const piece of chunks) pieces.push(piece);
		return Buffer.concat(pieces).toString();
	};

	it('comes whole, with status and headers', async () => {
		const long = 'čau '.repeat(100_000);
		vendor.otherwise = answer(200, long, { 'X-Left': '5' });
		const stream = await wired.wire().stream(post);
		expect(stream).toMatchObject({ status: 200, headers: { 'x-left': '5' } });
		expect(await textOf(stream.chunks)).toBe(long);
	});

	it('is judged like any other when it is a refusal', async () => {
		vendor.otherwise = json({ message: 'not today' }, 403);
		expect((await faultOf(wired.wire().stream(post))).message).toContain('not today');
	});

	it('names the connection that breaks on the way', async () => {
		vendor.otherwise = halfAnswer;
		const { chunks } = await wired.wire().stream(post);
		expect(await faultOf(textOf(chunks))).toMatchObject({ kind: 'unreachable', effect: 'unknown' });
	});

	it('can be left at any place', async () => {
		vendor.otherwise = answer(200, 'x'.repeat(1_000_000));
		const { start } = await wired.wire().stream(post);
		expect((await start(10)).toString()).toBe('xxxxxxxxxx');
	});
});
