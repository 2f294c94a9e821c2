import { stampIn } from '../../../../support/twoWay/calendars';
import { eventSeed, Scene, TASK } from './scene';

const linked = async (...given: ConstructorParameters<typeof Scene>): Promise<Scene> => {
	const scene = new Scene(...given);
	scene.addTask();
	await scene.run(TASK);
	return scene;
};

describe('runs that overlap with people', () => {
	it('a task that is changed back while a run writes the change stays as people left it', async () => {
		const scene = await linked();
		scene.editTask({ subject: 'Later' });
		const slow = await (await scene.start(TASK)).until('write events');
		scene.editTask({ subject: 'Visit' });
		expect(await scene.run(TASK)).toMatchObject([{ action: 'unchanged' }]);
		await slow.until();
		expect([scene.task.fields.subject, scene.event.fields.subject]).toEqual(['Visit', 'Visit']);
	});

	it('an event that is made for a type that is given up meanwhile goes again', async () => {
		const scene = new Scene();
		scene.addTask();
		const slow = await (await scene.start(TASK)).until('write events');
		scene.editTask({}, { type: 'note' });
		await scene.run(TASK);
		await slow.until();
		expect(scene.world.calendars.live()).toEqual([]);
	});

	it('an edit of the task after it was written is no conflict, whoever wins those', async () => {
		const scene = await linked({ conflict: 'right' });
		scene.editEvent({ subject: 'From Google' });
		const slow = await (await scene.start(eventSeed(scene.event))).until('write tasks');
		await (await slow.pass()).until('write events');
		scene.editTask({ subject: 'Later still' });
		await slow.until();
		expect([scene.task.fields.subject, scene.event.fields.subject]).toEqual(['Later still', 'Later still']);
	});

	it('an event that is changed back before its task is written stays as people left it', async () => {
		const scene = await linked();
		scene.editEvent({ subject: 'Mistaken' });
		const slow = await (await scene.start(eventSeed(scene.event))).until('write tasks');
		scene.editEvent({ subject: 'Visit' });
		await scene.run(eventSeed(scene.event));
		await slow.until();
		expect([scene.task.fields.subject, scene.event.fields.subject]).toEqual(['Visit', 'Visit']);
	});

	it('a slower run that writes what was offered before does not look like an edit of the task', async () => {
		const scene = await linked();
		scene.editEvent({ subject: 'First' });
		const slow = await (await scene.start(eventSeed(scene.event))).until('write tasks');
		scene.editEvent({ subject: 'Second' });
		const quick = await (await scene.start(eventSeed(scene.event))).until('write tasks');
		expect(stampIn(scene.event)!.earlier!.subject).toHaveLength(1);
		await slow.pass();
		await quick.until();
		await slow.until();
		expect([scene.task.fields.subject, scene.event.fields.subject]).toEqual(['Second', 'Second']);
	});

	it('two runs make one event, and one task', async () => {
		const scene = new Scene();
		scene.addTask();
		scene.addEvent({ fields: { subject: 'Other', notes: '', place: '', time: '2026-07-02/2026-07-03' } });
		const seeds = [TASK, eventSeed({ calendar: 'a1', id: 'e' })] as const;
		const [one, other] = [await scene.start(...seeds), await scene.start(...seeds)];
		for (const kind of ['write events', 'write tasks', undefined]) {
			await one.until(kind);
			await other.until(kind);
		}
		expect(scene.world.calendars.live()).toHaveLength(2);
		expect(scene.world.tasks.rows.size).toBe(3);
	});

	it('an event that is moved between two looks is neither gone nor two', async () => {
		const scene = await linked({ eventDeleted: 'delete' });
		const { calendars } = scene.world;
		const before = scene.event;
		const seed = { ...eventSeed(before), stamp: stampIn(before)! };
		const there = calendars.move(before, 'a2');
		const slow = await (await scene.start(seed)).until('find events elsewhere');
		calendars.move(there, 'a1');
		await slow.until();
		expect(scene.task).toBeDefined();
		expect(scene.event.calendar).toBe('a1');
	});

	it('what is changed again and again is left to the next run', async () => {
		const scene = await linked();
		scene.editTask({ subject: 'Later' });
		const slow = await scene.start(TASK);
		for (let count = 0; count < 9; count++) {
			await slow.until('write events');
			scene.editEvent({});
			await slow.pass();
		}
		await slow.until();
		const [outcome] = await slow.outcomes;
		expect(outcome).toMatchObject({ action: 'failed', error: { waits: true } });
		await scene.run(TASK);
		expect(scene.event.fields.subject).toBe('Later');
	});
});

describe('what was replaced is told', () => {
	it('also where the answer was lost, and a person was there in between', async () => {
		const scene = await linked();
		scene.editTask({ place: 'Wien' });
		scene.editEvent({ place: 'Praha' });
		const slow = await (await scene.start(TASK)).until('write events');
		await slow.pass('changed');
		scene.editEvent({ place: 'Praha 2' });
		await slow.until();
		const [outcome] = await slow.outcomes;
		expect(Object.values(outcome!.changes).map(({ from }) => from)).toContain('Praha');
	});

	it('also where it is not known what a fault left behind', async () => {
		const scene = await linked();
		scene.editTask({ place: 'Wien' });
		scene.editEvent({ place: 'Praha' });
		const slow = await (await scene.start(TASK)).until('write events');
		await slow.pass('lost');
		const [outcome] = await slow.outcomes;
		expect(outcome).toMatchObject({ action: 'failed', changes: { 'event.place': { from: 'Praha', to: 'Wien' } } });
	});

	it('says which of both was kept', async () => {
		const scene = await linked();
		scene.editTask({ place: 'Wien' });
		scene.editEvent({ place: 'Praha' });
		const [outcome] = await scene.run(TASK);
		expect(outcome).toMatchObject({
			action: 'updated',
			reason: 'Both sides changed location: that of the task was kept.',
		});
	});
});
