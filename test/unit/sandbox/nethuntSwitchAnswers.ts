import type { Looks, Row } from './nethuntSwitchLooks';

export function switchAnswers(looks: Looks): Row[] {
	const { created, updated, update, create, deal, edited } = looks;
	return [
		[
			'wrapped',
			async () => (deal(), Object.keys(await created())),
			[
				['no', ['0']],
				['data', ['data']],
				['records', ['records']],
			],
		],
		[
			'authTestShape',
			async () => Array.isArray(await looks.wire.get('triggers/auth-test')),
			[
				['array', true],
				['object', false],
			],
		],
		[
			'folderFieldExtras',
			async () => (await looks.wire.get(`triggers/folder-field/${looks.wire.deals()}`))[1],
			[
				[false, { name: 'Status' }],
				[true, { name: 'Status', id: 'f2', type: 'select', options: ['Lead', 'Won', 'On  hold'] }],
			],
		],
		[
			'errorBody',
			async () => (await looks.wire.send('GET', 'triggers/nothing')).text,
			[
				['text', 'Not found'],
				['json', '{"message":"Not found"}'],
			],
		],
		[
			'createStatus',
			async () => (await create({})).status,
			[
				[200, 200],
				[201, 201],
			],
		],
		[
			'createCarriesId',
			async () => 'id' in (await create({})).json,
			[
				[false, false],
				[true, true],
			],
		],
		[
			'listsCarryRecordId',
			async () => (deal(), 'recordId' in (await created())[0]),
			[
				[true, true],
				[false, false],
			],
		],
		[
			'updatedIdIsEventId',
			async () =>
				(await updated(`limit=${deal().length}`)).map((r: { id: string; recordId: string }) => r.id === r.recordId),
			[
				[true, [false]],
				[false, [true]],
			],
		],
		[
			'newRecordCarriesUpdatedAt',
			async () => (deal(), 'updatedAt' in (await created())[0]),
			[
				[false, false],
				[true, true],
			],
		],
		[
			'deletedFlag',
			async () => (deal(), (await created())[0].deleted),
			[
				[false, undefined],
				[true, false],
			],
		],
		[
			'updateAnswer',
			async () => 'recordId' in (await update(deal(), { Hot: { add: true } })),
			[
				['part', false],
				['record', true],
			],
		],
		[
			'trashItemShape',
			async () => typeof (await looks.wire.post(`actions/delete-record/${deal()}`)).trashItemId,
			[
				['object', 'object'],
				['string', 'string'],
			],
		],
		[
			'fileShape',
			async () => (
				looks.wire.sim.act.addFile({ record: deal(), name: 'x' }),
				'file' in (await looks.wire.get(`triggers/new-gdrivefile/${looks.wire.deals()}`))[0]
			),
			[
				['flat', false],
				['nested', true],
			],
		],
		[
			'gmailAnswer',
			async () => (
				looks.wire.sim.act.addGmailThread({ id: 'ff' }),
				Object.keys(await looks.wire.post(`actions/link-gmail-thread/${deal()}`, { gmailThreadId: 'ff' }))
			),
			[
				['object', ['recordId', 'gmailThreadId']],
				['empty', []],
			],
		],
		[
			'userFieldShape',
			async () => (deal({ Owner: 'user@nethunt.test' }), (await created())[0].fields.Owner),
			[
				['string', 'user@nethunt.test'],
				['array', ['user@nethunt.test']],
				['object', { personalName: 'Sandbox User', emailAddress: 'user@nethunt.test' }],
			],
		],
		[
			'linkFieldShape',
			async () =>
				JSON.stringify((deal({ Parent: looks.wire.deal('P') }), await created('limit=1'))[0].fields.Parent).replace(
					/[0-9a-f]{24}/,
					'ID',
				),
			[
				['object', '{"recordId":"ID","name":"P"}'],
				['string', '"ID"'],
				['array', '["ID"]'],
			],
		],
		[
			'fileFieldShape',
			async () => (deal({ Offer: 'o.pdf' }), (await created())[0].fields.Offer),
			[
				['object', { name: 'o.pdf' }],
				['string', 'o.pdf'],
				['array', ['o.pdf']],
			],
		],
		[
			'dateShape',
			async () => (deal({ 'Close date': '2026-06-01' }), (await created())[0].fields['Close date']),
			[
				['date', '2026-06-01'],
				['dateTime', '2026-06-01T00:00:00.000Z'],
				['epochMs', Date.UTC(2026, 5, 1)],
			],
		],
		[
			'dateTimeShape',
			async () => (deal({ 'Call at': '2026-06-01T10:00:00Z' }), (await created())[0].fields['Call at']),
			[
				['iso', '2026-06-01T10:00:00.000Z'],
				['epochMs', Date.UTC(2026, 5, 1, 10)],
			],
		],
		[
			'clearedReads',
			async () => (edited('Tags', ['a'], null), (await created())[0].fields.Tags),
			[
				['absent', undefined],
				['null', null],
				['empty', []],
			],
		],
	];
}
