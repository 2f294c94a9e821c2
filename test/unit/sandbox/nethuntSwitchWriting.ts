import type { Looks, Row } from './nethuntSwitchLooks';
import { names } from './nethuntWire';

export function switchWriting(looks: Looks): Row[] {
	const { find, changes, update, create, deal, edited } = looks;
	return [
		[
			'noMatch',
			async () => (await looks.wire.send('GET', `searches/find-record/${looks.wire.deals()}?query=nobody`)).status,
			[
				['empty', 200],
				['404', 404],
			],
		],
		[
			'findWithoutArgumentsStatus',
			async () => (await looks.wire.send('GET', `searches/find-record/${looks.wire.deals()}`)).status,
			[
				[400, 400],
				[500, 500],
			],
		],
		[
			'searchFuzzy',
			async () => (deal(), looks.wire.deal('Ab'), names(await find('query=Name:a'))),
			[
				[true, ['Ab', 'A']],
				[false, ['A']],
			],
		],
		[
			'trashFindable',
			async () => {
				const id = deal();
				looks.wire.sim.act.deleteRecord({ record: id });
				return (await find(`recordId=${id}`)).length;
			},
			[
				[false, 0],
				[true, 1],
			],
		],
		[
			'clearBy',
			async () => {
				const [a, b] = [deal({ Status: 'Won' }), deal({ Status: 'Won' })];
				const first = await update(a, { Status: { overwrite: true } });
				const second = await update(b, { Status: { remove: 'Won' } });
				return [first.fields.Status, second.fields.Status];
			},
			[
				['both', [undefined, undefined]],
				['overwrite', [undefined, 'Won']],
				['remove', ['Won', undefined]],
			],
		],
		[
			'addToFilled',
			async () => (await update(deal({ Status: 'Lead' }), { Status: { add: 'Won' } })).fields.Status,
			[
				['set', 'Won'],
				['ignored', 'Lead'],
			],
		],
		[
			'unknownField',
			async () => (await create({ Nome: 'A' })).status,
			[
				['ignored', 200],
				['400', 400],
			],
		],
		[
			'unknownOption',
			async () => (await create({ Status: 'On hold' })).status,
			[
				['400', 400],
				['accepted', 200],
			],
		],
		[
			'timeZoneApplies',
			async () => (await create({ 'Call at': '2026-06-01T10:00' }, 'Europe/Kyiv')).json.fields['Call at'],
			[
				[true, '2026-06-01T07:00:00.000Z'],
				[false, '2026-06-01T10:00:00.000Z'],
			],
		],
		[
			'unchangedIsChange',
			async () => (await changes(`since=${edited('Hot', true, true).since}`)).length,
			[
				[false, 0],
				[true, 1],
			],
		],
		[
			'unknownThreadStatus',
			async () =>
				(await looks.wire.send('POST', `actions/link-gmail-thread/${deal()}`, { gmailThreadId: 'ee' })).status,
			[
				[400, 400],
				[404, 404],
			],
		],
		[
			'forbiddenFolderStatus',
			async () => {
				looks.wire.sim.act.setRights({ user: 'user@nethunt.test', readable: [] });
				return (await looks.wire.send('GET', `triggers/new-record/${looks.wire.deals()}`)).status;
			},
			[
				[403, 403],
				[404, 404],
			],
		],
		[
			'planForbidden',
			async () => (await looks.wire.send('GET', 'triggers/auth-test')).status,
			[
				[false, 200],
				[true, 403],
			],
		],
		[
			'quota',
			async () => (
				await looks.wire.get('triggers/auth-test'),
				(await looks.wire.send('GET', 'triggers/auth-test')).status
			),
			[
				[0, 200],
				[1, 429],
			],
		],
		[
			'quotaStatus',
			async () => {
				looks.wire.sim.switches.quota = 1;
				await looks.wire.get('triggers/auth-test');
				return (await looks.wire.send('GET', 'triggers/auth-test')).status;
			},
			[
				[429, 429],
				[403, 403],
			],
		],
		[
			'burstPerSecond',
			async () => {
				const statuses: number[] = [];
				for (let at = 0; at < 3; at++) statuses.push((await looks.wire.send('GET', 'triggers/auth-test')).status);
				looks.wire.sim.clock.advance(1000);
				return [...statuses, (await looks.wire.send('GET', 'triggers/auth-test')).status];
			},
			[
				[0, [200, 200, 200, 200]],
				[2, [200, 200, 429, 200]],
			],
		],
		[
			'retryAfterSeconds',
			async () => {
				looks.wire.sim.switches.burstPerSecond = 1;
				await looks.wire.get('triggers/auth-test');
				return (await looks.wire.send('GET', 'triggers/auth-test')).headers.get('retry-after');
			},
			[
				[0, null],
				[9, '9'],
			],
		],
	];
}
