import { anna, hour, MEETINGS, openGoogleCalendar, piotr, refusal, type Kit } from './googleCalendarKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openGoogleCalendar();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const ID = 'ss0123456789abcdefghijklmnopqrstuv';

describe('deleting', () => {
	beforeEach(() => kit.insert({ id: ID, summary: 'Visit', ...hour(5), extendedProperties: { private: { k: 'v' } } }));

	test('leaves a tombstone of which the id is certain', async () => {
		expect((await kit.remove(ID)).status).toBe(204);
		const { status, json } = await kit.get(ID);
		expect([status, Object.keys(json), json.status]).toEqual([200, ['kind', 'etag', 'id', 'status'], 'cancelled']);
		expect(refusal(await kit.remove(ID))).toEqual([410, 'deleted']);
	});

	test('can be taken back, with all that was there', async () => {
		await kit.remove(ID);
		expect((await kit.patch(ID, { status: 'confirmed' })).json).toMatchObject({
			summary: 'Visit',
			status: 'confirmed',
			extendedProperties: { private: { k: 'v' } },
		});
		expect(await kit.ids()).toEqual([ID]);
	});

	test('status cancelled is a deletion too', async () => {
		await kit.patch(ID, { status: 'cancelled' });
		expect(await kit.ids()).toEqual([]);
	});

	test('what never was is 404', async () => {
		expect(refusal(await kit.remove('nothing'))).toEqual([404, 'notFound']);
		kit.sim.act.purgeEvent({ calendar: MEETINGS, event: ID });
		expect(refusal(await kit.get(ID))).toEqual([404, 'notFound']);
	});
});

describe('extended properties', () => {
	const insert = (own: Record<string, string>, shared: Record<string, string> = {}) =>
		kit.insert({ ...hour(5), extendedProperties: { private: own, shared } });

	test('are cut and dropped without a word', async () => {
		const { json } = await insert({ ['k'.repeat(45)]: 'v', ok: 'v'.repeat(2000) });
		expect(json.extendedProperties.private).toEqual({ ok: 'v'.repeat(1024) });
	});

	test('are 300 and 32 kB at most', async () => {
		const many = (count: number, length: number) =>
			Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, 'v'.repeat(length)]));
		expect((await insert(many(300, 10))).status).toBe(200);
		expect((await insert(many(301, 1))).status).toBe(400);
		expect((await insert(many(31, 1024))).status).toBe(200);
		expect((await insert(many(16, 1024), many(17, 1024))).status).toBe(400);
	});
});

describe('fields', () => {
	test('masks an answer', async () => {
		await kit.insert({ id: ID, summary: 'Visit', ...hour(5) });
		expect((await kit.list({ fields: 'items(id,start/dateTime),nextPageToken' })).json).toEqual({
			items: [{ id: ID, start: { dateTime: '2026-05-05T10:00:00+02:00' } }],
		});
		expect((await kit.get(ID, '?fields=id,summary')).json).toEqual({ id: ID, summary: 'Visit' });
		expect((await kit.get(ID, '?fields=*')).json.id).toBe(ID);
		expect(refusal(await kit.get(ID, '?fields=id('))).toEqual([400, 'invalid']);
	});
});

test('the link to a source is for the creator alone', async () => {
	const source = { title: 'CRM', url: 'https://crm.firma.example/1' };
	kit.sim.act.shareCalendar({ calendar: MEETINGS, with: piotr.email, role: 'writer' });
	await kit.insert({ id: ID, ...hour(5), source });
	expect((await kit.get(ID)).json.source).toEqual(source);
	await kit.signIn(piotr);
	expect((await kit.get(ID)).json.source).toBeUndefined();
	expect((await kit.get(ID)).json.creator).toEqual({ email: anna.email });
});
