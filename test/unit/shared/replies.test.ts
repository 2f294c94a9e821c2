import type { WireReply, WireRequest } from '../../../nodes/shared/http';
import { faultOfNetwork, faultOfStatus, retryAfter, wordsOf } from '../../../nodes/shared/replies';

const request: WireRequest = { method: 'GET', path: '/x', doing: 'read the deals' };
const post: WireRequest = { ...request, method: 'POST', doing: 'create a task' };
const reply = (status: number, text = '', headers: Record<string, string> = {}): WireReply => ({
	status,
	headers,
	text,
	body: Buffer.from(text),
});

describe('wordsOf', () => {
	it.each([
		['', ''],
		['  \n', ''],
		['<html><body>Oops</body></html>', ''],
		['{"message":"no such field"}', 'no such field'],
		['{"error":"bad"}', 'bad'],
		['{"error":{"code":1},"description":"deep"}', 'deep'],
		['plain words', 'plain words'],
		['null', 'null'],
		['{"code":7}', '{"code":7}'],
	])('%j says %j', (text, words) => expect(wordsOf(text)).toBe(words));

	it('is short, and ends between two words, so that no half of a key is left to be seen', () => {
		expect(wordsOf('why '.repeat(1000))).toBe(`${'why '.repeat(75)}…`);
		expect(wordsOf(`${'x'.repeat(290)} the-secret-key-of-somebody`)).toBe(`${'x'.repeat(290)} …`);
		expect(wordsOf('x'.repeat(5000))).toBe('');
	});
});

describe('faultOfStatus', () => {
	it.each([200, 201, 204, 299])('%i is good', (status) => {
		expect(faultOfStatus(reply(status), 'Toy', request)).toBeUndefined();
	});

	it.each([
		[400, 'invalid', 'none'],
		[401, 'unauthorized', 'none'],
		[402, 'quotaExhausted', 'none'],
		[403, 'forbidden', 'none'],
		[404, 'notFound', 'none'],
		[408, 'timedOut', 'none'],
		[409, 'conflict', 'none'],
		[410, 'notFound', 'none'],
		[418, 'invalid', 'none'],
		[422, 'invalid', 'none'],
		[429, 'rateLimited', 'none'],
		[500, 'unavailable', 'unknown'],
		[502, 'unavailable', 'unknown'],
		[503, 'unavailable', 'unknown'],
		[504, 'timedOut', 'unknown'],
	])('%i is %s, its effect %s', (status, kind, effect) => {
		expect(faultOfStatus(reply(status), 'Toy', post)).toMatchObject({ kind, effect, status });
	});

	it('has a message of its own for each cause, with what was being done and what the vendor said', () => {
		const messages = [400, 401, 403, 404, 429, 500, 504].map((status) => {
			return faultOfStatus(reply(status, '{"message":"because"}'), 'Toy', request)!.message;
		});
		expect(new Set(messages).size).toBe(messages.length);
		for (const message of messages) expect(message).toMatch(/Toy.* It said: because$/);
		expect(messages[1]).not.toContain('read the deals');
		expect(messages[3]).toContain('read the deals');
	});

	it('names where a redirect leads, and nothing of its path', () => {
		const fault = faultOfStatus(reply(302, '', { location: 'https://login.example/?token=abc' }), 'Toy', request)!;
		expect(fault).toMatchObject({ kind: 'misconfigured', status: 302 });
		expect(fault.message).toContain('login.example');
		expect(fault.message).not.toContain('abc');
		expect(faultOfStatus(reply(301, '', { location: '/login' }), 'Toy', request)!.kind).toBe('misconfigured');
	});
});

describe('retryAfter', () => {
	const date = 'Sun, 01 Feb 2026 10:00:30 GMT';
	it.each([
		[{}, undefined],
		[{ 'retry-after': '2' }, 2000],
		[{ 'retry-after': '0.5' }, 500],
		[{ 'retry-after': '-3' }, 0],
		[{ 'retry-after': 'soon' }, undefined],
	])('%j is %p ms', (headers, ms) => expect(retryAfter({ headers: headers as Record<string, string> })).toBe(ms));

	it("measures a date by the vendor's own clock", () => {
		const serverTime = Date.parse('2026-02-01T10:00:00Z');
		expect(retryAfter({ headers: { 'retry-after': date }, serverTime })).toBe(30_000);
		expect(retryAfter({ headers: { 'retry-after': date }, serverTime: serverTime + 60_000 })).toBe(0);
	});
});

describe('faultOfNetwork', () => {
	const coded = (code: string) => Object.assign(new Error('https://toy.example/?key=abc failed'), { code });

	it.each(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'CERT_HAS_EXPIRED', 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'])(
		'%s: nothing was sent, so even a write may be repeated',
		(code) => {
			const fault = faultOfNetwork(coded(code), 'Toy', post);
			expect(fault).toMatchObject({ kind: 'unreachable', effect: 'none' });
			expect(fault.message).toContain(code);
		},
	);

	it.each(['ECONNABORTED', 'ETIMEDOUT'])('%s: too slow, and a write may have happened', (code) => {
		expect(faultOfNetwork(coded(code), 'Toy', post)).toMatchObject({ kind: 'timedOut', effect: 'unknown' });
		expect(faultOfNetwork(coded(code), 'Toy', request)).toMatchObject({ kind: 'timedOut', effect: 'none' });
	});

	it.each(['ECONNRESET', 'EPIPE', 'ERR_BAD_RESPONSE'])('%s: broken, and a write may have happened', (code) => {
		expect(faultOfNetwork(coded(code), 'Toy', post)).toMatchObject({ kind: 'unreachable', effect: 'unknown' });
		expect(faultOfNetwork(coded(code), 'Toy', request).effect).toBe('none');
	});

	it('finds the code behind the layers that n8n puts around it, rings included', () => {
		const inner = coded('ECONNREFUSED');
		expect(faultOfNetwork({ cause: { cause: inner } }, 'Toy', request).message).toContain('ECONNREFUSED');
		expect(faultOfNetwork({ errorResponse: { error: inner } }, 'Toy', request).message).toContain('ECONNREFUSED');
	});

	it('hands on what never came to the network as it is', () => {
		const ring = new Error('No credential.');
		ring.cause = ring;
		expect(() => faultOfNetwork(ring, 'Toy', request)).toThrow('No credential.');
	});

	it('takes a status for what it is, where n8n made an error of the answer', () => {
		expect(faultOfNetwork({ cause: { httpCode: '401' } }, 'Toy', request).kind).toBe('unauthorized');
		expect(faultOfNetwork({ httpCode: 'ECONNREFUSED', code: 'ECONNREFUSED' }, 'Toy', request).kind).toBe('unreachable');
	});

	it('quotes nothing of the error', () => {
		for (const code of ['ECONNREFUSED', 'ETIMEDOUT', 'ECONNRESET'])
			expect(faultOfNetwork(coded(code), 'Toy', post).message).not.toMatch(/abc|toy\.example/);
	});
});
