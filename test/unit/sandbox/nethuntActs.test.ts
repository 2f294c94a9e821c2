import { netHuntDemo, netHuntStory } from '../../../sandbox/nethunt';
import { basic, names, openNetHunt, type Wire } from './nethuntWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openNetHunt();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const fieldNames = async () =>
	(await wire.get(`triggers/folder-field/${wire.deals()}`)).map(({ name }: { name: string }) => name);
const changes = (query = '') => wire.get(`triggers/record-change/${wire.deals()}?${query}`);

describe('acts on records', () => {
	test('go by id or by name and are told with who did them', async () => {
		wire.sim.act.addUser({ personalName: 'Mia', emailAddress: 'mia@nethunt.test', apiKey: 'k' });
		wire.deal('Oak house');
		wire.sim.act.setField({ record: 'Oak house', field: 'Status', value: 'On  hold', by: 'mia@nethunt.test' });
		expect((await changes())[0]).toMatchObject({
			user: { emailAddress: 'mia@nethunt.test' },
			fieldActions: { Status: { add: 'On  hold' } },
		});
		expect(() => wire.sim.act.setField({ record: 'Elm', field: 'Status', value: 'Won' })).toThrow(
			"There is no record 'Elm'",
		);
		expect(() => wire.sim.act.setField({ record: 'Oak house', field: 'Stage', value: 'Won' })).toThrow(
			"has no field 'Stage'",
		);
		expect(() => wire.sim.act.addComment({ record: 'Oak house', text: 'x', by: 'no@nethunt.test' })).toThrow(
			"no user 'no@nethunt.test'",
		);
	});

	test('add to and remove from a field with several values', () => {
		const record = wire.deal('A', { Tags: ['a'] });
		expect(wire.sim.act.addToField({ record, field: 'Tags', value: ['b', 'c'] }).fields.Tags).toEqual(['a', 'b', 'c']);
		expect(wire.sim.act.removeFromField({ record, field: 'Tags', value: 'b' }).fields.Tags).toEqual(['a', 'c']);
		expect(wire.sim.act.setFields({ record, fields: { Tags: [], Amount: 3 } }).fields).toEqual({
			Name: 'A',
			Amount: 3,
		});
	});

	test('carry a time of their own: several changes at one time, or one that comes late', async () => {
		const record = wire.deal('A');
		const at = wire.now();
		wire.sim.act.setField({ record, field: 'Status', value: 'Lead', at });
		wire.sim.act.setField({ record, field: 'Status', value: 'Won', at, lateMs: 5000 });
		expect((await changes()).map(({ time }: { time: string }) => time)).toEqual([at, at]);
		wire.sim.clock.advance(1000);
		wire.sim.act.setField({ record, field: 'Hot', value: true });
		expect((await changes())[0].fieldActions).toHaveProperty('Hot');
		wire.sim.clock.advance(4000);
		const now = await changes();
		expect(now).toHaveLength(4);
		expect(now[1]).toMatchObject({ time: at, fieldActions: { Status: { remove: 'Lead', add: 'Won' } } });
	});

	test('show a record and its timeline', () => {
		const record = wire.deal('A');
		wire.sim.act.addComment({ record, text: 'c' });
		wire.sim.act.logCall({ record, text: 'l', time: '2026-05-04T08:00:00Z', duration: 1 });
		wire.sim.act.addFile({ record, name: 'f' });
		wire.sim.act.addComment({ record: wire.deal('B'), text: 'other' });
		expect(wire.sim.act.getRecord({ record })).toMatchObject({ id: record, deleted: false, fields: { Name: 'A' } });
		const timeline = wire.sim.act.getTimeline({ record });
		expect(Object.values(timeline).map((list: object[]) => list.length)).toEqual([1, 1, 1, 1]);
	});

	test('restore only what is in the trash', () => {
		expect(() => wire.sim.act.restoreRecord({ record: wire.deal('A') })).toThrow('in the trash');
	});
});

describe('acts on folders and fields', () => {
	test('a renamed field keeps its values under the new name', async () => {
		const record = wire.deal('A', { Status: 'Won' });
		wire.sim.act.renameField({ folder: 'Deals', field: 'Status', to: 'Stage' });
		expect(await fieldNames()).toContain('Stage');
		expect(wire.sim.act.getRecord({ record }).fields).toEqual({ Name: 'A', Stage: 'Won' });
		expect(await changes('fieldName=Status')).toEqual([]);
		expect(await changes('fieldName=Stage')).toHaveLength(1);
	});

	test('a removed field is gone from fields and records', async () => {
		const record = wire.deal('A', { Status: 'Won' });
		wire.sim.act.removeField({ folder: 'Deals', field: 'Status' });
		wire.sim.act.addField({ folder: 'Deals', name: 'Stage', kind: 'text' });
		expect(await fieldNames()).toEqual(expect.not.arrayContaining(['Status']));
		expect(wire.sim.act.getRecord({ record }).fields).toEqual({ Name: 'A' });
		expect(() => wire.sim.act.addField({ folder: 'Deals', name: 'Stage' })).toThrow("a field 'Stage' already");
		expect(() => wire.sim.act.addField({ folder: 'Deals', name: 'X', kind: 'colour' as 'text' })).toThrow(
			'field.kind: one of text',
		);
	});

	test('a relabelled option reads new in records without any change', async () => {
		const record = wire.deal('A', { Status: 'On  hold' });
		const since = wire.now();
		const renamed = wire.sim.act.renameOption({ folder: 'Deals', field: 'Status', from: 'On  hold', to: 'Waiting' });
		expect(renamed.options).toEqual(['Lead', 'Won', 'Waiting']);
		expect(wire.sim.act.getRecord({ record }).fields.Status).toBe('Waiting');
		expect(await changes(`since=${since}`)).toEqual([]);
		expect(() => wire.sim.act.renameOption({ folder: 'Deals', field: 'Status', from: 'None', to: 'x' })).toThrow(
			"no option 'None'",
		);
	});

	test('a renamed folder keeps its id, a removed one is 404 with its records', async () => {
		const record = wire.deal('A');
		wire.sim.act.renameFolder({ folder: 'Deals', to: 'Sales' });
		expect(await wire.get('triggers/readable-folder')).toEqual([{ id: wire.deals(), name: 'Sales' }]);
		wire.sim.act.removeFolder({ folder: 'Sales' });
		expect((await wire.send('GET', `triggers/new-record/${wire.deals()}`)).status).toBe(404);
		expect((await wire.send('POST', `actions/create-comment/${record}`, { text: 'x' })).status).toBe(404);
	});
});

describe('seed and state', () => {
	test.each([
		[{ deals: [] }, "'deals' is unknown"],
		[{ folders: [{ name: 'X', fields: ['Name'], records: [{ fields: { Nome: 1 } }] }] }, "has no field 'Nome'"],
		[{ folders: [{ id: 'abc', name: 'X' }] }, 'folders[0].id'],
		[{ folders: [{ fields: [] }] }, 'folders[0].name'],
		[{ users: [{ personalName: 'X' }] }, 'users[0].emailAddress'],
		[{ folders: [{ name: 'X', records: [{ fields: {}, createdAt: 'soon' }] }] }, 'folders[0].records[0].createdAt'],
	])('%j is refused by its place', (seed, place) => {
		expect(() => wire.sim.seed(seed)).toThrow(place);
	});

	test('a user of the same e-mail is replaced, an id is taken once', () => {
		wire.sim.seed({ users: [{ personalName: 'New', emailAddress: 'user@nethunt.test', apiKey: 'k2' }] });
		expect(wire.sim.store.users).toHaveLength(1);
		const folder = { id: '5eed0000000000000000beef', name: 'X' };
		wire.sim.seed({ folders: [folder] });
		expect(() => wire.sim.seed({ folders: [folder] })).toThrow('is taken');
	});

	test('the demo is whole, lies in the past, and holds the deal of the story', async () => {
		wire.sim.reset();
		wire.sim.clock.set('2026-05-04T09:00:00.000Z');
		wire.sim.seed(netHuntDemo(wire.sim.clock.now()));
		const folders: Array<{ id: string; name: string }> = await wire.get('triggers/readable-folder');
		expect(folders.map(({ name }) => name)).toEqual(['Deals', 'Contacts', 'Companies']);
		expect(await wire.get(`triggers/new-record/${folders[0]?.id}?since=2026-05-04T08:30:00Z`)).toEqual([]);
		const story = wire.sim.act.getRecord({ record: netHuntStory.deal });
		expect(story).toMatchObject({ id: netHuntStory.dealId, fields: { [netHuntStory.field]: netHuntStory.from } });
		const won = wire.sim.act.setField({ record: netHuntStory.deal, field: netHuntStory.field, value: netHuntStory.to });
		expect(won.fields.Status).toBe('Won');
		wire.sim.act.setField({ record: netHuntStory.deal, field: netHuntStory.answerField, value: 'Done' });
		expect(
			(
				await wire.send(
					'GET',
					'triggers/auth-test',
					undefined,
					basic('iryna@worksection.example', 'sandbox-api-key-iryna'),
				)
			).status,
		).toBe(200);
	});

	test('the state over HTTP shows folders, counts and records, but no key', async () => {
		wire.deal('A');
		const text = await (await fetch(`${wire.sim.url}/_sandbox/state`)).text();
		expect(JSON.parse(text)).toMatchObject({
			folders: [{ name: 'Deals', counts: { records: 1, changes: 1 }, records: [{ fields: { Name: 'A' } }] }],
		});
		expect(text).not.toContain('sandbox-api-key');
	});

	test('acts over HTTP do the same', async () => {
		wire.deal('A');
		const act = (name: string, body: object) =>
			fetch(`${wire.sim.url}/_sandbox/act/${name}`, { method: 'POST', body: JSON.stringify(body) });
		expect(await (await act('setField', { record: 'A', field: 'Status', value: 'Won' })).json()).toMatchObject({
			fields: { Status: 'Won' },
		});
		const refused = await act('setField', { record: 'A', value: 'Won' });
		expect([refused.status, await refused.json()]).toEqual([400, { error: 'field: a text is needed.' }]);
	});
});

test('100,000 records: polls and searches find the few that count', async () => {
	const records = Array.from({ length: 100_000 }, (_, at) => ({
		fields: { Name: `Customer ${at}`, Tags: [`c${at}@big.test`] },
	}));
	wire.sim.seed({
		folders: [
			{
				id: '5eed0000000000000000b199',
				name: 'Big',
				fields: ['Name', { name: 'Tags', multiple: true }, 'Note'],
				records,
			},
		],
	});
	const big = '5eed0000000000000000b199';
	const since = wire.now();
	for (const at of [5, 500, 99_999]) {
		wire.sim.clock.advance(1);
		wire.sim.act.setField({
			record: wire.sim.act.createRecord({ folder: 'Big', fields: { Name: `New ${at}` } }).id,
			field: 'Note',
			value: 'x',
		});
	}
	expect(names(await wire.get(`triggers/updated-record/${big}?since=${since}&limit=1000`))).toEqual([
		'New 99999',
		'New 500',
		'New 5',
	]);
	expect(await wire.get(`triggers/record-change/${big}?since=${since}&fieldName=Note`)).toHaveLength(3);
	expect(
		names(await wire.get(`searches/find-record/${big}?query=${encodeURIComponent('Tags:"c77777@big.test"')}`)),
	).toEqual(['Customer 77777']);
	expect(await wire.get(`triggers/new-record/${big}?limit=50000`)).toHaveLength(10_000);
});
