import type { Looks, Row } from './heliosGreenSwitchLooks';
import { all, records, stateOf } from './heliosGreenKit';

export function switchRecords(looks: Looks): Row[] {
	const { state, run, log, get } = looks;
	const put = (inside: string, action = 'update') => `<INSERTUPDATE action="${action}">${inside}</INSERTUPDATE>`;
	const firm = (name: string, number: number) => `<RECORD CLASSID="1001" recordNumber="${number}" NAME="${name}"/>`;
	const recordAnswer = async () =>
		Object.keys(all(await run(records(1201)), 'RECORD')[0]!.attributes).filter((key) => /number|SUBJECTID/i.test(key));
	const inputs = [
		records(1201),
		'<params><rows><row><cislo_subjektu>1202</cislo_subjektu></row></rows></params>',
		'<USERDATA><cislo_subjektu>1203</cislo_subjektu></USERDATA>',
	];
	return [
		[
			'recordNumber',
			async () => [
				await log('<RECORDS><RECORD recordNumber="1201"/></RECORDS>'),
				await log('<RECORDS><RECORD SUBJECTID="1201"/></RECORDS>'),
			],
			[
				['either', ['success', 'success']],
				['recordNumber', ['success', 'failure']],
				['SUBJECTID', ['failure', 'success']],
			],
		],
		[
			'functionInput',
			async () => {
				for (const input of inputs) await run(input);
				return [1201, 1202, 1203].filter((number) => get(number).values.uda_synchronizovano);
			},
			[
				['seeded', [1201, 1202, 1203]],
				['any', [1201, 1202, 1203]],
				['records', [1201]],
				['params', [1202]],
				['userData', [1203]],
			],
		],
		[
			'runWithoutRecords',
			async () => stateOf(await run('')).split(' ')[0],
			[
				['fail', 'FAIL'],
				['success', 'SUCCESS'],
			],
		],
		[
			'runOutcome',
			async () => {
				const seen = await log(records(1201, 1202));
				return [seen, [1201, 1202].filter((number) => get(number).values.uda_synchronizovano)];
			},
			[
				['asDone', ['success', [1201, 1202]]],
				['warning', ['successWithWarning', [1201, 1202]]],
				['withError', ['successWithError', [1201]]],
				['failure', ['failure', []]],
			],
		],
		[
			'failedRunState',
			async () => stateOf(await run(records(9999))),
			[
				['SUCCESS', 'SUCCESS'],
				['FAIL', 'FAIL application Záznam 9999 nebyl nalezen.'],
			],
		],
		[
			'auditlogAs',
			async () => {
				const [auditlog] = all(await run(records(9999)), 'auditlog');
				const [entry] = all(auditlog!, 'entry');
				return [auditlog!, entry!].map(({ attributes, children }) => [
					Object.keys(attributes).join(),
					children.map(({ name }) => name).join(),
				]);
			},
			[
				[
					'attributes',
					[
						['id,state', 'entries'],
						['id,when,severity,level', 'text'],
					],
				],
				[
					'elements',
					[
						['', 'id,state,entries'],
						['', 'id,when,severity,level,text'],
					],
				],
			],
		],
		[
			'quietAuditlog',
			() => log(records(1201)),
			[
				['stateOnly', 'success'],
				['absent', undefined],
			],
		],
		[
			'markTouchesUpdated',
			async () => (await run(records(1201)), get(1201).updated),
			[
				[false, '2026-05-04T08:00:00.000Z'],
				[true, '2026-05-04T09:00:00.000Z'],
			],
		],
		[
			'editClearsMarks',
			async () => (await run(records(1201)), looks.kit.sim.act.edit({ record: 1201 }).values.uda_synchronizovano),
			[
				[true, false],
				[false, true],
			],
		],
		[
			'userDataEncoded',
			async () => all(await run('', 'FUNCTIONID="50090"'), 'USERDATA')[0]?.text,
			[
				[false, ''],
				[true, '<Version>46.16.00</Version>'],
			],
		],
		[
			'recordsAnswer',
			recordAnswer,
			[
				['both', ['SUBJECTID', 'recordNumber']],
				['recordNumber', ['recordNumber']],
				['SUBJECTID', ['SUBJECTID']],
			],
		],
		[
			'resultRecordsIn',
			async () => (await looks.kit.process(put(firm('A', 1101)))).children[0]?.name,
			[
				['RECORDS', 'RECORDS'],
				['root', 'RECORD'],
			],
		],
		[
			'insertUpdateAtomic',
			async () => [await state(put(firm('A', 1101) + firm('B', 9999))), get(1101).name],
			[
				[true, ['FAIL application', 'Modrý přístav s.r.o.']],
				[false, ['FAIL application', 'A']],
			],
		],
		[
			'unchangedTouchesUpdated',
			async () => (await state(put(firm('Modrý přístav s.r.o.', 1101))), get(1101).updated),
			[
				[false, '2026-05-04T08:00:00.000Z'],
				[true, '2026-05-04T09:00:00.000Z'],
			],
		],
		[
			'retrieveMissing',
			() => state(`<RETRIEVE>${records(9999)}</RETRIEVE>`),
			[
				['fail', 'FAIL application'],
				['skip', 'SUCCESS'],
			],
		],
		[
			'deleteReferenced',
			async () => [await state(`<DELETE>${records(1102)}</DELETE>`), get(1203).values.firma],
			[
				['refuse', ['FAIL application', 1102]],
				['clear', ['SUCCESS', null]],
			],
		],
	];
}
