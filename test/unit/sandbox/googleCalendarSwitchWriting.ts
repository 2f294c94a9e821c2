import { hour, MEETINGS, piotr, refusal, timed } from './googleCalendarKit';
import type { Looks, Row } from './googleCalendarSwitchLooks';

export function switchWriting(looks: Looks): Row[] {
	const { add, deleted, act, properties, invited, patchInvited } = looks;
	const status = async (id = 'event1') => (await looks.kit.get(id)).json.status;
	return [
		[
			'tombstoneInsert',
			async () => {
				await deleted();
				return (await add()).status;
			},
			[
				['duplicate', 409],
				['revives', 200],
			],
		],
		[
			'writeToDeleted',
			async () => {
				await deleted();
				return [(await looks.kit.patch('event1', { summary: 'x' })).status, await status()];
			},
			[
				['staysDeleted', [200, 'cancelled']],
				['restores', [200, 'confirmed']],
				['refused', [403, 'cancelled']],
			],
		],
		[
			'patchMixesTimes',
			async () => {
				await add();
				const { json } = await looks.kit.patch('event1', {
					start: { date: '2026-05-05' },
					end: { date: '2026-05-06' },
				});
				return json.start ?? json.error.code;
			},
			[
				['refused', 400],
				['replaces', { date: '2026-05-05' }],
			],
		],
		[
			'emptyAllDay',
			async () => refusal(await looks.kit.insert({ start: { date: '2026-05-05' }, end: { date: '2026-05-05' } })),
			[
				['refused', [400, 'timeRangeEmpty']],
				['accepted', [200, undefined]],
			],
		],
		[
			'timeThatComesTwice',
			async () => (await looks.kit.insert(timed('2026-10-25T02:30:00', '2026-10-25T04:00:00'))).json.start.dateTime,
			[
				['first', '2026-10-25T02:30:00+02:00'],
				['second', '2026-10-25T02:30:00+01:00'],
			],
		],
		[
			'propertiesTooLong',
			() => properties({ a: '1', ['k'.repeat(45)]: '2' }),
			[
				['silent', { a: '1' }],
				['refused', 'invalid'],
			],
		],
		[
			'unchangedWriteTouches',
			async () => {
				const { etag } = (await add()).json;
				return (await looks.kit.patch('event1', { summary: 'event1' })).json.etag === etag;
			},
			[
				[true, false],
				[false, true],
			],
		],
		[
			'nonOrganizerWrites',
			async () => {
				invited();
				return [await patchInvited({ summary: 'x' }), await patchInvited({ colorId: '3' })];
			},
			[
				['ownFields', [403, 200]],
				['none', [403, 403]],
				['all', [200, 200]],
			],
		],
		[
			'deleteAgainStatus',
			async () => {
				await deleted();
				return refusal(await looks.kit.remove('event1'));
			},
			[
				[410, [410, 'deleted']],
				[404, [404, 'notFound']],
			],
		],
		[
			'moveKeepsPrivate',
			async () => {
				await add('event1', { extendedProperties: { private: { k: 'v' } } });
				const { json } = await looks.kit.send('POST', `${looks.kit.events()}/event1/move?destination=primary`);
				return json.extendedProperties?.private;
			},
			[
				[true, { k: 'v' }],
				[false, undefined],
			],
		],
		[
			'copyKeepsPrivate',
			async () => {
				await add('event1', { extendedProperties: { private: { k: 'v' } } });
				return act().copyEvent({ calendar: MEETINGS, event: 'event1' }).extendedProperties;
			},
			[
				[true, { private: { k: 'v' } }],
				[false, {}],
			],
		],
		[
			'screenWritesHtml',
			async () => {
				await add('event1', { description: 'a\nb' });
				act().editEvent({ calendar: MEETINGS, event: 'event1', summary: 'x' });
				const untouched = looks.description();
				act().editEvent({ calendar: MEETINGS, event: 'event1', description: 'c & d' });
				return [untouched, looks.description()];
			},
			[
				['description', ['a\nb', 'c &amp; d']],
				['anyEdit', ['a<br>b', 'c &amp; d']],
				['never', ['a\nb', 'c & d']],
			],
		],
		[
			'createdPrecisionMs',
			async () => {
				looks.kit.sim.clock.advance(1234);
				return (await add()).json.created;
			},
			[
				[1000, '2026-05-04T09:00:01.000Z'],
				[1, '2026-05-04T09:00:01.234Z'],
			],
		],
		[
			'guestCopies',
			async () => {
				await add('event1', { ...hour(5), attendees: [{ email: piotr.email }] });
				return act().getEvents({ calendar: piotr.email }).length;
			},
			[
				[true, 1],
				[false, 0],
			],
		],
	];
}
