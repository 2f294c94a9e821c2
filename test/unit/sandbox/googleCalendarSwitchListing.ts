import { refusal } from './googleCalendarKit';
import { DAY, type Looks, type Row } from './googleCalendarSwitchLooks';

export function switchListing(looks: Looks): Row[] {
	const { add, deleted } = looks;
	const list = (query: Record<string, string> = {}) => looks.kit.list(query);
	const gives = async (query: Record<string, string>) => typeof (await list(query)).json.nextSyncToken;
	return [
		[
			'tombstones',
			async () => {
				await deleted();
				return (await looks.kit.get('event1')).json.summary;
			},
			[
				['idOnly', undefined],
				['full', 'event1'],
			],
		],
		[
			'pages',
			async () => {
				for (const id of ['event1', 'event2', 'event3']) await add(id);
				const first = (await list({ maxResults: '2' })).json;
				const second = (await list({ maxResults: '2', pageToken: first.nextPageToken })).json;
				return [first.items.length, second.items.length, typeof second.nextPageToken];
			},
			[
				['full', [2, 1, 'undefined']],
				['emptyBetween', [2, 0, 'string']],
				['half', [1, 1, 'string']],
			],
		],
		[
			'orderedListGivesToken',
			() => gives({ orderBy: 'updated' }),
			[
				[false, 'undefined'],
				[true, 'string'],
			],
		],
		[
			'singleEventsGivesToken',
			() => gives({ singleEvents: 'true' }),
			[
				[true, 'string'],
				[false, 'undefined'],
			],
		],
		[
			'tokenKeepsWindow',
			async () => {
				const syncToken = await looks.kit.syncToken({ timeMin: '2026-06-01T00:00:00Z' });
				await add();
				return await looks.kit.ids({ syncToken });
			},
			[
				[false, ['event1']],
				[true, []],
			],
		],
		[
			'otherParameters',
			async () => refusal(await list({ syncToken: await looks.kit.syncToken(), singleEvents: 'true' })),
			[
				['400', [400, 'invalid']],
				['410', [410, 'fullSyncRequired']],
				['accepted', [200, undefined]],
			],
		],
		[
			'pageWithoutSyncToken',
			async () => {
				const syncToken = await looks.kit.syncToken();
				for (const id of ['event1', 'event2']) await add(id);
				const { nextPageToken: pageToken } = (await list({ syncToken, maxResults: '1' })).json;
				const answer = await list({ pageToken });
				return answer.json.items?.map(({ id }: { id: string }) => id) ?? answer.status;
			},
			[
				['400', 400],
				['accepted', ['event2']],
			],
		],
		[
			'unknownSyncToken',
			async () => refusal(await list({ syncToken: 'nobody-gave-this' })),
			[
				[410, [410, 'fullSyncRequired']],
				[400, [400, 'invalid']],
			],
		],
		[
			'syncTokenDays',
			async () => {
				const syncToken = await looks.kit.syncToken();
				looks.kit.sim.clock.advance(10 * DAY);
				await looks.kit.signIn();
				return (await list({ syncToken })).status;
			},
			[
				[30, 200],
				[7, 410],
			],
		],
		[
			'updatedMinDays',
			async () => (await list({ updatedMin: '2026-04-20T09:00:00Z' })).status,
			[
				[21, 200],
				[7, 410],
			],
		],
		[
			'flakyEtags',
			async () => {
				const { etag } = (await add()).json;
				const syncToken = await looks.kit.syncToken();
				const { items } = (await list()).json;
				return [items[0].etag === etag, await looks.kit.ids({ syncToken })];
			},
			[
				[0, [true, []]],
				[1, [false, []]],
			],
		],
	];
}
