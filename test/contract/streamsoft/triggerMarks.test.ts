/** What the trigger tells when types, operators or the schema profile say otherwise than before, and names. */
import { schemaProfile } from '../../../sandbox/streamsoft';
import { forgetLists } from '../../../nodes/Streamsoft/watch/database';
import { ANNA, CALL, MEETING, recordOf, schemas, task, ThreeTasks, told, Trigger, VISIT } from './watchWorld';

describe.each(schemas)('with the schema $schema', (switches) => {
	const world = new ThreeTasks(switches);

	test('a type that is marked later, and one that is no longer', async () => {
		await world.sim.act.addTask(task(4, { type: CALL }));
		const trigger = await world.begun();
		await world.sim.act.setTypeSync({ type: CALL, synchronised: true });
		forgetLists();
		expect(told(await trigger.poll())).toEqual(['taskCreated 4']);
		await world.sim.act.setTypeSync({ type: CALL, synchronised: false });
		forgetLists();
		expect(told(await trigger.poll())).toEqual(['taskUpdated 4 left type']);
		await world.sim.act.setTypeSync({ type: CALL, synchronised: true });
		forgetLists();
		expect(told(await trigger.poll())).toEqual(['taskUpdated 4']);
		await world.sim.act.setTypeSync({ type: CALL, synchronised: false });
	});

	test('the last type that was marked, too', async () => {
		const trigger = await world.begun();
		trigger.status = 'error';
		for (const type of [MEETING, VISIT]) await world.sim.act.setTypeSync({ type, synchronised: false });
		forgetLists();
		const left = [1, 2, 3].map((id) => `taskUpdated ${id} left type`);
		expect(told(await trigger.poll())).toEqual(left);
		trigger.status = 'success';
		expect(told(await trigger.poll())).toEqual(left);
		expect(await trigger.drained()).toEqual([]);
		for (const type of [MEETING, VISIT]) await world.sim.act.setTypeSync({ type, synchronised: true });
		forgetLists();
		expect(told(await trigger.poll())).toEqual([1, 2, 3].map((id) => `taskUpdated ${id}`));
	});

	test('a contractor is known by name', async () => {
		const trigger = await world.begun({
			triggerOn: 'fieldBecameValue',
			field: 'contractor',
			values: [],
			otherValues: ['ALFA'],
		});
		await world.sim.act.editTask({ task: 1, contractor: 10007 });
		await world.sim.act.editTask({ task: 2, subject: 'x' });
		expect(await trigger.poll()).toMatchObject([
			{ id: '1', changes: { contractor: { from: null, to: { id: '10007', name: 'ALFA' } } } },
		]);
	});

	test('an operator and a feature that were entered a moment ago have their names', async () => {
		const trigger = await world.begun({ operators: [String(ANNA), '10044'] });
		await world.sim.act.addOperator({ id: 10044, login: 'NOWA', name: 'Nowa Osoba' });
		await world.sim.act.addFeature({ id: 10045, name: 'Kolor' });
		await world.sim.act.addTask(task(4, { operator: 10044, features: { Kolor: 'niebieski' } }));
		const [created] = await trigger.poll();
		expect(recordOf(created)).toMatchObject({
			operator: { id: '10044', name: 'Nowa Osoba' },
			features: { Kolor: 'niebieski' },
		});
		await world.sim.act.deleteTask({ task: 4 });
	});

	test('a row that is no task any more, by the profile, is deleted', async () => {
		const typed =
			switches.schema === 'modified'
				? schemaProfile({ procedures: false })
				: '{"events":{"columns":{"place":"MIEJSCE"}}}';
		const profile = JSON.parse(typed) as { events: { columns: { place: string }; only?: object } };
		profile.events.only = { [profile.events.columns.place]: 'biuro' };
		for (const id of [1, 2]) await world.sim.act.editTask({ task: id, place: 'biuro' });
		const trigger = await new Trigger(world.sim, {}, { schemaProfile: JSON.stringify(profile) }).begun();
		await world.sim.act.editTask({ task: 2, subject: 'x' });
		await world.sim.act.editTask({ task: 1, place: 'kosz' });
		expect(told(await trigger.poll())).toEqual(['taskDeleted 1', 'taskUpdated 2']);
		expect(await trigger.poll()).toEqual([]);
	});

	test('no marked type is said, and not taken for nothing to do', async () => {
		for (const type of [MEETING, VISIT]) await world.sim.act.setTypeSync({ type, synchronised: false });
		await expect(new Trigger(world.sim).poll()).rejects.toThrow('No event type is marked');
		for (const type of [MEETING, VISIT]) await world.sim.act.setTypeSync({ type, synchronised: true });
	});
});
