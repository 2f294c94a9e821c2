import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { WorksectionSeed } from '../../../sandbox/worksection';
import type { Task } from '../../../sandbox/worksection/types';
import type { RunResult } from '../../support/workflow';
import { fresh, listed, world, type World } from './actionsWorld';

/** The account of a test file, as new before each of its tests. */
export function account(seed: WorksectionSeed = {}): World {
	const ws = {} as World;
	beforeAll(async () => void Object.assign(ws, await world()));
	beforeEach(() => {
		fresh(ws.sandbox);
		ws.sandbox.seed(seed);
	});
	afterAll(async () => await ws.sandbox.close());
	return ws;
}

/** Tasks that the tests of single operations work on. */
export const TASKS: WorksectionSeed = {
	tasks: [
		{
			id: 881,
			project: 26,
			title: 'Offer',
			text: 'Long text',
			tags: ['Deal'],
			priority: 3,
			assignee: 'ann@studio.example',
		},
		{ id: 882, project: 26, parent: 881, title: 'Draft' },
		{ id: 883, project: 26, title: "Bolt's job", status: 'done', addedAt: '2026-01-20T10:00:00Z' },
		{ id: 884, project: 27, title: 'Archived one' },
	],
	comments: [{ task: 881, text: 'First' }],
};

type Fields = INodeParameters | object;

/** Runs of single operations over one empty item. */
export function operations(ws: World) {
	const run = async (resource: string, operation: string, fields: Fields) =>
		await ws.run(resource, operation, fields as INodeParameters);
	const rowsOf = (result: RunResult): IDataObject[] => {
		expect(result.errorOf('Node')?.message).toBeUndefined();
		return result.json('Node');
	};
	return {
		one: async (resource: string, operation: string, fields: Fields = {}): Promise<IDataObject> =>
			rowsOf(await run(resource, operation, fields))[0]!,
		many: async (resource: string, operation: string, fields: Fields = {}): Promise<IDataObject[]> =>
			rowsOf(await run(resource, operation, { returnAll: true, ...fields })),
		refusal: async (resource: string, operation: string, fields: Fields = {}): Promise<string> => {
			const failed = (await run(resource, operation, fields)).errorOf('Node');
			return `${failed?.message} ${failed?.description}`;
		},
	};
}

export const action = ({ sync }: IDataObject) => (sync as IDataObject).action;
export const actions = (rows: IDataObject[]) => rows.map(action);

/** An item as a trigger of NetHunt gives it. */
export const deal = (id: string, name = `Deal ${id}`, more: IDataObject = {}): IDataObject => ({
	event: 'fieldBecameValue',
	id,
	record: { id, link: `https://nethunt.example/r/${id}`, fields: { Name: name, Amount: 120, ...more } },
	delivery: { id: `d-${id}-1`, attempt: 1, redelivered: false },
});

/** Create From Source in project 26, and the tasks that are there. */
export const fromSource = (ws: World) => ({
	create: async (items: IDataObject[], fields: Fields = {}): Promise<RunResult> =>
		await ws.run('task', 'createFromSource', { project: listed('26'), ...fields }, items),
	tasks: (): Task[] => [...ws.sandbox.store.tasks.values()],
});
