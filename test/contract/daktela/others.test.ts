import type { IDataObject } from 'n8n-workflow';

import type { DaktelaSimulator } from '../../../sandbox/daktela';
import { actionsOf, apiFor, execute, failure, fill, fixed, startWorld, syncOf } from './world';

let sim: DaktelaSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const many = (resource: string, more: IDataObject = {}) => ({
	resource,
	operation: 'getMany',
	returnAll: true,
	simplify: true,
	...more,
});
const conditions = (...rows: IDataObject[][]) => ({
	filterBy: 'conditions',
	groups: { rows: rows.map((one) => ({ logic: 'and', conditions: { rows: one } })) },
});

describe('Get Many', () => {
	it('reads as many as are wanted, flat', async () => {
		const { rows } = await execute(
			sim,
			many('contact', {
				returnAll: false,
				limit: 1,
				...conditions([{ field: 'name', operator: 'eq', value: 'jana_nova' }]),
			}),
		);
		expect(rows).toMatchObject([
			{
				name: 'jana_nova',
				account: 'blue_harbor',
				account_title: 'Blue Harbor Bakery',
				customFields: { email: 'jana@blueharbor.example' },
				edited: '2026-02-01T10:00:00.000Z',
			},
		]);
		expect(rows[0]).not.toHaveProperty('_sys');
	});

	it('leaves rows as Daktela has them where they are not to be simplified', async () => {
		const { rows } = await execute(
			sim,
			many('contact', { simplify: false, ...conditions([{ field: 'name', operator: 'eq', value: 'jana_nova' }]) }),
		);
		expect(rows[0]).toMatchObject({ account: { name: 'blue_harbor' }, edited: '2026-02-01 11:00:00' });
	});

	it.each([
		['eq', 'jana_nova', ['jana_nova']],
		['in', 'jana_nova, karel_hora', ['jana_nova', 'karel_hora']],
		['in', '["jana_nova"]', ['jana_nova']],
		['like', 'jana', ['jana_nova']],
		['like', 'kar%', ['karel_hora']],
		['begins', 'jana', ['jana_nova']],
		['isnotnull', undefined, ['jana_nova', 'karel_hora']],
		['custom', 'jana_nova', ['jana_nova']],
	])('filters by %s %s', async (operator, value, names) => {
		const condition = { field: 'name', operator, customOperator: 'eq', ...(value !== undefined && { value }) };
		const { rows } = await execute(
			sim,
			many('contact', conditions([condition], [{ field: 'name', operator: 'in', value: 'jana_nova,karel_hora' }])),
		);
		expect(rows.map(({ name }) => name)).toEqual(names);
	});

	it('takes groups, and groups within groups as JSON, sorts and reads only the columns that are chosen', async () => {
		const either = {
			...conditions(
				[{ field: 'name', operator: 'eq', value: 'jana_nova' }],
				[{ field: 'lastname', operator: 'eq', value: 'Hora' }],
			),
			combine: 'or',
		};
		const sort = { rows: [{ field: 'name', dir: 'desc' }] };
		const { rows } = await execute(sim, many('contact', { ...either, sort, options: { columns: ['lastname'] } }));
		expect(rows).toEqual([
			{ name: 'karel_hora', lastname: 'Hora' },
			{ name: 'jana_nova', lastname: 'Nová' },
		]);
		const filterJson = JSON.stringify({
			logic: 'and',
			filters: [
				{ logic: 'or', filters: [{ field: 'account', operator: 'eq', value: 'blue_harbor' }] },
				{ field: 'account.title', operator: 'begins', value: 'Blue' },
			],
		});
		expect((await execute(sim, many('contact', { filterBy: 'json', filterJson }))).rows.length).toBeGreaterThan(0);
		expect(
			(await failure(execute(sim, many('contact', { filterBy: 'json', filterJson: '{"filters":[]}' })))).message,
		).toContain('Filter (JSON)');
	});

	it('puts points in time into the zone of Daktela', async () => {
		const since = (value: string) =>
			execute(sim, many('contact', conditions([{ field: 'edited', operator: 'gte', value }])));
		expect((await since('2026-02-01T10:00:00.000Z')).rows.length).toBeGreaterThan(0);
		expect((await since('2026-02-01T10:00:01.000Z')).rows).toEqual([]);
	});

	it('reads thousands page by page', async () => {
		sim.seed({
			accounts: Array.from({ length: 2500 }, (_, n) => ({ name: `bulk${n}`, title: `T${n}`, database: 'default' })),
		});
		const { rows, sent } = await execute(sim, many('account', { options: { columns: ['title'] } }));
		expect(new Set(rows.map(({ name }) => name)).size).toBe(2502);
		expect(sent.GET).toBe(3);
	});
});

describe('one record', () => {
	it('is read, created, updated and deleted', async () => {
		const create = {
			resource: 'contact',
			operation: 'create',
			database: 'default',
			...fixed({ title: 'Nová Eva', firstname: 'Eva' }),
			ifMissing: 'fail',
		};
		const [created] = (await execute(sim, create)).rows;
		expect(created).toMatchObject({ title: 'Nová Eva', sync: { action: 'created' } });
		const key = String(created!.name);
		const update = {
			resource: 'contact',
			operation: 'update',
			record: key,
			...fixed({ firstname: 'Jana' }),
			ifMissing: 'fail',
		};
		expect(actionsOf((await execute(sim, update)).rows)).toEqual(['updated']);
		expect((await execute(sim, update)).sent).toEqual({ GET: 1 });
		const remove = { resource: 'contact', operation: 'delete', record: key };
		expect((await execute(sim, { ...remove, dryRun: true })).rows[0]).toMatchObject({
			dryRun: true,
			firstname: 'Jana',
		});
		expect((await execute(sim, remove)).rows[0]).toMatchObject({ deleted: true, sync: { action: 'deleted' } });
		expect((await failure(execute(sim, remove))).message).toContain('was deleted');
		expect(actionsOf((await execute(sim, { ...remove, options: { ifGone: 'skip' } })).rows)).toEqual(['skipped']);
		expect(actionsOf((await execute(sim, { ...update, options: { ifGone: 'skip' } })).rows)).toEqual(['skipped']);
		expect((await failure(execute(sim, update))).message).toContain(key);
		expect((await failure(execute(sim, { resource: 'contact', operation: 'get', record: key }))).message).toContain(
			`"${key}"`,
		);
	});

	it('is deleted once when the answer is lost', async () => {
		sim.faults.inject({ match: { path: 'contacts.delete' }, reset: 'after' });
		expect(
			actionsOf((await execute(sim, { resource: 'contact', operation: 'delete', record: 'karel_hora' })).rows),
		).toEqual(['deleted']);
		expect(await (await apiFor(sim)).find('contacts', 'karel_hora')).toBeUndefined();
	});

	it('may have a key that must be encoded', async () => {
		const key = 'ABC/123 ž%';
		const create = {
			resource: 'account',
			operation: 'create',
			database: 'default',
			...fixed({ name: key, title: 'A' }),
		};
		expect((await execute(sim, create)).rows[0]).toMatchObject({ name: key });
		expect(
			(await execute(sim, { resource: 'account', operation: 'get', record: key, simplify: true })).rows[0],
		).toMatchObject({ name: key });
	});
});

describe('databases and record types', () => {
	it('are listed', async () => {
		const { rows } = await execute(sim, { resource: 'database', operation: 'getMany', contains: 'part' });
		expect(rows).toMatchObject([{ name: 'partners', title: 'Partners' }]);
	});

	it.each(['missing', 'forbidden'] as const)(
		'are gathered from rows where Daktela does not list them (%s)',
		async (present) => {
			sim.switches.crmDefinitionEndpoints = present;
			const { rows, hints } = await execute(sim, { resource: 'database', operation: 'getMany', contains: '' });
			expect(rows.map(({ name }) => name)).toContain('default');
			expect(hints.join(' ')).toContain('existing rows');
			const types = await execute(sim, { resource: 'recordType', operation: 'getMany', contains: '' });
			expect(types.rows.map(({ name }) => name)).toEqual(['order']);
		},
	);
});

describe('attachments', () => {
	const file = { name: 'invoice.pdf', mimeType: 'application/pdf', data: Buffer.from('%PDF-1.4 test') };
	const upload = { resource: 'crmRecord', operation: 'uploadAttachment', record: 'order_1001', property: 'data' };

	it.each(['root', 'api'] as const)('are uploaded once (%s)', async (uploadPath) => {
		sim.switches.uploadPath = uploadPath;
		expect(actionsOf((await execute(sim, upload, [{}], { file })).rows)).toEqual(['updated']);
		const again = await execute(sim, upload, [{}], { file });
		expect([actionsOf(again.rows), again.sent]).toEqual([['unchanged'], { GET: 1 }]);
		expect(
			(await execute(sim, { ...upload, dryRun: true, options: { fileName: 'b.pdf' } }, [{}], { file })).sent,
		).toEqual({ GET: 1 });
	});

	it('are not added twice when the answer is lost', async () => {
		sim.faults.inject({ match: { path: 'crmRecords.update' }, reset: 'after' });
		expect(actionsOf((await execute(sim, upload, [{}], { file })).rows)).toEqual(['updated']);
		expect(sim.requests.count({ method: 'PUT' })).toBe(1);
	});

	it('that may be there twice are left to a person when the answer is lost', async () => {
		await execute(sim, upload, [{}], { file });
		sim.faults.inject({ match: { path: 'crmRecords.update' }, reset: 'before' });
		const again = { ...upload, options: { ifThere: 'add' } };
		expect((await failure(execute(sim, again, [{}], { file }))).message).toContain('may have been written');
	});

	it('need a record', async () => {
		expect((await failure(execute(sim, { ...upload, record: 'none' }, [{}], { file }))).message).toContain('none');
	});
});

describe('Any Resource', () => {
	const any = (operation: string, more: IDataObject) => ({
		resource: 'anyResource',
		operation,
		path: 'statuses',
		keyField: 'name',
		...more,
	});

	it('does for everything else what the others do for theirs', async () => {
		const created = await execute(sim, any('create', { body: '{"name": "late", "title": "Late"}' }));
		expect(actionsOf(created.rows)).toEqual(['created']);
		const update = any('update', { record: 'late', body: '{"title": "Too late"}' });
		expect(syncOf((await execute(sim, { ...update, dryRun: true })).rows[0])).toMatchObject({
			changes: { title: { from: 'Late', to: 'Too late' } },
		});
		expect(actionsOf((await execute(sim, update)).rows)).toEqual(['updated']);
		expect((await execute(sim, update)).sent).toEqual({ GET: 1 });
		expect((await execute(sim, any('get', { record: 'late', simplify: true }))).rows[0]).toMatchObject({
			title: 'Too late',
		});
		expect(
			(await execute(sim, any('getMany', { returnAll: true, simplify: true }))).rows.map(({ name }) => name),
		).toContain('late');
		expect(actionsOf((await execute(sim, any('delete', { record: 'late' }))).rows)).toEqual(['deleted']);
		expect((await failure(execute(sim, any('get', { path: 'a?b', record: 'x' })))).message).toContain('no resource');
		expect((await failure(execute(sim, any('create', { body: '[1]' })))).message).toContain('must be an object');
	});
});
