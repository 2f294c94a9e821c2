import type { Looks, Row } from './nethuntSwitchLooks';
import { names } from './nethuntWire';

export function switchPolling(looks: Looks): Row[] {
	const { created, updated, changes, update, deal, edited, lastActions } = looks;
	return [
		[
			'sinceInclusive',
			async () => (deal(), (await created(`since=${looks.wire.now()}`)).length),
			[
				[false, 0],
				[true, 1],
			],
		],
		[
			'order',
			async () => (deal(), looks.wire.deal('B'), names(await created())),
			[
				['newest', ['B', 'A']],
				['oldest', ['A', 'B']],
			],
		],
		[
			'changeOrder',
			async () => (edited('Hot', true, false), (await changes('limit=1'))[0].recordAction),
			[
				['newest', 'UPDATE'],
				['oldest', 'CREATE'],
			],
		],
		[
			'defaultLimit',
			async () => (deal(), deal(), (await created()).length),
			[
				[100, 2],
				[1, 1],
			],
		],
		[
			'cap',
			async () => (deal(), deal(), deal(), (await created('limit=50000')).length),
			[
				[10_000, 3],
				[2, 2],
			],
		],
		[
			'updatedCap',
			async () => (deal(), deal(), deal(), (await updated('limit=50000')).length),
			[
				[10_000, 3],
				[2, 2],
			],
		],
		[
			'changeCap',
			async () => (deal(), deal(), deal(), (await changes('limit=50000')).length),
			[
				[10_000, 3],
				[2, 2],
			],
		],
		[
			'updatedHoldsCreated',
			async () => (deal(), (await updated()).length),
			[
				[true, 1],
				[false, 0],
			],
		],
		[
			'fieldNameExactCase',
			async () => (deal(), (await changes('fieldName=name')).length),
			[
				[true, 0],
				[false, 1],
			],
		],
		[
			'unknownFieldName',
			async () => (await looks.wire.send('GET', `triggers/updated-record/${looks.wire.deals()}?fieldName=Gone`)).status,
			[
				['empty', 200],
				['400', 400],
			],
		],
		[
			'timePrecisionMs',
			async () => {
				looks.wire.sim.clock.set('2026-05-04T09:00:00.300Z');
				const id = looks.wire.sim.act.createRecord({ folder: 'Deals', fields: { Name: 'A' } }).id;
				looks.wire.sim.clock.advance(500);
				looks.wire.sim.act.setField({ record: id, field: 'Hot', value: true });
				return (await changes()).map(({ time }: { time: string }) => time.slice(17, 23));
			},
			[
				[1, ['00.800', '00.300']],
				[1000, ['00.000', '00.000']],
			],
		],
		[
			'lateCommitMs',
			async () => {
				deal();
				looks.wire.sim.switches.lateCommitMs = 0;
				looks.wire.deal('B');
				const before = names(await created());
				looks.wire.sim.clock.advance(60_000);
				return [before, names(await created())];
			},
			[
				[
					0,
					[
						['B', 'A'],
						['B', 'A'],
					],
				],
				[90_000, [['B'], ['B', 'A']]],
			],
		],
		[
			'includeRemove',
			async () => (edited('Status', 'Lead', 'Won'), (await lastActions()).Status.remove),
			[
				[true, 'Lead'],
				[false, undefined],
			],
		],
		[
			'includeOverwrite',
			async () => (edited('Status', 'Lead', 'Won'), (await lastActions()).Status.overwrite),
			[
				[true, true],
				[false, undefined],
			],
		],
		[
			'fieldActionsShape',
			async () => (edited('Status', 'Lead', 'Won'), lastActions()),
			[
				['map', { Status: { overwrite: true, remove: 'Lead', add: 'Won' } }],
				['array', [{ field: 'Status', oldValue: 'Lead', newValue: 'Won' }]],
			],
		],
		[
			'multiChange',
			async () => (edited('Tags', ['a', 'b'], ['b', 'c']), lastActions()),
			[
				['delta', { Tags: { remove: ['a'], add: ['c'] } }],
				['whole', { Tags: { overwrite: true, remove: ['a', 'b'], add: ['b', 'c'] } }],
			],
		],
		[
			'changeActionCase',
			async () => (deal(), (await changes())[0].recordAction),
			[
				['upper', 'CREATE'],
				['lower', 'create'],
			],
		],
		[
			'changeUserShape',
			async () => (deal(), (await changes())[0].user),
			[
				['object', { personalName: 'Sandbox User', emailAddress: 'user@nethunt.test' }],
				['string', 'user@nethunt.test'],
				['missing', undefined],
			],
		],
		[
			'createCarriesFields',
			async () => (deal(), lastActions()),
			[
				[true, { Name: { add: 'A' } }],
				[false, {}],
			],
		],
		[
			'deleteCarriesFields',
			async () => (looks.wire.sim.act.deleteRecord({ record: deal() }), lastActions()),
			[
				[false, {}],
				[true, { Name: { overwrite: true, remove: 'A' } }],
			],
		],
		[
			'deletePassesFieldFilter',
			async () => (looks.wire.sim.act.deleteRecord({ record: deal() }), (await changes('fieldName=Name')).length),
			[
				[false, 1],
				[true, 2],
			],
		],
		[
			'filteredShowsAllFields',
			async () => (deal({ Hot: true }), Object.keys((await changes('fieldName=Hot'))[0].fieldActions)),
			[
				[true, ['Name', 'Hot']],
				[false, ['Hot']],
			],
		],
		[
			'restoreAppearsAs',
			async () => {
				const id = deal();
				looks.wire.sim.act.deleteRecord({ record: id });
				looks.wire.sim.act.restoreRecord({ record: id });
				return (await changes())[0].recordAction;
			},
			[
				['CREATE', 'CREATE'],
				['UPDATE', 'UPDATE'],
				['nothing', 'DELETE'],
			],
		],
		[
			'apiUpdatesInChanges',
			async () => (await update(deal(), { Hot: { add: true } }), (await changes()).length),
			[
				[true, 2],
				[false, 1],
			],
		],
		[
			'historyNames',
			async () => {
				edited('Status', 'Lead', 'Won');
				looks.wire.sim.clock.advance(1);
				looks.wire.sim.act.renameField({ folder: 'Deals', field: 'Status', to: 'Stage' });
				return Object.keys(await lastActions());
			},
			[
				['current', ['Stage']],
				['asWritten', ['Status']],
			],
		],
	];
}
