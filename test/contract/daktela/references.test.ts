import type { DaktelaSimulator } from '../../../sandbox/daktela';
import { actionsOf, apiFor, execute, failure, fill, fixed, paths, startWorld, syncOf, upsert } from './world';

let sim: DaktelaSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

describe('a contact whose account is missing', () => {
	const withAccount = (ifMissing: string) =>
		upsert('contact', {
			...paths({ name: 'Id', lastname: 'LastName', account: 'AccountId' }),
			ifMissing,
			options: { keyPrefix: 'sf_' },
		});
	const items = [
		{ Id: '1', LastName: 'A', AccountId: '001' },
		{ Id: '2', LastName: 'B', AccountId: '002' },
	];
	beforeEach(() => void sim.seed({ accounts: [{ name: 'sf_001', title: 'One', database: 'default' }] }));

	it('fails by default, so that it comes again, and does not hold up the others', async () => {
		const { rows, sent } = await execute(sim, withAccount('fail'), items, { continueOnFail: true });
		expect(actionsOf(rows)).toEqual(['created', 'failed']);
		expect(rows[0]).toMatchObject({ account: 'sf_001', account_title: 'One' });
		expect(rows[1]!.error).toContain('Account "sf_002" is not in Daktela');
		expect(sent).toEqual({ GET: 2, POST: 1 });
	});

	it('is written without it and reported', async () => {
		const { rows, hints } = await execute(sim, withAccount('without'), items);
		expect(syncOf(rows[1])).toMatchObject({ action: 'created', reason: 'Account "sf_002" is not in Daktela.' });
		expect(hints.join(' ')).toContain('without it');
		expect((await (await apiFor(sim)).get('contacts', 'sf_2')).account ?? null).toBeNull();
	});

	it('keeps the old one', async () => {
		await execute(sim, withAccount('fail'), [items[0]!]);
		const moved = await execute(sim, withAccount('keep'), [{ Id: '1', LastName: 'C', AccountId: '002' }]);
		expect(moved.rows[0]).toMatchObject({ account: 'sf_001', lastname: 'C', sync: { action: 'updated' } });
		expect(syncOf(moved.rows[0]).reason).toContain('the old one stays');
		const again = await execute(sim, withAccount('keep'), [{ Id: '1', LastName: 'C', AccountId: '002' }]);
		expect(actionsOf(again.rows)).toEqual(['unchanged']);
	});

	it('is empty where it is written without it', async () => {
		await execute(sim, withAccount('fail'), [items[0]!]);
		const moved = await execute(sim, withAccount('without'), [{ Id: '1', LastName: 'A', AccountId: '002' }]);
		expect(moved.rows[0]).toMatchObject({ account: null });
	});

	it('looks up only accounts that would change, all of them at once', async () => {
		const many = Array.from({ length: 150 }, (_, n) => ({ Id: `c${n}`, LastName: 'A', AccountId: '001' }));
		expect((await execute(sim, withAccount('fail'), many)).sent).toEqual({ GET: 3, POST: 150 });
		expect((await execute(sim, withAccount('fail'), many)).sent).toEqual({ GET: 2 });
	});

	it('is no missing one when the lookup fails', async () => {
		sim.faults.inject({
			match: { path: 'accounts.list' },
			status: 400,
			body: JSON.stringify({ error: ['no'], result: null }),
		});
		const { rows } = await execute(sim, withAccount('without'), items, { continueOnFail: true });
		expect(actionsOf(rows)).toEqual(['failed', 'failed']);
	});
});

describe('CRM records, tickets and activities', () => {
	it('creates orders of the chosen type, open, and updates them by key', async () => {
		const orders = upsert('crmRecord', {
			...paths({
				name: 'No',
				title: 'Title',
				account: 'Account',
				'customFields.amount': 'Amount',
				'customFields.ordered': 'Ordered',
			}),
			type: 'order',
			ifMissing: 'fail',
		});
		const item = {
			No: 'o1',
			Title: 'Order 1',
			Account: 'blue_harbor',
			Amount: 1200.5,
			Ordered: '2026-01-31T23:30:00.000Z',
		};
		const { rows } = await execute(sim, orders, [item]);
		expect(rows[0]).toMatchObject({
			type: 'order',
			stage: 'OPEN',
			customFields: { amount: '1200.5' },
			sync: { action: 'created' },
		});
		expect(actionsOf((await execute(sim, orders, [item])).rows)).toEqual(['unchanged']);
		const closed = upsert('crmRecord', { ...fixed({ name: 'o1', stage: 'CLOSE' }), type: 'order' });
		expect(syncOf((await execute(sim, closed)).rows[0])).toMatchObject({
			changes: { stage: { from: 'OPEN', to: 'CLOSE' } },
		});
	});

	it('recognises tickets by the field that is chosen, since Daktela numbers them', async () => {
		const tickets = (title: string, description: string) =>
			upsert('ticket', { ...fixed({ title, description }), category: 'support', matchOn: ['title'] });
		const first = await execute(sim, tickets('Broken line', 'A'));
		expect(first.rows[0]).toMatchObject({ stage: 'OPEN', priority: 'MEDIUM', sync: { action: 'created' } });
		const second = await execute(sim, tickets('Broken line', 'B'));
		expect(second.rows[0]).toMatchObject({ name: first.rows[0]!.name, sync: { action: 'updated' } });
		expect(actionsOf((await execute(sim, tickets('Broken line', 'B'))).rows)).toEqual(['unchanged']);
		expect((await failure(execute(sim, { ...tickets('A', 'B'), matchOn: ['name'] }))).message).toContain(
			'numbers tickets',
		);
	});

	it('creates and updates activities', async () => {
		const activity = (title: string) => upsert('activity', fixed({ name: 'act_1', title, type: 'COMMENT' }));
		expect(actionsOf((await execute(sim, activity('A'))).rows)).toEqual(['created']);
		expect(actionsOf((await execute(sim, activity('B'))).rows)).toEqual(['updated']);
		expect(actionsOf((await execute(sim, activity('B'))).rows)).toEqual(['unchanged']);
	});
});
