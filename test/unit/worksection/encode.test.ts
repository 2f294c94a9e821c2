import { createHash } from 'node:crypto';

import fc from 'fast-check';

import { WorksectionApi } from '../../../credentials/WorksectionApi.credentials';
import { encodeFiles, encodeForm, encodeJson, encodePart } from '../../../nodes/Worksection/encode';

const sign = async (values: Record<string, string>, request: Record<string, unknown>) => {
	const { authenticate } = new WorksectionApi();
	return await (authenticate as (a: unknown, b: unknown) => Promise<{ url: string; body?: string; headers?: object }>)(
		values,
		request,
	);
};
const KEY = '7776461cd931e7b1c8e9632ff8e979ce';

describe('the form in which parameters are sent and signed', () => {
	it('is that of http_build_query', () => {
		const params = [
			['action', 'post_task'],
			['title', "a b+c*d~e-f_g.h'(!)"],
			['todo[]', 'ж,'],
		] as const;
		expect(encodeForm(params)).toBe('action=post_task&title=a+b%2Bc%2Ad%7Ee-f_g.h%27%28%21%29&todo%5B%5D=%D0%B6%2C');
	});

	it('is read back as it was by any form reader, and holds nothing but safe characters', () => {
		fc.assert(
			fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }))), (pairs) => {
				const form = encodeForm(pairs);
				expect(form).toMatch(/^[A-Za-z0-9._\-+%=&]*$/);
				expect([...new URLSearchParams(form)]).toEqual(pairs.filter(() => true));
			}),
		);
	});

	it('refuses half a character by the name of its field', () => {
		expect(() => encodePart('\ud800', 'title')).toThrow('Title holds a broken character.');
		expect(() => encodeJson([['text', '\udc00']])).toThrow('Text holds a broken character.');
	});

	it('as JSON gathers repeated names', () => {
		const params = [
			['title', 'a'],
			['todo[]', 'x'],
			['todo[]', 'y'],
		] as const;
		expect(JSON.parse(encodeJson(params))).toEqual({ title: 'a', todo: ['x', 'y'] });
	});

	it('puts files into parts that cannot break out', () => {
		const { body, contentType } = encodeFiles(
			[{ name: 'a"\r\nb', mimeType: 'x\r\ny', data: Buffer.from('1') }],
			'attach',
			'B',
		);
		expect(contentType).toBe('multipart/form-data; boundary=B');
		expect(body.toString()).toBe(
			'--B\r\nContent-Disposition: form-data; name="attach[0]"; filename="a%22 b"\r\nContent-Type: application/octet-stream\r\n\r\n1\r\n--B--\r\n',
		);
	});
});

describe('the signature', () => {
	it('is the one of the documentation', async () => {
		const body = 'action=get_tasks&id_project=26';
		const signed = await sign({ apiKey: KEY }, { url: 'https://x/api/admin/v2/', body });
		expect(signed.body).toBe(`${body}&hash=ec3ab2c28f21b4a07424f8ed688d6644`);
	});

	it('stands in the address where there is no form, and is made anew for a request that has one', async () => {
		const url = 'https://x/api/admin/v2/?action=get_tasks&id_project=26';
		const signed = await sign({ apiKey: KEY }, { url, body: Buffer.from('files') });
		expect(signed.url).toBe(`${url}&hash=ec3ab2c28f21b4a07424f8ed688d6644`);
		expect((await sign({ apiKey: KEY }, signed)).url).toBe(signed.url);
	});

	it('covers exactly what is sent', async () => {
		await fc.assert(
			fc.asyncProperty(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), async (text, key) => {
				const body = encodeForm([
					['action', 'post_task'],
					['text', text],
				]);
				const { body: sent = '' } = await sign({ apiKey: key }, { url: 'https://x/', body });
				const [plain, hash] = sent.split('&hash=');
				expect(hash).toBe(createHash('md5').update(`${plain}${key.trim()}`).digest('hex'));
			}),
		);
	});

	it('by header covers action and time', async () => {
		jest.useFakeTimers({ now: 1_700_000_000_000 });
		const url = 'https://x/api/admin/v2/?action=get_tasks';
		const signed = await sign({ apiKey: KEY, scheme: 'hmac' }, { url, headers: { Accept: 'a' } });
		jest.useRealTimers();
		expect(signed.headers).toEqual({
			Accept: 'a',
			Authorization: 'Admin 1700000000_8798baadd443f8e660b7decc9d6311655226208b8025e01d22a4b11bc0840849',
		});
		expect(signed.url).toBe(url);
	});
});
