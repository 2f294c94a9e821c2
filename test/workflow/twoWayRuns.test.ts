import type { INodeParameters } from 'n8n-workflow';

import { ANNA, ANNA_VISITS, MEETING, PICK_UP, PIOTR, useTwoWay, withFirebird, type TwoWay } from './twoWay';

/** Everything that a run could have changed. */
const both = async (two: TwoWay) => [two.googleWrites(), two.events(), two.events(PIOTR), await two.tasks()];

withFirebird('what a run is told and tells', () => {
	const world = useTwoWay();

	it('a dry run says field by field what the run then does, and writes nothing', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Z CRM', place: 'Opole' });
		two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'Z Google', description: 'Notatka' });
		const items = [two.task(), two.task(PICK_UP), two.event('demospotkanie2'), two.event('demonarada')];
		const before = await both(two);
		const dry = await two.sync(items, { dryRun: true });
		expect(await both(two)).toEqual(before);
		expect(dry.map(({ sync, dryRun }) => [sync.action, dryRun])).toEqual([
			['updated', true],
			['created', true],
			['created', true],
			['skipped', true],
		]);
		expect(dry[0]!.sync.changes).toMatchObject({
			'event.subject': { from: 'Z Google', to: 'Z CRM' },
			'event.place': { to: 'Opole' },
			'task.notes': { to: 'Notatka' },
		});
		expect(dry[2]!.sync.changes).toMatchObject({ 'task.subject': { from: null, to: 'Wizyta u klienta' } });
		const real = await two.sync(items);
		expect(real.map(({ sync }) => [sync.action, sync.changes])).toEqual(
			dry.map(({ sync }) => [sync.action, sync.changes]),
		);
	});

	it('a calendar that is not there is made once, by runs that begin together, and by no dry run', async () => {
		const two = world();
		await two.operators({ operator: 'anna', calendars: { Spotkanie: 'Nowy kalendarz' } });
		const options = { options: { createCalendars: true } };
		const made = async () =>
			(await two.operation('calendar', 'getMany', { returnAll: true })).filter(({ name, summary }) =>
				[name, summary].includes('Nowy kalendarz'),
			);
		const [dry] = await two.sync([two.task()], { dryRun: true, ...options });
		expect([dry!.sync.action, await made()]).toEqual(['failed', []]);
		expect((await two.run([two.task()])).error!.message).toContain('There is no calendar "Nowy kalendarz"');
		await Promise.all([two.sync([two.task()], options), two.sync([two.event('demospotkanie2')], options)]);
		expect(await made()).toHaveLength(1);
	});

	it('a report is one item for the whole run', async () => {
		const two = world();
		const items = [two.task(), two.task(PICK_UP), two.event('demonarada')];
		const result = await two.run(items, { options: { output: 'report' } });
		expect(result.json('Node')).toMatchObject([
			{
				dryRun: false,
				counts: { created: 2, skipped: 1 },
				total: 3,
				records: [
					{ action: 'created', key: 'task 10001' },
					{ action: 'created', key: 'task 10003' },
					{ action: 'skipped', message: expect.stringContaining('series') },
				],
			},
		]);
		expect(result.hints('Node').join()).toContain('2 created, 1 skipped');
	});

	it('one pair given by both its records, and more than once, is written once', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Z CRM' });
		const items = [two.event(id), two.task(), two.event(id), two.task()];
		const rows = await two.sync(items);
		expect(rows.map(({ sync }) => sync.action)).toEqual(['updated', 'unchanged', 'unchanged', 'unchanged']);
		expect(rows.slice(1).every(({ sync }) => sync.changes === undefined && sync.reason === undefined)).toBe(true);
	});

	it('records by ID, by expressions of each item', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Z CRM' });
		const [row] = await two.sync([{ c: ANNA, e: id }], {
			record: 'event',
			calendarId: '={{ $json.c }}',
			eventId: '={{ $json.e }}',
		});
		expect(row!.sync.action).toBe('updated');
		const rows = await two.sync([{ t: PICK_UP }, { t: String(MEETING) }], { record: 'task', taskId: '={{ $json.t }}' });
		expect(rows.map(({ taskId, sync }) => [taskId, sync.action])).toEqual([
			[String(PICK_UP), 'created'],
			[String(MEETING), 'unchanged'],
		]);
	});

	it('an item that names nothing stops the run before anything is written, or is told beside the others', async () => {
		const two = world();
		const before = await both(two);
		const { error } = await two.run([two.task(), { id: null }]);
		expect(error!.message).toContain('names neither a task nor an event');
		expect(await both(two)).toEqual(before);
		const result = await two.run([two.task(), { id: null }], { onError: 'continueRegularOutput' });
		const [row, wrong] = result.json('Node');
		expect(row).toMatchObject({ sync: { action: 'created' } });
		expect(wrong!.error).toContain('names neither');
	});

	it.each<[string, INodeParameters, [string, string]]>([
		['neither side', { options: { newTasks: false, newEvents: false } }, ['skipped', 'skipped']],
		['events alone', { options: { newTasks: false } }, ['skipped', 'created']],
		['tasks alone', { options: { newEvents: false } }, ['created', 'skipped']],
	])('new records of %s', async (_, parameters, actions) => {
		const two = world();
		const rows = await two.sync([two.task(), two.event('demospotkanie2')], parameters);
		expect(rows.map(({ sync }) => sync.action)).toEqual(actions);
	});

	it('shows what was chosen of a task, completed ones only where that is chosen', async () => {
		const two = world();
		const [row] = await two.sync([two.task()], { options: { shown: ['features'], features: ['priorytet'] } });
		expect(two.eventById(row!.eventId!)!.description).toMatch(/--- CRM \(read-only\) ---\nPriorytet: wysoki$/);
		const done = { id: 10_006, record: { id: 10_006 } };
		expect((await two.sync([done]))[0]!.sync).toMatchObject({ action: 'skipped', reason: 'The task is completed.' });
		expect((await two.sync([done], { options: { closedTasks: true } }))[0]!.sync.action).toBe('created');
	});

	it('gives a field a rule of its own', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Z CRM', place: 'Opole' });
		two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'Z Google', location: 'Nysa' });
		await two.sync([two.task()], { options: { fieldRules: { rows: [{ field: 'place', rule: 'right' }] } } });
		expect(two.eventById(id)).toMatchObject({ summary: 'Z CRM', location: 'Nysa' });
		expect(await two.taskRow()).toMatchObject({ subject: 'Z CRM', place: 'Nysa' });
	});

	it('an event in a calendar with two types becomes no task, and says so; its tasks stay in step', async () => {
		const two = world();
		await two.operators({ operator: 'anna', calendars: { Spotkanie: ANNA, 'Wizyta referencyjna': ANNA } });
		const { id } = await two.linked();
		const [row] = await two.sync([two.event('demospotkanie2')]);
		expect(row!.sync).toMatchObject({ action: 'skipped', reason: expect.stringContaining('several event types') });
		two.google.act.editEvent({ calendar: ANNA, event: id, location: 'Nysa' });
		await two.sync([two.event(id)]);
		expect(await two.taskRow()).toMatchObject({ place: 'Nysa', type: 10_001 });
		expect(two.events(ANNA_VISITS).some((event) => event.id === id)).toBe(false);
	});

	it('1,000 tasks in one run, and again without a write', async () => {
		const two = world();
		await two.streamsoft.act.grow({ count: 1_000, type: 'Spotkanie', operator: 'anna' });
		const items = (await two.tasks())
			.filter(({ operator, done }) => operator === 10_001 && !done)
			.map(({ id }) => two.task(id));
		const rows = await two.sync(items);
		expect(items.length).toBeGreaterThan(1_000);
		expect(new Set(rows.map(({ eventId }) => eventId)).size).toBe(items.length);
		const writes = two.googleWrites();
		expect((await two.sync(items)).every(({ sync }) => sync.action === 'unchanged')).toBe(true);
		expect(two.googleWrites()).toBe(writes);
	});

	it('items of Get Many of either node are understood', async () => {
		const two = world();
		const events = await two.operation('event', 'getMany', {
			calendar: { __rl: true, mode: 'id', value: ANNA },
			returnAll: true,
			from: '2026-01-01T00:00:00Z',
			to: '2030-01-01T00:00:00Z',
		});
		const rows = await two.sync(events.filter(({ id }) => id === 'demospotkanie2'));
		expect(rows[0]!.sync.action).toBe('created');
		const node = {
			type: 'n8n-nodes-crm-sync.streamsoft',
			parameters: { resource: 'task', operation: 'getMany', returnAll: true },
		};
		const tasks = (await two.harness.runNode(node)).json('Node');
		const dry = await two.sync(tasks, { dryRun: true });
		expect(dry.filter(({ sync }) => sync.action === 'created').length).toBeGreaterThan(2);
	});
});
