import type { Looks, Row } from './salesforceSwitchLooks';

const ALL = 'SELECT Id, LastName FROM Contact';

export function switchReading(looks: Looks): Row[] {
	const { total, grow, names, codeOf } = looks;
	const page = async (headers: Record<string, string> = {}) => (await looks.wire.query(ALL, headers)).json;
	const next = (url: string) => looks.wire.get(looks.wire.sim.url + url);
	const span = (kind: string) =>
		looks.wire.get(`sobjects/Contact/${kind}/?start=2026-05-04T08:00:00Z&end=2026-05-04T09:00:00Z`);
	return [
		[
			'newestVersion',
			async () => (await looks.wire.get('v67.0/limits')).status,
			[
				[66, 404],
				[67, 200],
			],
		],
		[
			'oldestVersion',
			async () => (await looks.wire.get('v31.0/limits')).status,
			[
				[31, 200],
				[40, 404],
			],
		],
		[
			'pageSize',
			async () => (grow(2100), (await page()).records.length),
			[
				[2000, 2000],
				[50, 50],
			],
		],
		[
			'batchSizeHint',
			async () => (grow(2100), (await page({ 'Sforce-Query-Options': 'batchSize=400' })).records.length),
			[
				['honoured', 400],
				['ignored', 2000],
				['undercut', 300],
			],
		],
		[
			'locatorHours',
			async () => {
				grow(2100);
				const { nextRecordsUrl } = await page();
				looks.wire.sim.clock.advance(90 * 60_000);
				return codeOf(await next(nextRecordsUrl));
			},
			[
				[48, 'ok'],
				[1, 'INVALID_QUERY_LOCATOR'],
			],
		],
		[
			'openLocators',
			async () => {
				grow(2100);
				const { nextRecordsUrl } = await page();
				await page();
				return codeOf(await next(nextRecordsUrl));
			},
			[
				[10, 'ok'],
				[1, 'INVALID_QUERY_LOCATOR'],
			],
		],
		[
			'locatorRows',
			async () => {
				const { last } = grow(2001);
				const { nextRecordsUrl } = await page();
				looks.wire.sim.act.setField({ record: last, field: 'LastName', value: 'New' });
				return (await next(nextRecordsUrl)).json.records[0].LastName;
			},
			[
				['asQueried', 'Grown 002001'],
				['current', 'New'],
			],
		],
		[
			'uriLimit',
			async () => (await looks.wire.get(`limits?${'x'.repeat(1000)}`)).status,
			[
				[16_384, 200],
				[500, 414],
			],
		],
		[
			'uriTooLong',
			async () => (await looks.wire.get(`limits?${'x'.repeat(17_000)}`)).status,
			[
				[414, 414],
				[431, 431],
			],
		],
		[
			'mixedLogic',
			async () => {
				looks.wire.contact({ LastName: 'A', Title: 'T' });
				return codeOf(await looks.wire.query(`${ALL} WHERE Title = 'X' AND Title = 'Y' OR LastName = 'A'`));
			},
			[
				['refused', 'MALFORMED_QUERY'],
				['accepted', 'ok'],
			],
		],
		[
			'stampPrecisionMs',
			async () => {
				looks.wire.sim.clock.advance(123);
				looks.wire.contact();
				const where = 'WHERE SystemModstamp > 2026-05-04T09:00:01.100Z';
				return [(await looks.wire.rows('SELECT SystemModstamp FROM Contact'))[0].SystemModstamp, await total(where)];
			},
			[
				[1000, ['2026-05-04T09:00:01.000+0000', 0]],
				[1, ['2026-05-04T09:00:01.123+0000', 1]],
			],
		],
		[
			'hiddenField',
			async () => {
				looks.wire.contact({ Email: 'a@b.test' });
				looks.wire.sim.act.setFieldAccess({ object: 'Contact', field: 'Email', access: 'hidden' });
				const answer = await looks.wire.query('SELECT Email FROM Contact');
				return answer.json.records?.[0].Email ?? codeOf(answer);
			},
			[
				['error', 'INVALID_FIELD'],
				['empty', 'ok'],
			],
		],
		[
			'recycleBinDays',
			async () => {
				looks.wire.sim.act.deleteRecord({ record: looks.wire.contact() });
				looks.wire.sim.clock.advance(2 * 86_400_000);
				await looks.wire.signIn();
				return await total('', 'All');
			},
			[
				[15, 1],
				[1, 0],
			],
		],
		[
			'queryAllHasMerged',
			async () => {
				const [master, loser] = [looks.wire.contact(), looks.wire.contact()];
				looks.wire.sim.act.mergeRecords({ master, losers: [loser] });
				return await total('', 'All');
			},
			[
				[true, 2],
				[false, 1],
			],
		],
		[
			'parentTouchesChildren',
			async () => {
				const account = looks.wire.account('Blue');
				looks.wire.contact({ LastName: 'Child', AccountId: account });
				looks.wire.sim.clock.advance(60_000);
				looks.wire.sim.act.setField({ record: account, field: 'BillingCity', value: 'Brno' });
				return await names(`${ALL} WHERE SystemModstamp > 2026-05-04T09:00:30Z`);
			},
			[
				[false, []],
				[true, ['Child']],
			],
		],
		[
			'describe304',
			async () => {
				const since = (await looks.wire.get('sobjects')).headers.get('last-modified')!;
				return (await looks.wire.get('sobjects', { 'If-Modified-Since': since })).status;
			},
			[
				[true, 304],
				[false, 200],
			],
		],
		[
			'replicationLagSeconds',
			async () => (await span('updated')).json.latestDateCovered,
			[
				[60, '2026-05-04T08:59:00.000+0000'],
				[0, '2026-05-04T09:00:00.000+0000'],
			],
		],
		[
			'replicationIdLimit',
			async () => (grow(3), codeOf(await span('updated'))),
			[
				[600_000, 'ok'],
				[2, 'EXCEEDED_ID_LIMIT'],
			],
		],
		[
			'dailyLimit',
			async () => (await looks.wire.get('limits'), codeOf(await looks.wire.get('limits'))),
			[
				[15_000, 'ok'],
				[1, 'REQUEST_LIMIT_EXCEEDED'],
			],
		],
		[
			'limitInfo',
			async () => (await looks.wire.get('limits')).headers.get('sforce-limit-info'),
			[
				[true, 'api-usage=1/15000'],
				[false, null],
			],
		],
	];
}
