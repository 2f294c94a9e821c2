/** The trigger in n8n's own machinery, with the default engine and with durable polling. */
import type { IDataObject } from 'n8n-workflow';

import { GoogleCalendarSyncApi } from '../../../credentials/GoogleCalendarSyncApi.credentials';
import { GoogleCalendarSyncTrigger } from '../../../nodes/GoogleCalendar/GoogleCalendarSyncTrigger.node';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { harness, type Harness } from '../../support/workflow';
import { bothOperators, fill, MEETINGS, PIOTR, PIOTRS, startWorld, typed } from './roomWorld';
import { HOUR, MINUTE, told } from './triggerWorld';

const TYPE = 'n8n-nodes-crm-sync.googleCalendarSyncTrigger';
const NAME = 'Google Calendar Sync Trigger';

let sim: GoogleCalendarSimulator;
let n8n: Harness;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(async () => {
	fill(sim);
	n8n = await harness({
		nodes: { [TYPE]: new GoogleCalendarSyncTrigger() },
		credentialTypes: [new GoogleCalendarSyncApi()],
		credentials: { googleCalendarSyncApi: typed(sim, bothOperators()) as never },
	});
});
afterEach(async () => await n8n.dispose());
afterAll(async () => await sim.close());

const add = (calendar: string, summary: string, start = '2026-03-10T10:00') =>
	sim.act.addEvent({ calendar, summary, start });
const workflow = (more: object = {}) => ({
	nodes: [{ name: NAME, type: TYPE, parameters: { calendars: [MEETINGS], ...more } as never }],
});

describe.each([false, true])('durable: %s', (durable) => {
	async function active(parameters: object = {}) {
		const polled = n8n.polled(workflow(parameters), NAME, { durable });
		await polled.activate();
		sim.clock.advance(MINUTE);
		return {
			polled,
			/** What a poll gives to runs, all of which succeed. */
			async heard(): Promise<string[]> {
				const { batches } = await polled.poll();
				for (const batch of batches) await batch.succeed();
				return told(batches.flatMap(({ json }) => json as IDataObject[]));
			},
		};
	}

	test('a run that fails gets its events again, after a restart too', async () => {
		const { polled } = await active();
		add(MEETINGS, 'A');
		const { batches, reported } = await polled.poll();
		expect(reported).toEqual([]);
		expect(batches[0]!.json).toMatchObject([{ event: 'eventCreated', record: { summary: 'A' } }]);
		polled.restart();
		const again = await polled.poll();
		expect(again.batches[0]!.json).toMatchObject([{ delivery: { attempt: 2, redelivered: true } }]);
		await again.batches[0]!.succeed();
		expect((await polled.poll()).batches).toEqual([]);
	});

	test('a token that was forgotten while n8n was off: what changed is told, and nothing else', async () => {
		add(MEETINGS, 'Kept');
		const { id } = add(MEETINGS, 'Gone');
		const { polled, heard } = await active({ triggerOn: 'eventCreatedUpdatedOrDeleted' });
		add(MEETINGS, 'A');
		expect(await heard()).toEqual(['eventCreated A']);
		expect(await heard()).toEqual([]);
		polled.restart();
		sim.act.expireSyncTokens();
		sim.act.deleteEvent({ calendar: MEETINGS, event: id });
		add(MEETINGS, 'B');
		const all = [...(await heard()), ...(await heard())];
		// Without durable polling the last run before the restart is not known to have succeeded.
		const repeated = durable ? [] : ['eventCreated A'];
		expect(all.sort()).toEqual([...repeated, 'eventCreated B', `eventDeleted ${id}`]);
		expect(await heard()).toEqual([]);
	});

	test('an operator is locked out over a restart, and let in again', async () => {
		const { polled, heard } = await active({ triggerOn: 'eventCreated', calendarsOf: 'operators' });
		sim.act.endSession({ user: PIOTR });
		sim.act.expireAccessTokens();
		add(PIOTRS, 'P');
		add(MEETINGS, 'A');
		const { batches, reported } = await polled.poll();
		expect(told(batches[0]!.json)).toEqual(['eventCreated A']);
		expect(reported.map(({ message }) => message)).toEqual([expect.stringContaining('"Piotr"')]);
		await batches[0]!.succeed();
		expect(await heard()).toEqual([]);
		polled.restart();
		expect(await heard()).toEqual(durable ? [] : ['eventCreated A']);
		sim.act.endSession({ user: PIOTR, ended: false });
		expect(await heard()).toEqual(['eventCreated P']);
		expect(await heard()).toEqual([]);
	});

	test('what begins while n8n is off comes once', async () => {
		sim.clock.set('2026-03-10T08:00:00Z');
		const { polled, heard } = await active({ triggerOn: 'eventStarted' });
		add(MEETINGS, 'A', '2026-03-10T08:30:00Z');
		add(MEETINGS, 'B', '2026-03-10T09:30:00Z');
		sim.clock.advance(HOUR);
		expect(await heard()).toEqual(['eventStarted A']);
		expect(await heard()).toEqual([]);
		polled.restart();
		sim.clock.advance(HOUR);
		const all = [...(await heard()), ...(await heard())];
		expect(all.sort()).toEqual(durable ? ['eventStarted B'] : ['eventStarted A', 'eventStarted B']);
	});
});

test('a test event shows events and holds nothing', async () => {
	add(MEETINGS, 'A');
	const polled = n8n.polled(workflow(), NAME);
	expect((await polled.test()).json(NAME)).toHaveLength(1);
	expect(polled.stored).toEqual({});
});
