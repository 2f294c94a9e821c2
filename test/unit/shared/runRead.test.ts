import type { IDataObject } from 'n8n-workflow';

import { badInput, Fault } from '../../../nodes/shared/fault';
import { field, limit, returnAllOrLimit } from '../../../nodes/shared/fields';
import { reads, type ItemContext, type Operation } from '../../../nodes/shared/operation';
import type { Spending } from '../../../nodes/shared/runner';
import { items, nothingSpent, toyNode } from '../../support/toyRoom';
import { harness, type Harness, type RunResult } from '../../support/workflow';

const pages: number[] = [];
let listed = 0;
const name = field({ displayName: 'Name', name: 'name', type: 'string', default: '' });

async function* numbers(): AsyncGenerator<IDataObject> {
	for (let page = 0; ; page++) {
		pages.push(page);
		for (const row of items(3)) yield { row: page * 3 + Number(row.id), long: true };
		await Promise.resolve();
	}
}

const contexts: Array<ItemContext<unknown, unknown>> = [];
const operations: Array<Operation<Spending>> = [
	reads<Spending>()({
		name: 'Get Many',
		action: 'Get many records',
		fields: returnAllOrLimit,
		run: () => numbers(),
		simplify: ({ row }) => ({ row }),
	}),
	reads<Spending>()({
		name: 'List',
		action: 'List records',
		fields: [limit],
		async run() {
			listed++;
			return await Promise.resolve(items(9));
		},
	}),
	reads<Spending>()({
		name: 'Get',
		action: 'Get a record',
		fields: [name],
		parallel: 3,
		async run(context) {
			contexts.push(context);
			const { read, item, hint } = context;
			// The first item is the last to come back.
			for (let turn = 0; turn < 20 - Number(item.json.id); turn++) await Promise.resolve();
			if (item.json.fails === 'input') throw badInput('Name', '"Name" is too long.');
			if (item.json.fails === 'gone') throw new Fault('notFound', 'Toy found nothing.', { status: 404 });
			if (item.json.fails === 'bug') throw new TypeError('x is not a function');
			if (item.json.hint) hint('An old record.');
			return { id: item.json.id, name: read.name };
		},
	}),
	reads<Spending>()({
		name: 'Download',
		action: 'Download a file',
		fields: [],
		run: async ({ files }) =>
			await files.row({ size: 3 }, 'data', { name: 'a.txt', mimeType: 'text/plain', data: Buffer.from('abc') }),
	}),
	reads<Spending>()({
		name: 'Upload',
		action: 'Upload a file',
		fields: [],
		async run({ files }) {
			const { name: file, mimeType, data } = await files.get('data');
			return { file, mimeType, text: data.toString() };
		},
	}),
];

let n8n: Harness;
let open: () => Promise<Spending>;
const opened = jest.fn(async () => await open());

beforeAll(async () => {
	n8n = await harness({ nodes: { toy: toyNode(operations, opened) } });
});
beforeEach(() => {
	opened.mockClear();
	pages.length = contexts.length = listed = 0;
	open = async () => await Promise.resolve(nothingSpent());
});
afterAll(async () => await n8n.dispose());

const run = async (
	operation: string,
	parameters: IDataObject = {},
	given: Parameters<Harness['runNode']>[1] = [{}],
	more: object = {},
): Promise<RunResult> =>
	await n8n.runNode(
		{ type: 'toy', parameters: { resource: 'record', operation, ...parameters } as never, ...more },
		given,
	);

describe('a limit', () => {
	it('ends the asking: no page is fetched for nothing', async () => {
		const result = await run('getMany', { returnAll: false, limit: 4 });
		expect(result.json('Node')).toEqual([0, 1, 2, 3].map((row) => ({ row })));
		expect(pages).toEqual([0, 1]);
		pages.length = 0;
		expect((await run('getMany', { limit: 3 })).json('Node')).toHaveLength(3);
		expect(pages).toEqual([0]);
	});

	it('holds for each item', async () => {
		const result = await run('getMany', { limit: 2 }, items(2));
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual([0, 0, 1, 1].map((item) => ({ item })));
	});

	it('holds where there is no Return All, and for a list that came whole', async () => {
		expect((await run('list', { limit: 4 })).json('Node')).toHaveLength(4);
	});

	it('may come from an expression, as text too', async () => {
		const result = await run('list', { limit: '={{ String($json.id + 1) }}' }, items(3));
		expect(result.json('Node')).toHaveLength(6);
	});

	it.each([0, -1])('of %i is refused', async (count) => {
		const { error } = await run('list', { limit: count });
		expect(error?.message).toContain('"Limit" must be a number of at least 1.');
		expect(listed).toBe(0);
	});
});

describe('rows', () => {
	it('keep the order of the items, however long each took', async () => {
		const result = await run('get', { name: '={{ "n" + $json.id }}' }, items(7));
		expect(result.json('Node')).toEqual(items(7).map(({ id }) => ({ id, name: `n${String(id)}` })));
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual(items(7).map((_, item) => ({ item })));
	});

	it('are made short only when Simplify is on', async () => {
		expect((await run('getMany', { limit: 1, simplify: false })).json('Node')).toEqual([{ row: 0, long: true }]);
	});

	it('may carry files in and out', async () => {
		const down = (await run('download')).items('Node')[0]!;
		expect(down).toMatchObject({ json: { size: 3 }, binary: { data: { fileName: 'a.txt', mimeType: 'text/plain' } } });
		const up = await run('upload', {}, [{ json: {}, binary: down.binary }]);
		expect(up.json('Node')).toEqual([{ file: 'a.txt', mimeType: 'text/plain', text: 'abc' }]);
	});
});

describe('what an operation is given', () => {
	it('is the client of this run, made once, the time zone and one moment for all items', async () => {
		await run('get', {}, items(3));
		expect(opened).toHaveBeenCalledTimes(1);
		expect(new Set(contexts.map(({ startedAt }) => startedAt)).size).toBe(1);
		expect(contexts[0]!.timezone).toBe('UTC');
		expect(contexts.map(({ index }) => index)).toEqual([0, 1, 2]);
	});

	it('shows equal hints once, with their count', async () => {
		const result = await run(
			'get',
			{},
			items(3, (id) => ({ hint: id > 0 })),
		);
		expect(result.hints('Node')).toEqual(['An old record. (2×)']);
	});
});

describe('a failing item', () => {
	const given = (fails: string) => items(3, (id) => (id === 1 ? { fails } : {}));

	it('ends the run, names the item and the next step', async () => {
		const { error } = await run('get', {}, given('gone'));
		expect(error).toMatchObject({ message: 'Toy found nothing. [item 1]', context: { itemIndex: 1 }, httpCode: '404' });
		expect(error!.description).toContain('Check that the record still exists');
	});

	it('stands among the others where the node goes on', async () => {
		const result = await run('get', {}, given('gone'), { onError: 'continueRegularOutput' });
		expect(result.json('Node')[1]).toMatchObject({ error: 'Toy found nothing. [item 1]' });
		expect(result.json('Node')[1]!.details).toContain('Check that');
		expect(result.items('Node').map(({ pairedItem }) => pairedItem)).toEqual(items(3).map((_, item) => ({ item })));
	});

	it.each(['gone', 'input', 'bug'])('goes to the error output (%s)', async (fails) => {
		const result = await run('get', {}, given(fails), { onError: 'continueErrorOutput' });
		expect(result.json('Node', 0).map(({ id }) => id)).toEqual([0, 2]);
		expect(result.json('Node', 1)).toEqual([
			expect.objectContaining({ error: expect.stringContaining('[item 1]') as string }),
		]);
	});

	it('that is a defect of ours is declared as one', async () => {
		expect((await run('get', {}, given('bug'))).error).toMatchObject({ failure: { cause: 'node-defect' } });
	});
});

describe('a run that cannot begin', () => {
	it('says why', async () => {
		open = async () => await Promise.reject(new Fault('misconfigured', 'The address is none.'));
		const { error } = await run('get');
		expect(error).toMatchObject({ message: 'The address is none.', failure: { cause: 'configuration-invalid' } });
	});

	it('names an operation that this version does not have', async () => {
		const { error } = await run('getMany', { operation: 'paint' } as IDataObject);
		expect(error?.message).toContain('no operation "paint" for "record"');
	});
});
