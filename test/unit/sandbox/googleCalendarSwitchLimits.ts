import { createServer } from 'node:http';
import { hour, piotr } from './googleCalendarKit';
import { DAY, type Looks, type Row } from './googleCalendarSwitchLooks';

export function switchLimits(looks: Looks): Row[] {
	const { statuses, refused } = looks;
	const list = () => looks.kit.list();
	return [
		[
			'userQuotaPerMinute',
			() => statuses(3, list),
			[
				[600, [200, 200, 200]],
				[2, [200, 200, 403]],
				[0, [200, 200, 200]],
			],
		],
		[
			'projectQuotaPerMinute',
			async () => {
				await list();
				await looks.kit.signIn(piotr);
				return (await looks.kit.send('GET', '/calendars/primary')).status;
			},
			[
				[10_000, 200],
				[1, 403],
				[0, 200],
			],
		],
		[
			'dailyQuota',
			async () => [refused(await list())[1], refused(await list())[1]],
			[
				[0, [undefined, undefined]],
				[1, [undefined, 'quotaExceeded']],
			],
		],
		[
			'patchCost',
			async () => {
				await looks.add();
				looks.kit.sim.switches.userQuotaPerMinute = 3;
				return [(await looks.kit.patch('event1', {})).status, (await list()).status];
			},
			[
				[3, [403, 200]],
				[1, [200, 200]],
			],
		],
		[
			'calendarBurst',
			async () => [...(await statuses(3, () => looks.kit.insert(hour(5)))), (await list()).status],
			[
				[0, [200, 200, 200, 200]],
				[2, [200, 200, 403, 200]],
			],
		],
		...(['rateLimitStatus', 'rateLimitReason', 'retryAfterSeconds'] as const).map((name): Row => {
			const seen = async () => {
				looks.kit.sim.switches.userQuotaPerMinute = 1;
				await list();
				const answer = await list();
				return {
					rateLimitStatus: answer.status,
					rateLimitReason: refused(answer)[1],
					retryAfterSeconds: answer.headers.get('retry-after'),
				}[name];
			};
			if (name === 'rateLimitStatus')
				return [
					name,
					seen,
					[
						[403, 403],
						[429, 429],
					],
				];
			if (name === 'retryAfterSeconds')
				return [
					name,
					seen,
					[
						[0, null],
						[9, '9'],
					],
				];
			return [
				name,
				seen,
				[
					['rateLimitExceeded', 'rateLimitExceeded'],
					['userRateLimitExceeded', 'userRateLimitExceeded'],
				],
			];
		}),
		[
			'batchOrder',
			async () => {
				const part = (id: number) =>
					`--x\r\nContent-Type: application/http\r\nContent-ID: ${id}\r\n\r\nGET /calendar/v3/colors\r\n\r\n`;
				const answer = await fetch(`${looks.kit.sim.url}/batch/calendar/v3`, {
					method: 'POST',
					headers: { authorization: `Bearer ${looks.kit.bearer}`, 'content-type': 'multipart/mixed; boundary=x' },
					body: `${part(1)}${part(2)}--x--`,
				});
				return [...(await answer.text()).matchAll(/response-(\d)/g)].map(([, id]) => id);
			},
			[
				['asSent', ['1', '2']],
				['reversed', ['2', '1']],
			],
		],
		...channelRows(looks),
	];
}

function channelRows(looks: Looks): Row[] {
	const watch = (address = 'http://127.0.0.1:9/') =>
		looks.kit.send('POST', `${looks.kit.events()}/watch`, { id: 'channel', type: 'web_hook', address });
	return [
		[
			'channelAddress',
			async () => (await watch()).status,
			[
				['httpsOrLoopback', 200],
				['https', 400],
			],
		],
		[
			'channelDays',
			async () => (Number((await watch()).json.expiration) - looks.kit.sim.clock.now().getTime()) / DAY,
			[
				[7, 7],
				[1, 1],
			],
		],
		[
			'notificationLoss',
			async () => {
				await watch();
				await looks.add();
				return (await looks.act().settleNotifications()).map(({ status }) => status);
			},
			[
				[0, [0, 0]],
				[1, [0, undefined]],
			],
		],
		[
			'notificationRetries',
			async () => {
				let tries = 0;
				const server = createServer((_, response) => void response.writeHead(500).end(String(++tries)));
				await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
				await watch(`http://127.0.0.1:${(server.address() as { port: number }).port}/`);
				await looks.act().settleNotifications();
				await new Promise((resolve) => server.close(resolve));
				return tries;
			},
			[
				[2, 3],
				[0, 1],
			],
		],
	];
}
