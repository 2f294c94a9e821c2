import type { IDataObject } from 'n8n-workflow';

import type { HeliosGreenSimulator } from '../../../sandbox/heliosGreen';
import { companies, execute, failure, fill, startWorld, withApi } from './world';

jest.mock('n8n-workflow', () => ({ ...jest.requireActual<object>('n8n-workflow'), sleep: async () => {} }));

let sim: HeliosGreenSimulator;
beforeAll(async () => void (sim = await startWorld()));
beforeEach(() => fill(sim));
afterAll(async () => await sim.close());

const getMany = async (parameters: IDataObject = {}) =>
	await execute(sim, {
		resource: 'template',
		operation: 'getMany',
		folder: String(companies.folder),
		template: String(companies.template),
		returnAll: true,
		options: {},
		...parameters,
	});
const names = ({ rows }: { rows: IDataObject[] }) => rows.map(({ name }) => name);

describe('pages', () => {
	const grow = (count: number) => sim.act.grow({ folder: companies.folder, count });
	const pages = () => sim.requests.count({ action: 'BROWSE' });

	test.each([0, 2, 7, 1000])('of %i rows give every row once', async (pageSize) => {
		grow(40);
		const found = names(await getMany({ options: { pageSize } }));
		expect(found).toHaveLength(43);
		expect(new Set(found).size).toBe(43);
	});

	test('end with the total, so that a list of one page costs one request', async () => {
		await getMany();
		expect(pages()).toBe(1);
	});

	test('stop at the limit, and ask for no more than that', async () => {
		grow(40);
		expect(names(await getMany({ returnAll: false, limit: 5 }))).toHaveLength(5);
		expect(pages()).toBe(1);
	});

	test('that the server cuts short do not end the list', async () => {
		grow(40);
		Object.assign(sim.switches, { rowCap: 10 });
		expect(new Set(names(await getMany())).size).toBe(43);
	});

	test('without a total end with a page that brings nothing new', async () => {
		const message =
			'<BROWSE includeColumnInfo="true" folderId="{folder}" browseLookup="idDefined"><browseId type="template" number="{template}"/><bounds lower="{lower}" upper="{upper}"/>{rowFilter}{sortOrder}</BROWSE>';
		expect(names(await getMany({ options: { message, pageSize: 2 } }))).toEqual([1101, 1102, 1103]);
		expect(names(await getMany({ options: { message, pageSize: 2, sortsByName: false } }))).toEqual([1101, 1102, 1103]);
	});

	const readWhile = async (after: number, act: () => void, pageSize = 10) =>
		await withApi(sim, async (api) => {
			const found: unknown[] = [];
			for await (const { name } of api.browse({ folder: '20010', template: '30010', pageSize })) {
				if (found.push(name) === after) act();
			}
			return found;
		});

	test('rows that are deleted meanwhile make us lose no other', async () => {
		const { first, last } = grow(40);
		const gone = [first, first + 1, first + 2];
		const found = await readWhile(15, () => gone.forEach((record) => sim.act.remove({ record })));
		expect(new Set(found).size).toBe(found.length);
		for (let number = first; number <= last; number++) {
			if (!gone.includes(number)) expect(found).toContain(number);
		}
	});

	test('rows that are added before make us give none twice', async () => {
		grow(40);
		const found = await readWhile(15, () => void sim.act.addCompany({ number: 2 }));
		expect(new Set(found).size).toBe(found.length);
		expect(found).toHaveLength(43);
	});

	test('a list that changes faster than it can be read is not given out with holes', async () => {
		const { first } = grow(60);
		const work = readWhile(31, () => {
			for (let record = first; record < first + 25; record++) sim.act.remove({ record });
		});
		expect((await failure(work)).kind).toBe('conflict');
	});

	test('an answer that breaks off is asked for again from there', async () => {
		grow(3_000);
		sim.faults.inject({ match: { path: 'BROWSE' }, reply: 'truncated' });
		const found = names(await getMany({ options: { pageSize: 2_000 } }));
		expect(found).toHaveLength(3_003);
		expect(new Set(found).size).toBe(3_003);
	});

	test('a page size of one is refused', async () => {
		expect((await failure(getMany({ options: { pageSize: 1 } }))).message).toContain('Page Size');
	});
});
