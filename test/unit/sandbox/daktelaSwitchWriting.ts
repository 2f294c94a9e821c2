import type { Looks, Row } from './daktelaSwitchKit';
import { person, type Wire } from './daktelaWire';

/** Writing and its errors. */
export function switchWriting(wire: () => Wire, { status, create, form }: Looks): Row[] {
	const made = async () =>
		void (await create({ name: 'a', firstname: 'F', customFields: { level: 'gold', code: 'X' } }));
	const refused = async (more: object) => (await create(more)).json;
	const account = (more: object) => wire().post('accounts', { title: 'A', database: 'default', ...more });
	return [
		['createStatus', () => status(create()), [201, 200].map((value) => [value, value])],
		[
			'put',
			async () => {
				await made();
				const part = await form(wire().put('contacts/a', { title: 'New' }));
				const { result } = (await wire().put('contacts/a', person({ lastname: 'B' }))).json;
				return [part, result.firstname, result.customFields.level];
			},
			[
				['merge', [200, 'F', ['gold']]],
				['replace', [{ lastname: 'Item is mandatory', database: 'Item is mandatory' }, null, [null]]],
			],
		],
		[
			'putCustomFields',
			async () => {
				await made();
				const { customFields } = (await wire().put('contacts/a', { customFields: { code: 'Y' } })).json.result;
				await wire().put('contacts/a', { title: 'T' });
				return [customFields.level, customFields.code, (await wire().get('contacts/a')).json.result.customFields.code];
			},
			[
				['merge', [['gold'], ['Y'], ['Y']]],
				['replace', [[null], ['Y'], ['Y']]],
			],
		],
		[
			'putName',
			async () => {
				await made();
				return [
					await status(wire().put('contacts/a', { name: 'b' })),
					await status(wire().put('contacts/a', { name: 'a' })),
				];
			},
			[
				['ignored', [200, 200]],
				['400', [400, 200]],
			],
		],
		[
			'unchangedIsEdit',
			async () => {
				await made();
				wire().sim.clock.advance(60_000);
				return (await wire().put('contacts/a', { firstname: 'F' })).json.result.edited;
			},
			[
				[true, '2026-05-04 11:01:00'],
				[false, '2026-05-04 11:00:00'],
			],
		],
		[
			'lateCommitMs',
			async () => (await create()).json.result.edited,
			[
				[0, '2026-05-04 11:00:00'],
				[5000, '2026-05-04 10:59:55'],
			],
		],
		[
			'contactTitle',
			async () => {
				const body = { firstname: 'Jana', lastname: 'Nová', database: 'default', name: 'x' };
				const first = (await wire().post('contacts', body)).json.result?.title ?? 400;
				return [first, (await wire().put('contacts/x', { lastname: 'Malá' })).json.result?.title];
			},
			[
				['required', [400, undefined]],
				['derived', ['Jana Nová', 'Jana Malá']],
			],
		],
		[
			'emptyDescription',
			() => status(account({ description: '' })),
			[
				['400', 400],
				['stored', 201],
			],
		],
		[
			'unknownField',
			() => form(create({ phone: '1' })),
			[
				['ignored', 201],
				['400', { phone: 'Unknown field' }],
			],
		],
		[
			'unknownCustomField',
			async () => {
				const { status: code, json } = await create({ customFields: { fax: '1' } });
				return [code, json.result.customFields.fax];
			},
			[
				['ignored', [201, undefined]],
				['400', [400, '1']],
				['stored', [201, ['1']]],
			],
		],
		[
			'unknownOption',
			() => status(create({ customFields: { level: 'tin' } })),
			[
				['400', 400],
				['stored', 201],
			],
		],
		[
			'deleteReferenced',
			async () => (await create({ account: 'acme' }), await status(wire().send('DELETE', 'accounts/acme'))),
			[
				['cleared', 204],
				['400', 400],
			],
		],
		[
			'language',
			async () => (await refused({ user: 'x' })).error.form.user,
			[
				['en', 'Foreign key error'],
				['cs', 'Chyba cizího klíče'],
			],
		],
		[
			'errorShape',
			async () => (await wire().get('contacts/none')).json.error,
			[
				['array', ['Object not exist']],
				['string', 'Object not exist'],
			],
		],
		[
			'validation',
			async () => {
				const { status: code, json } = await create({ title: '', customFields: { email: 'x' } });
				return [code, json.violations ?? Object.keys(json.error.form)];
			},
			[
				['400', [400, ['title', 'customFields']]],
				[
					'422',
					[
						422,
						[
							{ propertyPath: 'title', message: 'Item is mandatory' },
							{ propertyPath: 'customFields[email]', message: 'E-mail is not in the correct format' },
						],
					],
				],
			],
		],
		[
			'duplicateName',
			async () => (await made(), await refused({ name: 'a' })).error,
			[
				['form', { form: { name: 'Item already exists' } }],
				['primary', { primary: ['Item already exists'] }],
				['array', ['Item already exists']],
				['string', 'Item already exists'],
			],
		],
		[
			'errorEcho',
			async () => [await refused({ title: '' }), await refused({ user: 'x' })].map(({ result }) => result !== null),
			[
				['asRecorded', [false, true]],
				['always', [true, true]],
				['never', [false, false]],
			],
		],
	];
}
