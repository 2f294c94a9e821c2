import type { Looks, Row } from './heliosGreenSwitchLooks';
import { all, browseXml, column, compare, contacts, rowsOf, sortBy, where } from './heliosGreenKit';

export function switchBrowse(looks: Looks): Row[] {
	const { state, contact, names } = looks;
	const first = async () => all(await contact('<bounds upper="1"/>'), 'DataRow')[0]!;
	return [
		[
			'browseNesting',
			async () => {
				const inner = browseXml(contacts);
				return [await state(inner), await state(`<BROWSE>${inner.replaceAll('BROWSE', 'browse')}</BROWSE>`)];
			},
			[
				['canonical', ['SUCCESS', 'FAIL system']],
				['wrapped', ['FAIL system', 'SUCCESS']],
			],
		],
		[
			'conditionValues',
			async () => {
				const attribute = '<compareCondition operator="equal" valueToCompare="1201"/>';
				const range = '<rangeCondition operator="between" minValue="1201" maxValue="1202"/>';
				return [
					await state(browseXml(contacts, where(['name', compare('equal', '1201')]))),
					await state(browseXml(contacts, where(['name', attribute], ['name', range]))),
				];
			},
			[
				['element', ['SUCCESS', 'FAIL system']],
				['attribute', ['FAIL system', 'SUCCESS']],
			],
		],
		[
			'datastoreIn',
			async () => all(await contact(), 'browse')[0]!.children.map(({ name }) => name),
			[
				['data', ['data']],
				['browse', ['Datastore']],
			],
		],
		[
			'rowsAs',
			async () => {
				const row = await first();
				return [Object.keys(row.attributes).length, row.children.length];
			},
			[
				['attributes', [8, 0]],
				['elements', [0, 8]],
			],
		],
		[
			'nullAs',
			async () => {
				const rows = all(await contact(), 'DataRow');
				const { attributes, children } = rows.find((row) => row.attributes.name === '1202')!;
				return [attributes.position, children.map(({ name }) => name)];
			},
			[
				['isNull', [undefined, ['position']]],
				['absent', [undefined, []]],
				['empty', ['', []]],
			],
		],
		[
			'definition',
			async () => all(await contact(), 'Column').length,
			[
				[true, 8],
				[false, 0],
			],
		],
		[
			'minusOneUnbounded',
			() => state(browseXml(contacts, '<bounds lower="1" upper="-1"/>')),
			[
				[true, 'SUCCESS'],
				[false, 'FAIL system'],
			],
		],
		[
			'rowCap',
			async () => (await names('<bounds lower="2" upper="-1"/>')).length,
			[
				[0, 3],
				[2, 2],
			],
		],
		[
			'overCap',
			async () => {
				looks.kit.sim.switches.rowCap = 3;
				return [
					await state(browseXml(contacts, '<bounds upper="4"/>')),
					await state(browseXml(contacts, '<bounds upper="3"/>')),
				];
			},
			[
				['cut', ['SUCCESS', 'SUCCESS']],
				['fail', ['FAIL application', 'SUCCESS']],
			],
		],
		[
			'dateFilter',
			async () => {
				// Local midnight between the first and the second; noon is what is asked for.
				for (const [record, at] of [
					[1201, '02T21:59:59'],
					[1202, '02T22:00:00'],
					[1203, '03T10:00:00'],
					[1204, '03T22:00:00'],
				] as const)
					looks.kit.sim.act.edit({ record, at: `2026-05-${at}Z` });
				const noon = '2026-05-03 12:00:00';
				const found: Record<string, string> = {};
				for (const operator of [
					'equal',
					'notEqual',
					'lessThan',
					'lessThanOrEqual',
					'greaterThan',
					'greaterThanOrEqual',
				])
					found[operator] = (await names(where(['updated', compare(operator, noon)]) + sortBy('name')))
						.join()
						.replaceAll('120', '');
				const range = `<rangeCondition operator="between"><minValue>2026-05-03</minValue><maxValue>2026-05-03T12:00:00</maxValue></rangeCondition>`;
				return {
					...found,
					range: (await names(where(['updated', range]) + sortBy('name'))).join().replaceAll('120', ''),
				};
			},
			[
				[
					'day',
					{
						equal: '2,3',
						notEqual: '1,4',
						lessThan: '1',
						lessThanOrEqual: '1,2,3',
						greaterThan: '4',
						greaterThanOrEqual: '2,3,4',
						range: '2,3',
					},
				],
				[
					'exact',
					{
						equal: '3',
						notEqual: '1,2,4',
						lessThan: '1,2',
						lessThanOrEqual: '1,2,3',
						greaterThan: '4',
						greaterThanOrEqual: '3,4',
						range: '2,3',
					},
				],
			],
		],
		[
			'textIgnoresCase',
			async () => {
				looks.kit.sim.act.edit({ record: 1203, name: 'alena' });
				const equal = await names(where(['title', compare('equal', 'ALENA')]));
				return [equal.length, (await names(sortBy('title')))[0]];
			},
			[
				[true, [1, '1203']],
				[false, [0, '1201']],
			],
		],
		[
			'tieOrder',
			async () => {
				const pages = [];
				for (const lower of [1, 3])
					pages.push(
						column(await contact(`<bounds lower="${lower}" upper="${lower + 1}"/>${sortBy('updated')}`), 'name'),
					);
				return pages;
			},
			[
				[
					'number',
					[
						['1201', '1202'],
						['1203', '1204'],
					],
				],
				[
					'unstable',
					[
						['1201', '1202'],
						['1202', '1201'],
					],
				],
			],
		],
		[
			'argumentsDemanded',
			async () => rowsOf(await looks.kit.process(browseXml({ folder: contacts.folder, template: 30023 }))).length,
			[
				[true, 0],
				[false, 4],
			],
		],
	];
}
