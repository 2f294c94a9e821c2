import fc from 'fast-check';

import { batchBody, partsOf } from '../../../nodes/GoogleCalendar/batch';
import * as calls from '../../../nodes/GoogleCalendar/calls';
import { askedBy, type Asked } from '../../../nodes/GoogleCalendar/sdk';

const asked = async (call: calls.Call<unknown>): Promise<Asked> => await askedBy((calendar) => call.build(calendar));

describe('requests of the client library', () => {
	it('have their path encoded, tell nobody, and name the etag', async () => {
		const patch = await asked(
			calls.patchEvent('a b@c/d.example', 'e1', { summary: null, start: { date: '2026-01-01' } }, '"7"'),
		);
		expect(patch).toMatchObject({
			method: 'PATCH',
			path: '/calendar/v3/calendars/a%20b%40c%2Fd.example/events/e1?sendUpdates=none',
			headers: { 'if-match': '"7"', 'content-type': 'application/json' },
			body: '{"summary":null,"start":{"date":"2026-01-01"}}',
		});
		expect(Object.keys(patch.headers)).not.toContain('accept-encoding');
	});

	it('repeat what may stand several times', async () => {
		const { path } = await asked(
			calls.eventsPage('c', { privateExtendedProperty: ['a=1', 'b=ż&'], eventTypes: ['default'] }, 'next'),
		);
		expect(new URL(path, 'https://x.example').searchParams.getAll('privateExtendedProperty')).toEqual(['a=1', 'b=ż&']);
		expect(path).toContain('pageToken=next');
		expect(path).toContain('maxResults=2500');
	});

	it.each([
		calls.insertEvent('c', {}),
		calls.updateEvent('c', 'e', {}),
		calls.patchEvent('c', 'e', {}),
		calls.deleteEvent('c', 'e'),
		calls.moveEvent('c', 'e', 'd'),
	])('of every write carry sendUpdates=none ($doing)', async (call) => {
		expect((await asked(call)).path).toContain('sendUpdates=none');
		expect(call.writes).toBe(true);
	});

	it('may be sent twice only where that does no harm', () => {
		expect(calls.insertEvent('c', { id: 'mine0' }).repeatable).toBe(true);
		expect(calls.insertEvent('c', {}).repeatable).toBe(false);
		expect(calls.moveEvent('c', 'e', 'd').repeatable).toBe(false);
		expect(calls.insertCalendar({ summary: 'X' }).repeatable).toBe(false);
	});

	it('never leave their path', async () => {
		await expect(asked(calls.getEvent('..', 'e'))).rejects.toThrow('Invalid value');
	});
});

const part = (path: string, body?: string): Asked => ({
	method: 'POST',
	path,
	headers: { 'x-own': 'not sent' },
	...(body !== undefined && { body }),
});
const answer = (parts: Array<[id: string, status: number, body: string]>, boundary = 'b', end = `--${boundary}--`) =>
	parts
		.map(
			([id, status, body]) =>
				`--${boundary}\r\nContent-Type: application/http\r\nContent-ID: ${id}\r\n\r\nHTTP/1.1 ${status} OK\r\nETag: "1"\r\n\r\n${body}\r\n`,
		)
		.join('') + end;

describe('a batch', () => {
	it('has each request as a part, without the headers that are said once', () => {
		const { body, contentType } = batchBody([part('/a', '{"x":1}'), part('/b')], 'r');
		expect(contentType).toBe('multipart/mixed; boundary=batch_r');
		expect(body.split('--batch_r')).toHaveLength(4);
		expect(body).toContain('POST /a HTTP/1.1\r\n\r\n{"x":1}');
		expect(body).not.toContain('x-own');
	});

	it.each(['multipart/mixed; boundary=b', 'multipart/mixed; charset=utf-8; boundary="b"'])(
		'finds each answer by its ID, in any order (%s)',
		(type) => {
			const text = answer([
				['<response-n8n-1>', 412, '{"error":1}'],
				['response-n8n-0', 200, '{\r\n "id": "x"\r\n}'],
				['<response-other>', 200, '{}'],
				['<response-n8n-9>', 200, '{}'],
			]);
			const [first, second, third] = partsOf(type, text, 3);
			expect(first).toMatchObject({ status: 200, headers: { etag: '"1"' } });
			expect(JSON.parse(first!.text)).toEqual({ id: 'x' });
			expect(second!.status).toBe(412);
			expect(third).toBeUndefined();
		},
	);

	it('that is cut off has no answer where it was cut, and none that is half', () => {
		const whole = answer([
			['<response-n8n-0>', 200, '{"id":"first"}'],
			['<response-n8n-1>', 200, '{"id":"second"}'],
		]);
		fc.assert(
			fc.property(fc.integer({ min: 0, max: whole.length }), (length) => {
				for (const reply of partsOf('multipart/mixed; boundary=b', whole.slice(0, length), 2)) {
					if (reply) expect(JSON.parse(reply.text)).toHaveProperty('id');
				}
			}),
		);
	});

	it('is no batch without a boundary', () => {
		expect(() => partsOf('text/html', '<html>', 1)).toThrow('did not answer a batch');
	});

	it('gives back whatever it was given', () => {
		const texts = fc.string({ unit: 'binary', maxLength: 60 });
		fc.assert(
			fc.property(fc.array(texts, { minLength: 1, maxLength: 8 }), (summaries) => {
				const parts = summaries.map((summary, at): [string, number, string] => [
					`<response-n8n-${at}>`,
					200,
					JSON.stringify({ summary }),
				]);
				const read = partsOf('multipart/mixed; boundary=b', answer(parts), summaries.length);
				expect(read.map((reply) => (JSON.parse(reply!.text) as { summary: string }).summary)).toEqual(summaries);
			}),
		);
	});
});
