/** A trigger while the database is slow, far away, cut off, or being worked in. */
import { startStreamsoft, type StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { forgetLists } from '../../../nodes/Streamsoft/watch/database';
import { ANNA, clock, MEETING, people, told, Trigger } from './watchWorld';

let sim: StreamsoftSimulator;
let first: number;
let last: number;
beforeAll(async () => {
	sim = await startStreamsoft();
	await sim.seed(people);
	({ first, last } = await sim.act.grow({ count: 900, from: clock(1, '08:00:00'), type: MEETING, operator: ANNA }));
});
beforeEach(() => forgetLists());
afterEach(() => sim.faults.clear());
afterAll(async () => await sim.close());

const begun = async (parameters = {}) => await new Trigger(sim, parameters).begun();
let edits = 0;
const edit = async (id: number) => await sim.act.editTask({ task: id, subject: `edit ${++edits}` });

/** How many statements a poll sends. */
async function statements(work: () => Promise<unknown>): Promise<number> {
	sim.requests.clear();
	await work();
	return sim.requests.entries.filter(({ action }) => action?.startsWith('execute')).length;
}

test('an idle poll is one query, and one more where features are wanted', async () => {
	const [without, having] = [await begun(), await begun({ withFeatures: true })];
	expect(await statements(async () => await without.poll())).toBe(1);
	expect(await statements(async () => await having.poll())).toBe(2);
});

test('what changed costs no more queries than it takes to tell it', async () => {
	const trigger = await begun();
	for (let id = first; id < first + 40; id++) await edit(id);
	// The tasks, those that changed, and their features.
	expect(await statements(async () => expect(await trigger.poll()).toHaveLength(40))).toBe(3);
	await sim.act.deleteTask({ task: last-- });
	expect(await statements(async () => expect(await trigger.poll()).toHaveLength(1))).toBeLessThanOrEqual(3);
});

test.each(['before', 'after'] as const)('a connection that breaks %s its first rows is made again', async (reset) => {
	const trigger = await begun();
	await edit(first);
	sim.faults.inject({ match: { path: 'fetch' }, reset });
	expect(told(await trigger.poll())).toEqual([`taskUpdated ${first}`]);
});

test('half of the tasks is not taken for all: nothing is told as deleted', async () => {
	const trigger = await begun();
	await edit(first);
	sim.faults.inject({ match: { path: 'fetch' }, delayMs: 1 });
	sim.faults.inject({ match: { path: 'fetch' }, reset: 'before', times: 3 });
	await expect(trigger.poll()).rejects.toThrow(/broke/);
	sim.faults.clear();
	expect(told(await trigger.poll())).toEqual([`taskUpdated ${first}`]);
});

test('a poll that fails while the missing ones are looked for tells nothing of them', async () => {
	const trigger = await begun({ triggerOn: 'taskDeleted' });
	await sim.act.deleteTask({ task: last });
	sim.faults.inject({ match: { path: `execute.*IN \\(` }, reset: 'before', times: 9 });
	await expect(trigger.poll()).rejects.toThrow(/broke/);
	sim.faults.clear();
	expect(told(await trigger.poll())).toEqual([`taskDeleted ${last--}`]);
});

test('what is committed while it reads comes with the next poll', async () => {
	const trigger = await begun();
	sim.faults.inject({ match: { path: 'fetch' }, delayMs: 400 });
	const poll = trigger.poll();
	await new Promise((resolve) => setTimeout(resolve, 200));
	await edit(last);
	await sim.act.deleteTask({ task: last - 1 });
	expect(await poll).toEqual([]);
	expect(told(await trigger.poll())).toEqual([`taskDeleted ${last - 1}`, `taskUpdated ${last}`].sort());
});

test('a task that somebody has open is read all the same', async () => {
	const trigger = await begun();
	await sim.act.holdLock({ task: first });
	await edit(first + 1);
	expect(told(await trigger.poll())).toEqual([`taskUpdated ${first + 1}`]);
	await sim.act.releaseLock();
});

test('a server that was down loses nothing', async () => {
	const trigger = await begun();
	await edit(first);
	await sim.act.stopServer();
	await expect(trigger.poll()).rejects.toThrow(/Could not connect|broke/);
	// The same failure again is not shown again.
	await trigger.poll().catch(() => undefined);
	await sim.act.startServer();
	expect(told(await trigger.poll())).toEqual([`taskUpdated ${first}`]);
});

test('a wrong password is said', async () => {
	const trigger = new Trigger(sim, {}, { password: 'wrong' });
	const error = await trigger.poll().then(
		() => undefined,
		(thrown: Error) => thrown,
	);
	expect(error?.message).toContain('refused the user name or the password');
});

test('nothing stays behind on the server', async () => {
	const trigger = await begun();
	await edit(first);
	await trigger.poll();
	await new Promise((resolve) => setTimeout(resolve, 300));
	expect(sim.act.cutConnections()).toEqual({ cut: 0 });
});

test('two triggers on one database know their own', async () => {
	const [one, other] = [await begun(), await begun({ fields: ['done'] })];
	await edit(first);
	await sim.act.completeTask({ task: first + 2 });
	expect(told(await one.poll())).toEqual([`taskUpdated ${first}`, `taskUpdated ${first + 2}`]);
	expect(told(await other.poll())).toEqual([`taskUpdated ${first + 2}`]);
});
