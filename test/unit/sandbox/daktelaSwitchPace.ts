import { sleep, type Looks, type Row } from './daktelaSwitchKit';
import { startReceiver, type Wire } from './daktelaWire';

/** Pace and Events. */
export function switchPace(wire: () => Wire, { status, soon }: Looks): Row[] {
	const whoim = () => wire().get('whoim');
	const statuses = async (count: number) =>
		(await Promise.all(Array.from({ length: count }, () => status(whoim())))).sort();
	/** What an Event sends when all that `happen` brings is sent. */
	const sent = async (
		happen: () => unknown,
		event: object = {},
		waits = () => wire().sim.act.settleEvents() as Promise<unknown>,
	) => {
		const hook = await startReceiver();
		wire().sim.act.addEvent({ kinds: ['*'], url: hook.url, ...event });
		if ('failing' in happen) hook.status = 500;
		await happen();
		await waits();
		await hook.close();
		return hook.received;
	};
	const rename = (title = 'New') => wire().sim.act.editAccount({ name: 'acme', title });
	const failing = Object.assign(() => rename(), { failing: true });
	const kinds = async (happen: () => unknown) => (await sent(happen)).map(({ body }) => JSON.parse(body).event);
	return [
		[
			'rateEvery',
			async () => [await statuses(1), await statuses(1)].flat(),
			[
				[0, [200, 200]],
				[2, [200, 429]],
			],
		],
		[
			'ratePerSecond',
			() => statuses(3),
			[
				[0, [200, 200, 200]],
				[1, [200, 429, 429]],
			],
		],
		[
			'retryAfter',
			async () => ((wire().sim.switches.rateEvery = 1), (await whoim()).headers.get('retry-after')),
			[
				['seconds', '1'],
				['date', 'Mon, 04 May 2026 09:00:01 GMT'],
				['none', null],
			],
		],
		[
			'retryAfterSeconds',
			async () => ((wire().sim.switches.rateEvery = 1), (await whoim()).headers.get('retry-after')),
			[
				[1, '1'],
				[30, '30'],
			],
		],
		[
			'maxConcurrent',
			async () => ((wire().sim.switches.workMs = 100), await statuses(2)),
			[
				[0, [200, 200]],
				[1, [200, 429]],
			],
		],
		[
			'overConcurrent',
			async () => (Object.assign(wire().sim.switches, { maxConcurrent: 1, workMs: 100 }), await statuses(2)),
			[
				['429', [200, 429]],
				['queue', [200, 200]],
			],
		],
		[
			'workMs',
			async () => ((wire().sim.switches.maxConcurrent = 1), await soon(whoim())),
			[
				[10, true],
				[800, false],
			],
		],
		[
			'slowEvery',
			() => soon(whoim()),
			[
				[0, true],
				[1, false],
			],
		],
		[
			'slowMs',
			async () => ((wire().sim.switches.slowEvery = 1), await soon(whoim())),
			[
				[1000, false],
				[0, true],
			],
		],
		[
			'apiWritesFireEvents',
			() => kinds(() => wire().put('accounts/acme', { title: 'B' })),
			[
				[true, ['account_update']],
				[false, []],
			],
		],
		[
			'recordEventWord',
			() => kinds(() => wire().sim.act.createRecord({ title: 'R' })),
			[
				['crmRecord', ['crmRecord_create']],
				['crmrecord', ['crmrecord_create']],
				['record', ['record_create']],
			],
		],
		[
			'eventData',
			async () => JSON.parse((await sent(() => rename()))[0]!.body).data,
			[
				['record', expect.objectContaining({ name: 'acme', user: expect.objectContaining({ title: 'Petra' }) })],
				['flat', expect.objectContaining({ name: 'acme', user: 'petra', edited: '2026-05-04 11:00:00' })],
				['changed', { title: 'New' }],
				['none', {}],
			],
		],
		[
			'eventEscapes',
			async () => (await sent(() => rename('A "b"'), { body: '{"title":"{{data.title}}"}' }))[0]?.body,
			[
				[true, '{"title":"A \\"b\\""}'],
				[false, '{"title":"A "b""}'],
			],
		],
		[
			'eventRetries',
			async () => (await sent(failing)).length,
			[
				[0, 1],
				[2, 3],
			],
		],
		[
			'eventRetryDelayMs',
			async () => {
				wire().sim.switches.eventRetries = 1;
				return (await sent(failing, {}, () => sleep(200))).length;
			},
			[
				[0, 2],
				[5000, 1],
			],
		],
		[
			'eventTimeoutMs',
			async () => {
				wire().sim.act.addEvent({
					kinds: ['*'],
					url: `${wire().sim.url}/api/v6/whoim.json?accessToken=petra-token`,
					method: 'GET',
				});
				Object.assign(wire().sim.switches, { slowEvery: 1, slowMs: 300 });
				rename();
				return (await wire().sim.act.settleEvents()).deliveries[0]?.status;
			},
			[
				[5000, 200],
				[20, 0],
			],
		],
		[
			'eventDuplicates',
			async () => (await sent(() => rename())).length,
			[
				[0, 1],
				[1, 2],
			],
		],
		[
			'eventOrder',
			async () => (await sent(() => [rename('1'), rename('2')])).map(({ body }) => JSON.parse(body).data.title),
			[
				['asHappened', ['1', '2']],
				['reversed', ['2', '1']],
			],
		],
	];
}
