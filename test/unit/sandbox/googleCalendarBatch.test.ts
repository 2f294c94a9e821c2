import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anna, hour, openGoogleCalendar, piotr, refusal, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

interface Part {
	method: string;
	path: string;
	body?: object;
	headers?: string[];
	id?: string;
}

const partText = ({ method, path, body, headers = [], id }: Part): string =>
	[
		'--cut here',
		'Content-Type: application/http',
		...(id === undefined ? [] : [`Content-ID: <${id}>`]),
		'',
		`${method} /calendar/v3${path} HTTP/1.1`,
		...(body ? ['Content-Type: application/json'] : []),
		...headers,
		'',
		body ? JSON.stringify(body) : '',
	].join('\r\n');

async function batch(parts: Part[], authorization: string | undefined = `Bearer ${kit.bearer}`) {
	const answer = await fetch(`${kit.sim.url}/batch/calendar/v3`, {
		method: 'POST',
		headers: { 'content-type': 'multipart/mixed; boundary="cut here"', ...(authorization ? { authorization } : {}) },
		body: `${parts.map(partText).join('\r\n')}\r\n--cut here--\r\n`,
	});
	const text = await answer.text();
	const boundary = /boundary=(\S+)/.exec(answer.headers.get('content-type') ?? '')?.[1];
	const pieces = boundary ? text.split(`--${boundary}`).slice(1, -1) : [];
	return {
		status: answer.status,
		text,
		parts: pieces.map((piece) => ({
			id: /Content-ID: <(.*)>/.exec(piece)?.[1],
			status: Number(/HTTP\/1\.1 (\d+)/.exec(piece)?.[1]),
			etag: /ETag: (\S+)/.exec(piece)?.[1],
			json: /\r\n\r\n(\{.*\})/s.exec(piece)?.[1] ? JSON.parse(/\r\n\r\n(\{.*\})/s.exec(piece)![1]!) : undefined,
		})),
	};
}

const event = (id: string) => ({
	method: 'POST',
	path: kit.events(),
	body: { id, summary: 'Żółw 🐢', ...hour(5) },
	id,
});

describe('a batch', () => {
	test('answers each call by itself', async () => {
		const { status, parts } = await batch([
			event('event1'),
			event('event1'),
			{ method: 'GET', path: `${kit.events()}/nothing`, id: 'c' },
			{ method: 'DELETE', path: `${kit.events()}/event1`, id: 'd' },
		]);
		expect(status).toBe(200);
		expect(parts.map((part) => [part.id, part.status])).toEqual([
			['response-event1', 200],
			['response-event1', 409],
			['response-c', 404],
			['response-d', 204],
		]);
		expect(parts[0]).toMatchObject({ json: { summary: 'Żółw 🐢' }, etag: parts[0]!.json.etag });
		expect(kit.sim.act.getBatchParts().map(({ action, status: one }) => [action, one])).toEqual([
			['events.insert', 200],
			['events.insert', 409],
			['events.get', 404],
			['events.delete', 204],
		]);
		expect(kit.sim.requests.entries.map(({ action }) => action)).toEqual(['batch']);
	});

	test('honours If-Match of a call, and a query', async () => {
		const { etag } = (await kit.insert({ id: 'event1', ...hour(5) })).json;
		const patch = (tag: string) => ({
			method: 'PATCH',
			path: `${kit.events()}/event1?fields=id`,
			body: { summary: 'x' },
			headers: [`If-Match: ${tag}`],
		});
		const { parts } = await batch([patch('"1"'), patch(etag)]);
		expect(parts.map((part) => [part.id, part.status])).toEqual([
			[undefined, 412],
			[undefined, 200],
		]);
		expect(parts[1]!.json).toEqual({ id: 'event1' });
	});

	test('lets a call bring its own user', async () => {
		const bearer = (await kit.refresh({ refresh_token: piotr.refreshToken })).json.access_token;
		const list = { method: 'GET', path: '/users/me/calendarList' };
		const { parts } = await batch([list, { ...list, headers: [`Authorization: Bearer ${bearer}`] }]);
		expect(parts.map(({ json }) => json.items[0].id)).toEqual([anna.email, piotr.email]);
		expect((await batch([list], '')).parts[0]!.status).toBe(401);
	});

	test('has 50 calls at most', async () => {
		const list = { method: 'GET', path: kit.events() };
		expect((await batch(Array.from({ length: 50 }, () => list))).parts).toHaveLength(50);
		expect((await batch(Array.from({ length: 51 }, () => list))).status).toBe(400);
		expect((await batch([])).status).toBe(400);
	});

	test('spends the quota call by call', async () => {
		kit.sim.switches.userQuotaPerMinute = 3;
		const list = { method: 'GET', path: kit.events() };
		const { status, parts } = await batch([list, list, list, list]);
		expect([status, ...parts.map((part) => part.status)]).toEqual([200, 200, 200, 200, 403]);
	});

	test('has calls refused as asked', async () => {
		kit.sim.act.refuseCalls({ action: 'events.insert', after: 1, status: 503 });
		const { parts } = await batch(['event1', 'event2', 'event3'].map(event));
		expect(parts.map(({ status }) => status)).toEqual([200, 503, 200]);
		expect(await kit.ids()).toEqual(['event1', 'event3']);
	});
});

describe('notifications', () => {
	let server: Server;
	let received: IncomingHttpHeaders[];
	let status: number;
	beforeEach(async () => {
		received = [];
		status = 200;
		server = createServer((request, response) => {
			received.push(request.headers);
			response.writeHead(status).end();
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	});
	afterEach(() => new Promise((resolve) => server.close(resolve)));

	const watch = (more: object = {}) =>
		kit.send('POST', `${kit.events()}/watch`, {
			...{ id: 'channel-1', type: 'web_hook', token: 'watch-word' },
			address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
			...more,
		});

	test('greet the channel, then tell of every change and not of other calendars', async () => {
		const { json } = await watch();
		expect(json).toMatchObject({ kind: 'api#channel', id: 'channel-1', token: 'watch-word' });
		expect(Number(json.expiration)).toBe(kit.sim.clock.now().getTime() + 7 * 86_400_000);
		await kit.insert({ id: 'event1', ...hour(5) });
		kit.sim.act.addEvent({ calendar: anna.email, start: '2026-05-05' });
		const sent = await kit.sim.act.settleNotifications();
		expect(sent).toMatchObject([
			{ state: 'sync', number: 1, status: 200 },
			{ state: 'exists', number: 2, status: 200 },
		]);
		expect(received[1]).toMatchObject({
			'x-goog-channel-id': 'channel-1',
			'x-goog-channel-token': 'watch-word',
			'x-goog-message-number': '2',
			'x-goog-resource-id': json.resourceId,
			'x-goog-resource-state': 'exists',
			'x-goog-resource-uri': json.resourceUri,
			'content-length': '0',
		});
	});

	test('end with the channel: stopped by its user, or expired', async () => {
		const { json } = await watch();
		const stop = () => kit.send('POST', '/channels/stop', { id: json.id, resourceId: json.resourceId });
		await kit.signIn(piotr);
		expect((await stop()).status).toBe(404);
		await kit.signIn(anna);
		expect((await stop()).status).toBe(204);
		expect((await stop()).status).toBe(404);
		await watch({ params: { ttl: '60' } });
		kit.sim.clock.advance(60_000);
		await kit.insert(hour(5));
		expect((await kit.sim.act.settleNotifications()).map(({ state }) => state)).toEqual(['sync', 'sync']);
	});

	test('are tried again after a 5xx, not after a 4xx', async () => {
		status = 500;
		await watch();
		await kit.sim.act.settleNotifications();
		expect(received).toHaveLength(3);
		status = 404;
		await kit.insert(hour(5));
		await kit.sim.act.settleNotifications();
		expect(received).toHaveLength(4);
	});

	test('need a channel that is new, and an address that is safe', async () => {
		await watch();
		expect(refusal(await watch())).toEqual([400, 'channelIdNotUnique']);
		expect(refusal(await watch({ id: 'a b' }))).toEqual([400, 'invalid']);
		expect(refusal(await watch({ id: 'b', type: 'mail' }))).toEqual([400, 'invalid']);
		expect(refusal(await watch({ id: 'b', address: 'http://hook.example/' }))).toEqual([
			400,
			'push.webhookUrlNotHttps',
		]);
	});
});
