import type { Looks, Row } from './daktelaSwitchKit';
import { where, type Wire } from './daktelaWire';

/** The query language. */
export function switchQueries(wire: () => Wire, { status }: Looks): Row[] {
	const three = () => {
		for (const name of ['ann', 'bob', 'cid']) wire().contact(name, name === 'ann' ? { account: 'acme' } : {});
	};
	const found = async (query: string) => (three(), await wire().names(`contacts.json?${query}`));
	const grown = async (query: string) => {
		wire().sim.act.grow({ count: 120 });
		const { json, status: code } = await wire().get(`contacts?${query}`);
		return json.result?.data.length ?? code;
	};
	const statusOf = (query: string) => status(wire().get(`contacts?${query}`));
	return [
		[
			'defaultTake',
			() => grown(''),
			[
				[100, 100],
				[25, 25],
			],
		],
		[
			'maxTake',
			() => grown('take=110'),
			[
				[1000, 110],
				[50, 50],
			],
		],
		[
			'takeOverMax',
			() => grown('take=5000'),
			[
				['capped', 120],
				['400', 400],
			],
		],
		[
			'defaultOrder',
			() => found(''),
			[
				['name', ['ann', 'bob', 'cid']],
				['newest', ['cid', 'bob', 'ann']],
			],
		],
		[
			'tieOrder',
			async () => {
				wire().sim.act.grow({ count: 30, stepMs: 0 });
				const page = () => wire().names('contacts?fields=name&sort[0][field]=edited');
				const [first, second] = [await page(), await page()];
				return [first.join() === second.join(), new Set([...first, ...second]).size];
			},
			[
				['name', [true, 30]],
				['shuffled', [false, 30]],
			],
		],
		[
			'likeWithoutPercent',
			() => found(where('name', 'like', 'b')),
			[
				['exact', []],
				['contains', ['bob']],
			],
		],
		[
			'caseInsensitive',
			async () => [
				await found(where('name', 'eq', 'ANN')),
				await wire().names(`contacts?${where('name', 'lte', 'BOB')}`),
			],
			[
				[false, [[], []]],
				[true, [['ann'], ['ann', 'bob']]],
			],
		],
		[
			'notMatchesNull',
			() => found(where('account', 'neq', 'zeta')),
			[
				[false, ['ann']],
				[true, ['ann', 'bob', 'cid']],
			],
		],
		[
			'unknownFilterField',
			async () => {
				three();
				const { json, status: code } = await wire().get(`contacts?${where('nothing', 'eq', '1')}`);
				return json.result?.total ?? code;
			},
			[
				['400', 400],
				['ignored', 3],
				['nothing', 0],
			],
		],
		[
			'unknownOperator',
			() => statusOf(where('name', 'resembles', 'x')),
			[
				['400', 400],
				['ignored', 200],
			],
		],
		[
			'zonedFilterDate',
			async () => {
				three();
				const { json, status: code } = await wire().get(`contacts?${where('edited', 'gte', '2026-05-04T11:02:00Z')}`);
				return json.result?.total ?? code;
			},
			[
				['wall', 2],
				['400', 400],
			],
		],
		[
			'activityDateFilter',
			async () => {
				wire().sim.act.createTicket({ name: 1, title: 'T' });
				const date = where('time', 'gte', '2026-01-01');
				const paths = [
					`tickets/1/activities?${date}`,
					`activitiesSms?${date}`,
					`activities?${date}`,
					'tickets/1/activities',
				];
				return await Promise.all(paths.map((path) => status(wire().get(path))));
			},
			[
				['accepted', [200, 200, 200, 200]],
				['400', [400, 400, 200, 200]],
			],
		],
	];
}
