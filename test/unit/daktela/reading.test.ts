import { customFieldsIn } from '../../../nodes/Daktela/customFields';
import { complaintsOf } from '../../../nodes/Daktela/errors';
import { queryFrom, type ListRead } from '../../../nodes/Daktela/filters';
import { encodeFile } from '../../../nodes/Daktela/upload';

describe('custom fields', () => {
	it('are learnt from schemes in any form, and from the rows themselves', () => {
		const options = [{ name: 'Gold', value: 'g' }];
		const fields = (scheme: unknown) =>
			customFieldsIn([{ name: 'a', customFields: { other: ['x'] }, _sys: { cfScheme: scheme } } as never]);
		const level = { title: 'Level', type: 'selectbox', multiple: '1', readonly: 0 };
		for (const scheme of [
			{ level: { ...level, items: [{ title: 'Gold', name: 'g' }] } },
			[{ ...level, name: 'level', options: [{ title: 'Gold', value: 'g' }] }],
			{ level: { ...level, items: { g: 'Gold' } } },
		]) {
			expect(fields(scheme)).toEqual([
				{ name: 'level', title: 'Level', type: 'SELECTBOX', multiple: true, readonly: false, hidden: false, options },
				expect.objectContaining({ name: 'other', title: 'other', type: '' }),
			]);
		}
		expect(customFieldsIn([{ name: 'a', customFields: [] as never, _sys: null }])).toEqual([]);
	});
});

describe('complaints', () => {
	it('are none where nothing is wrong', () => {
		for (const error of [[], {}, '', null, undefined, { form: [] }, { form: {}, primary: [] }])
			expect(complaintsOf({ error })).toEqual([]);
	});
});

describe('filters', () => {
	const query = async (read: ListRead) =>
		await queryFrom(read, async () => ({ daktela: 'Europe/Prague', workflow: 'UTC' }));

	it('make groups of rows', async () => {
		const conditions = {
			rows: [
				{ field: 'title', operator: 'like', value: 'x' },
				{ field: 'user', operator: 'isnull', value: 'left over' },
			],
		};
		expect(
			await query({
				filterBy: 'conditions',
				combine: 'or',
				groups: {
					rows: [
						{ logic: 'or', conditions },
						{
							logic: 'and',
							conditions: {
								rows: [
									{
										field: 'edited',
										operator: 'custom',
										customOperator: 'after',
										value: '2026-07-01T10:00:00Z',
										ignoreCase: true,
									},
								],
							},
						},
					],
				},
			}),
		).toEqual({
			sort: [],
			filter: {
				logic: 'or',
				filters: [
					{
						logic: 'or',
						filters: [
							{ field: 'title', operator: 'like', value: '%x%' },
							{ field: 'user', operator: 'isnull' },
						],
					},
					{ field: 'edited', operator: 'after', value: '2026-07-01 12:00:00', ignoreCase: true },
				],
			},
		});
	});

	it('are refused where something is missing', async () => {
		for (const row of [{ operator: 'eq' }, { field: 'a', operator: 'custom' }])
			await expect(
				query({ filterBy: 'conditions', groups: { rows: [{ conditions: { rows: [row] } }] } }),
			).rejects.toMatchObject({ kind: 'input' });
		for (const json of [
			'text',
			{ field: 'a' },
			{ operator: 'eq' },
			{ logic: 'xor', filters: [{ field: 'a', operator: 'eq' }] },
		])
			await expect(query({ filterBy: 'json', filterJson: json })).rejects.toMatchObject({ kind: 'input' });
	});

	it('read columns of custom fields as one', async () => {
		expect((await query({ options: { columns: ['name', 'customFields.a', 'customFields.b'] } })).fields).toEqual([
			'name',
			'customFields',
		]);
	});
});

test('a file goes in one part, whatever it is called', () => {
	const { body, contentType } = encodeFile(
		{ name: 'a"b\r\n.pdf', mimeType: 'text/html; x', data: Buffer.from('DATA') },
		'B',
	);
	expect(contentType).toBe('multipart/form-data; boundary=B');
	expect(body.toString()).toBe(
		'--B\r\nContent-Disposition: form-data; name="files"; filename="a%22b%0D%0A.pdf"\r\nContent-Type: application/octet-stream\r\n\r\nDATA\r\n--B--\r\n',
	);
});
