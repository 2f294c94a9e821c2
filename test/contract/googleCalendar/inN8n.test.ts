import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { GoogleCalendarSyncApi } from '../../../credentials/GoogleCalendarSyncApi.credentials';
import { GoogleCalendarSync } from '../../../nodes/GoogleCalendar/GoogleCalendarSync.node';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { harness, type Harness } from '../../support/workflow';
import { bothOperators, fromItem, MEETINGS, PIOTRS, startWorld, typed } from './roomWorld';

const TYPE = 'n8n-nodes-crm-sync.googleCalendarSync';

let sim: GoogleCalendarSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
	n8n = await harness({
		nodes: { [TYPE]: new GoogleCalendarSync() },
		credentialTypes: [new GoogleCalendarSyncApi()],
		credentials: { googleCalendarSyncApi: typed(sim, bothOperators()) as never },
	});
	sim.requests.clear();
});
afterAll(async () => {
	await n8n.dispose();
	await sim.close();
});

const place = (value: string, mode = 'id') => ({ __rl: true, mode, value });
const run = async (parameters: IDataObject, items: IDataObject[]) =>
	await n8n.runNode({ type: TYPE, parameters: parameters as INodeParameters }, items);
const rowsOf = (result: Awaited<ReturnType<typeof run>>): IDataObject[] => result.json('Node');

describe('on the engine of n8n', () => {
	it('each item names its calendar and its source by expressions, and its fields by name', async () => {
		const parameters = {
			resource: 'event',
			operation: 'upsertByLink',
			calendar: place('={{ $json.calendar }}', 'name'),
			sourceSystem: 'Streamsoft',
			sourceId: '={{ $json.id }}',
			...fromItem('summary', 'start', 'end'),
		};
		const items = [
			{ id: 1, calendar: 'Spotkania Anna', summary: 'A', start: '2026-03-10T10:00', end: '2026-03-10T11:00' },
			{ id: 2, calendar: 'Spotkania Piotr', summary: 'B', start: '2026-03-10', end: '2026-03-11' },
		];
		const first = await run(parameters, items);
		expect(first.error).toBeUndefined();
		expect(rowsOf(first)).toEqual([
			expect.objectContaining({ calendarId: MEETINGS, sync: expect.objectContaining({ action: 'created' }) }),
			expect.objectContaining({ calendarId: PIOTRS, sync: expect.objectContaining({ action: 'created' }) }),
		]);
		const again = rowsOf(await run(parameters, items));
		expect(again.map(({ sync }) => (sync as IDataObject).action)).toEqual(['unchanged', 'unchanged']);
		const get = { resource: 'event', operation: 'get', calendar: place(MEETINGS), event: place(String(again[0]!.id)) };
		expect(rowsOf(await run(get, [{}]))).toEqual([expect.objectContaining({ summary: 'A', allDay: false })]);
	});

	it('the defaults of every field do', async () => {
		const listed = await run({ resource: 'event', operation: 'getMany', calendar: place('primary') }, [{}]);
		expect(listed.error).toBeUndefined();
		const busy = await run({ resource: 'availability', operation: 'get', calendar: place('primary') }, [{}]);
		expect(busy.error).toBeUndefined();
		expect(rowsOf(busy)).toEqual([expect.objectContaining({ available: true })]);
		const listedCalendars = await run({ resource: 'calendar', operation: 'getMany' }, [{}]);
		expect(rowsOf(listedCalendars)).toHaveLength(6);
	});

	it('a thousand items of all kinds each get their own result', async () => {
		const parameters = {
			resource: 'event',
			operation: 'upsertByLink',
			calendar: place('={{ $json.calendar }}', 'name'),
			sourceSystem: 'Helios 🐝',
			sourceId: '={{ $json.id }}',
			...fromItem('summary', 'start', 'location'),
		};
		const item = (at: number): IDataObject => ({
			id: at % 10 === 1 ? at : at % 10 === 2 ? '' : `Źródło/${at}`,
			calendar: at % 10 === 3 ? 'Nowhere' : at % 2 === 0 ? 'Spotkania Anna' : 'Spotkania Piotr',
			summary: at % 10 === 4 ? null : `Wizyta ${at} 🐝`,
			start: at % 10 === 5 ? 'soon' : at % 10 === 6 ? '2026-03-10' : '2026-03-10T10:00',
			location: at % 10 === 7 ? '' : 'Łódź',
		});
		const items = Array.from({ length: 1000 }, (_, at) => item(at % 10 === 8 ? at - 2 : at));
		const node = { type: TYPE, parameters: parameters as INodeParameters, onError: 'continueRegularOutput' as const };
		const told = (result: Awaited<ReturnType<typeof run>>) =>
			rowsOf(result).map(
				({ sync, error }) => (sync as IDataObject)?.action ?? String(error).replace(/ \[item \d+\]$/, ''),
			);
		const first = told(await n8n.runNode(node, items));
		expect(first).toHaveLength(1000);
		const each = ['created', 'created', '"Source ID" is empty.', 'There is no calendar "Nowhere".', 'created'];
		const more = ['Start is not a date: "soon".', 'created', 'created', 'unchanged', 'created'];
		expect(first).toEqual(Array.from({ length: 100 }, () => [...each, ...more]).flat());
		sim.requests.clear();
		const again = told(await n8n.runNode(node, items));
		expect(again).toEqual(first.map((action) => (action === 'created' ? 'unchanged' : action)));
		expect(sim.requests.entries.length).toBeLessThan(6);
		expect((await n8n.runNode(node, [])).error).toBeUndefined();
	});
});
