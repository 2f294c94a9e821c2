import type { Looks, Row } from './salesforceSwitchLooks';
import { codes } from './salesforceWire';

export function switchWriting(looks: Looks): Row[] {
	const { create, codeOf, bulk, state } = looks;
	const stampOf = (record: string) => String(looks.wire.sim.act.getRecord({ record }).SystemModstamp).slice(11, 19);
	return [
		[
			'upsertUpdateStatus',
			async () => {
				looks.wire.contact({ Daktela_Key__c: 'k' });
				return (await looks.wire.send('PATCH', 'sobjects/Contact/Daktela_Key__c/k', { LastName: 'B' })).status;
			},
			[
				[200, 200],
				[204, 204],
			],
		],
		[
			'collectionUnknownField',
			async () => {
				const answer = await looks.wire.upsert([
					{ Daktela_Key__c: 'a', LastName: 'A' },
					{ Daktela_Key__c: 'b', LastName: 'B', Foo: 1 },
				]);
				return [answer.status, codes(answer), await looks.total('')];
			},
			[
				['item', [200, ['ok', 'INVALID_FIELD'], 1]],
				['request', [400, ['INVALID_FIELD'], 0]],
			],
		],
		[
			'duplicateInRequest',
			async () =>
				codes(await looks.wire.upsert(['k', 'K', 'x'].map((key) => ({ Daktela_Key__c: key, LastName: 'L' })))),
			[
				['laterFail', ['ok', 'DUPLICATE_VALUE', 'ok']],
				['allFail', ['DUPLICATE_VALUE', 'DUPLICATE_VALUE', 'ok']],
			],
		],
		[
			'duplicateRule',
			async () => (looks.wire.contact({ Email: 'a@b.test' }), codeOf(await create({ Email: 'a@b.test' }))),
			[
				['off', 'ok'],
				['email', 'DUPLICATES_DETECTED'],
			],
		],
		[
			'numberInText',
			async () => codeOf(await create({ Title: 5 })),
			[
				['refused', 'JSON_PARSER_ERROR'],
				['accepted', 'ok'],
			],
		],
		[
			'trimsText',
			async () => {
				await create({ Title: ' Dr  ' });
				return await looks.wire.column('SELECT Title FROM Contact', 'Title');
			},
			[
				[true, ['Dr']],
				[false, [' Dr  ']],
			],
		],
		[
			'unchangedUpdateTouches',
			async () => {
				const id = looks.wire.contact({ Title: 'Dr' });
				looks.wire.sim.clock.advance(60_000);
				await looks.wire.send('PATCH', `sobjects/Contact/${id}`, { Title: 'Dr' });
				return stampOf(id);
			},
			[
				[true, '09:01:01'],
				[false, '09:00:01'],
			],
		],
		[
			'bulkMs',
			async () => {
				const id = await bulk('Daktela_Key__c,LastName\nk,L\n');
				looks.wire.sim.clock.advance(1000);
				return await state(id);
			},
			[
				[1000, 'JobComplete'],
				[5000, 'InProgress'],
			],
		],
		[
			'bulkPolls',
			async () => {
				const id = await bulk('Daktela_Key__c,LastName\nk,L\n');
				return [await state(id), await state(id)];
			},
			[
				[0, ['InProgress', 'InProgress']],
				[2, ['InProgress', 'JobComplete']],
			],
		],
		[
			'bulkResultOrder',
			async () => {
				const id = await bulk('Daktela_Key__c,LastName\na,A\nb,B\n');
				looks.wire.sim.act.runBulkJobs({});
				const { text } = await looks.wire.get(`jobs/ingest/${id}/successfulResults`);
				return text.match(/[ab](?=,[AB])/g);
			},
			[
				['asSent', ['a', 'b']],
				['reversed', ['b', 'a']],
			],
		],
		[
			'bulkEmptyCell',
			async () => {
				looks.wire.contact({ Daktela_Key__c: 'k', Title: 'Dr' });
				await bulk('Daktela_Key__c,LastName,Title\nk,L,\n');
				looks.wire.sim.act.runBulkJobs({});
				return await looks.wire.column('SELECT Title FROM Contact', 'Title');
			},
			[
				['ignored', ['Dr']],
				['clears', [null]],
			],
		],
	];
}
