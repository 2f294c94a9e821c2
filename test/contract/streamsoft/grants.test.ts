import './world';

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { linkDdl } from '../../../nodes/Streamsoft/data/links';
import { all, ANNA, failure, MEETING, startWorld, values, withApi } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
afterAll(async () => await sim.close());

/** The statements that the documentation gives to the administrator of the database. */
function documented(heading: string): string[] {
	const page = readFileSync(join(__dirname, '../../../docs/streamsoft.md'), 'utf8');
	const section = page.slice(page.indexOf(heading));
	const code = /```sql\n([\s\S]*?)```/.exec(section)![1]!;
	return code
		.split(';')
		.map((statement) => statement.trim())
		.filter((statement) => statement !== '');
}

const asAdministrator = async (statements: string[]) =>
	await withApi(sim, async (api) => {
		for (const sql of statements) await api.query({ sql, parameters: {}, limit: 1 }, true);
	});

test('the rights that the documentation names are enough, and none is missing from it', async () => {
	const { id } = await sim.act.addTask({
		type: MEETING,
		operator: ANNA,
		subject: 'Dawny',
		start: values.start,
		features: { Priorytet: 'niski' },
	});
	// Of the server's own way to sign in, which the simulator is set to.
	await asAdministrator([`CREATE USER N8N PASSWORD 'made-up1' USING PLUGIN Legacy_UserManager`]);
	const credential = { userName: 'N8N', password: 'made-up1' };
	const fault = await failure(withApi(sim, async (api) => await api.types(), credential));
	expect(fault).toMatchObject({
		kind: 'forbidden',
		message:
			'The database user N8N has no right SELECT on TABLE TYPZDARZENIA, which is needed to read the event types.',
	});
	await asAdministrator(
		await withApi(sim, async (api) =>
			linkDdl(await api.model())
				.split(';')
				.map((one) => one.trim())
				.filter(Boolean),
		),
	);
	await asAdministrator(
		documented('## A database user of its own').filter((statement) => !/^CREATE USER/i.test(statement)),
	);
	await withApi(
		sim,
		async (api) => {
			await api.checked();
			expect(await api.problems()).toEqual([]);
			expect(await api.operators()).toHaveLength(3);
			expect(await api.types()).toHaveLength(3);
			expect(await api.features()).toHaveLength(2);
			expect(await api.contractors()).toHaveLength(3);
			expect((await api.featureValues([id])).size).toBe(1);
			expect(await all(api.snapshot({}, { names: true }))).toHaveLength(1);
			const [fresh] = await api.reserveIds(1);
			const link = { system: 'NetHunt', id: 'a1' };
			expect(await api.write([{ do: 'insert', id: fresh, values, link }])).toMatchObject([{ state: 'written' }]);
			expect((await api.linked([link])).size).toBe(1);
			expect(
				await api.write([
					{ do: 'update', id, values: { subject: 'Nowy' } },
					{ do: 'cancel', id },
					{ do: 'remove', id },
				]),
			).toMatchObject([{ state: 'written' }, { state: 'written' }, { state: 'written' }]);
			await api.explore(['%ZDARZ%'], false);
			expect(
				await failure(
					api
						.query({ sql: 'SELECT * FROM OSOBAKONTRAH', parameters: {}, limit: 1 }, false)
						.then(async () => await api.query({ sql: 'DELETE FROM KONTRAH', parameters: {}, limit: 1 }, true)),
				),
			).toMatchObject({ kind: 'forbidden' });
		},
		credential,
	);
});
