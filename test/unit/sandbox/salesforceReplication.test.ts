import { codes, openSalesforce, type Wire } from './salesforceWire';

let wire: Wire;
beforeAll(async () => {
	wire = await openSalesforce();
});
afterAll(() => wire.close());
beforeEach(() => wire.fill());

const grow = (count: number) => wire.sim.act.grow({ object: 'Contact', count });

describe('updated/ and deleted/', () => {
	// The clock jumps by hours.
	beforeEach(() => void (wire.sim.switches.sessionMinutes = 100_000));
	const between = (kind: string, start: string, end: string) =>
		wire.get(`sobjects/Contact/${kind}/?start=${encodeURIComponent(start)}&end=${encodeURIComponent(end)}`);

	test('cut the seconds off both ends and lag behind the clock', async () => {
		wire.sim.clock.set('2026-05-04T12:30:00Z');
		const first = wire.contact();
		wire.sim.clock.set('2026-05-04T12:35:10Z');
		wire.contact();
		const { json } = await between('updated', '2026-05-04T12:30:15Z', '2026-05-04T12:35:15Z');
		expect(json).toEqual({ ids: [first], latestDateCovered: '2026-05-04T12:34:11.000+0000' });
		const offset = await between('updated', '2026-05-04T14:30:15+02:00', '2026-05-04T14:35:15+0200');
		expect(offset.json.ids).toEqual([first]);
	});

	test('cover nothing that may still be committed', async () => {
		wire.sim.clock.set('2026-05-04T12:00:00Z');
		const { Id } = wire.sim.act.createRecord({ object: 'Contact', fields: { LastName: 'Late' }, lateMs: 300_000 });
		wire.sim.clock.set('2026-05-04T12:04:00Z');
		const early = (await between('updated', '2026-05-04T11:00:00Z', '2026-05-04T12:04:00Z')).json;
		expect(early).toEqual({ ids: [], latestDateCovered: '2026-05-04T11:59:59.000+0000' });
		wire.sim.clock.set('2026-05-04T12:06:00Z');
		const late = (await between('updated', '2026-05-04T11:59:59Z', '2026-05-04T12:06:00Z')).json;
		expect(late).toEqual({ ids: [Id], latestDateCovered: '2026-05-04T12:05:00.000+0000' });
	});

	test('deleted/ tells what is gone, even from the recycle bin', async () => {
		const one = wire.contact();
		const other = wire.contact();
		wire.sim.clock.set('2026-05-04T12:00:00Z');
		wire.sim.act.deleteRecord({ record: one });
		wire.sim.act.deleteRecord({ record: other });
		wire.sim.act.emptyRecycleBin({ object: 'Contact' });
		wire.sim.act.deleteRecord({ record: wire.contact() });
		wire.sim.clock.set('2026-05-04T12:10:00Z');
		const { json } = await between('deleted', '2026-05-04T12:00:00Z', '2026-05-04T12:10:00Z');
		expect(json.deletedRecords.map(({ id }: any) => id).slice(0, 2)).toEqual([one, other]);
		expect(json).toMatchObject({
			deletedRecords: [{ deletedDate: '2026-05-04T12:00:00.000+0000' }, {}, {}],
			earliestDateAvailable: '2026-04-19T12:10:00.000+0000',
			latestDateCovered: '2026-05-04T12:09:00.000+0000',
		});
		expect((await between('updated', '2026-05-04T11:00:00Z', '2026-05-04T12:10:00Z')).json.ids).toEqual([]);
	});

	test.each([
		['updated', '2026-04-03T09:00:00Z', 'INVALID_REPLICATION_DATE'],
		['updated', '2026-04-05T09:00:00Z', undefined],
		['updated', '2026-05-04T09:00:00Z', 'INVALID_REPLICATION_DATE'],
		['deleted', '2026-04-18T09:00:00Z', 'INVALID_REPLICATION_DATE'],
		['deleted', '2026-04-20T09:00:00Z', undefined],
		['deleted', '2026-05-04T08:59:30Z', 'INVALID_REPLICATION_DATE'],
		['updated', '2026-05-04T08:59:30Z', undefined],
		['updated', 'yesterday', 'INVALID_REPLICATION_DATE'],
	])('%s/ from %s', async (kind, start, code) => {
		expect((await between(kind, start, '2026-05-04T09:00:00Z')).json[0]?.errorCode).toBe(code);
	});

	test('are refused for too many ids, or before a purge of the log', async () => {
		wire.sim.switches.replicationIdLimit = 3;
		grow(4);
		const day = ['2026-05-04T00:00:00Z', '2026-05-04T09:00:00Z'] as const;
		expect(codes(await between('updated', ...day))).toEqual(['EXCEEDED_ID_LIMIT']);
		wire.sim.act.purgeDeleteLog({ before: '2026-05-04T08:00:00Z' });
		expect(codes(await between('deleted', ...day))).toEqual(['INVALID_REPLICATION_DATE']);
		expect((await between('deleted', '2026-05-04T08:00:00Z', day[1])).json.earliestDateAvailable).toBe(
			'2026-05-04T08:00:00.000+0000',
		);
	});
});
