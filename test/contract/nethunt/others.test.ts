import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';

import { NetHunt } from '../../../nodes/NetHunt/NetHunt.node';
import type { NetHuntSimulator } from '../../../sandbox/nethunt';
import { ACME, BOLT, DEALS, execute, fill, hostFor, startWorld, failure } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: NetHuntSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const run = async (parameters: IDataObject) =>
	(await execute(sim, { folder: DEALS, options: {}, since: '', onlyRecord: '', returnAll: true, ...parameters })).rows;

describe('the timeline of a record', () => {
	test('a comment is written and read', async () => {
		const made = await run({ resource: 'comment', operation: 'create', record: ACME, text: 'Call back' });
		expect(made).toMatchObject([{ recordId: ACME, text: 'Call back', sync: { action: 'created' } }]);
		expect(made[0]!.commentId).toEqual(expect.any(String));
		sim.act.addComment({ record: BOLT, text: 'Other' });
		const many = { resource: 'comment', operation: 'getMany' };
		expect(await run(many)).toHaveLength(2);
		expect(await run({ ...many, onlyRecord: ACME })).toMatchObject([{ text: 'Call back' }]);
		expect(await run({ ...many, since: '2026-02-01T11:00:00Z' })).toEqual([]);
	});

	test.each(['comment', 'callLog'])('a lost answer of a %s says that it may be there', async (resource) => {
		sim.faults.inject({ reset: 'after' });
		const parameters = { resource, operation: 'create', record: ACME, text: 'Hello', time: '', duration: 0 };
		const error = await failure(run(parameters));
		expect(error.message).toContain('may have been written');
		expect(error.description).toContain('before you run this again');
		expect(sim.requests.count({ method: 'POST' })).toBe(1);
	});

	test('a call is logged in the zone of the workflow', async () => {
		const call = { record: ACME, text: 'Talked', time: '2026-02-01T09:00:00', duration: 2.5 };
		await execute(sim, { resource: 'callLog', operation: 'create', folder: DEALS, options: {}, ...call }, [{}], {
			timezone: 'Europe/Kyiv',
		});
		expect(await run({ resource: 'callLog', operation: 'getMany' })).toMatchObject([
			{ text: 'Talked', time: '2026-02-01T07:00:00.000Z', duration: 2.5 },
		]);
	});

	test.each(['flat', 'nested'] as const)('files come as NetHunt tells them (%s)', async (shape) => {
		sim.switches.fileShape = shape;
		sim.act.addFile({ record: ACME, name: 'offer.pdf' });
		expect(JSON.stringify(await run({ resource: 'file', operation: 'getMany' }))).toContain('offer.pdf');
	});

	test.each([400, 404])('a Gmail thread is linked, an unknown one refused (%i)', async (status) => {
		sim.switches.unknownThreadStatus = status;
		const parameters = { resource: 'gmailThread', operation: 'link', record: ACME };
		const linked = await run({ ...parameters, gmailThreadId: ' 18c2f0a1b2c3d4e5 ' });
		expect(linked).toMatchObject([{ recordId: ACME, gmailThreadId: '18c2f0a1b2c3d4e5' }]);
		expect((await failure(run({ ...parameters, gmailThreadId: 'ffffffffffffffff' }))).message).toContain(
			'ffffffffffffffff',
		);
	});

	test('a record that is gone is named', async () => {
		sim.act.deleteRecord({ record: ACME });
		const error = await failure(run({ resource: 'comment', operation: 'create', record: ACME, text: 'Hello' }));
		expect(error.message).toContain(ACME);
	});
});

describe('folders, fields and lists', () => {
	test('folders and fields', async () => {
		sim.act.setRights({ user: 'user@nethunt.test', writable: ['Deals'] });
		const folders = async (access: string) =>
			(await run({ resource: 'folder', operation: 'getMany', access })).map(({ name }) => name);
		expect(await folders('readable')).toEqual(['Deals', 'Contacts']);
		expect(await folders('writable')).toEqual(['Deals']);
		expect((await run({ resource: 'folder', operation: 'getFields' })).map(({ name }) => name)).toContain('Status');
	});

	const { listSearch, loadOptions, resourceMapping } = new NetHunt().methods!;
	const host = (parameters: IDataObject) => hostFor(sim, { parameters }) as ILoadOptionsFunctions;

	test('folders and records are searched', async () => {
		expect((await listSearch!.folders!.call(host({}), 'con')).results).toMatchObject([{ name: 'Contacts' }]);
		const { results } = await listSearch!.records!.call(host({ folder: DEALS }), 'bol');
		expect(results).toMatchObject([{ name: 'Bolt', value: BOLT, url: expect.stringContaining('nethunt.com') }]);
		expect((await listSearch!.records!.call(host({ folder: DEALS }))).results).toHaveLength(2);
	});

	test('values are suggested by frequency, with the count, labels unchanged', async () => {
		for (const Status of ['On  hold', 'On  hold', 'New']) sim.act.createRecord({ folder: DEALS, fields: { Status } });
		const values = await loadOptions!.fieldValues!.call(host({ folder: DEALS, field: 'Status' }));
		expect(values.map(({ value }) => value)).toEqual(['New', 'On  hold', 'Negotiation']);
		expect(values[0]!.description).toContain('2 recent records');
	});

	test('columns of the mapper have the types that records show, and numbers stay texts, so that an empty one is not made 0', async () => {
		sim.act.setField({ record: ACME, field: 'Close date', value: '2026-03-01' });
		const { fields } = await resourceMapping!.columns!.call(host({ folder: DEALS }));
		const types = Object.fromEntries(fields.map(({ id, type }) => [id, type]));
		expect(types).toMatchObject({ Name: 'string', Amount: 'string', Email: 'array', 'Close date': 'string' });
		expect(fields.every(({ canBeUsedToMatch }) => canBeUsedToMatch)).toBe(true);
	});

	test('a list that cannot be read says why', async () => {
		sim.act.removeFolder({ folder: DEALS });
		const error = await failure(loadOptions!.fields!.call(host({ folder: DEALS })));
		expect(error.message).toContain(DEALS);
	});
});
