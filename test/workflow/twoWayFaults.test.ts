import { googleCalendarLogin } from '../../sandbox/googleCalendar';
import { until } from '../support/host';
import { ANNA, MEETING, PICK_UP, PIOTR, useTwoWay, withFirebird, type TwoWay } from './twoWay';

const piotr = googleCalendarLogin.operators.piotr.email;
const BOTH = [MEETING, PICK_UP];

/** As a trigger gives them, so that the error says which of them failed. */
const delivered = (two: TwoWay, tasks: readonly number[]) =>
	tasks.map((id) => ({ ...two.task(id), delivery: { id: `d${id}` } }));

/** What n8n is told that it was. */
const failureIn = (error: unknown) => (error as { failure?: object }).failure;

withFirebird('when something fails', () => {
	const world = useTwoWay();

	/** After whatever happened: one event for each task, and a further run that sends nothing. */
	const allWell = async (two: TwoWay, ids: readonly number[] = BOTH) => {
		const rows = await two.sync(ids.map(two.task));
		expect(rows.filter(({ eventId }) => eventId === null)).toEqual([]);
		const titles = [...two.events(ANNA), ...two.events(PIOTR)].map(({ summary }) => summary);
		expect(new Set(titles).size).toBe(titles.length);
		const [writes, before] = [two.googleWrites(), await two.tasks()];
		await two.sync(ids.map(two.task));
		expect([two.googleWrites(), await two.tasks()]).toEqual([writes, before]);
	};

	it('one operator’s token is refused: theirs waits, and says why; the others go on', async () => {
		const two = world();
		two.google.act.endSession({ user: piotr });
		two.google.act.expireAccessTokens();
		const { error } = await two.run(delivered(two, BOTH));
		expect(error!.context.crmSync).toEqual({ failed: [], waiting: [], held: [`d${PICK_UP}`] });
		expect(error!.message).toContain('Piotr Zieliński');
		expect(error!.description).toContain('still in testing');
		expect(two.events().some(({ summary }) => summary.startsWith('Spotkanie z klientem'))).toBe(true);
		two.google.act.endSession({ user: piotr, ended: false });
		await allWell(two);
	});

	it.each([
		['looked for', 'spotkania.piotr'],
		['matched', 'spotkania\\.piotr.*timeMin'],
	])('one operator’s calendar cannot be read while new tasks are %s: the others go on', async (_, path) => {
		const two = world();
		two.google.faults.inject({ match: { path }, status: 403, body: quota, times: 20 });
		const { error } = await two.run(delivered(two, BOTH));
		expect(error!.context.crmSync).toEqual({ failed: [], waiting: [], held: [`d${PICK_UP}`] });
		two.google.faults.clear();
		await allWell(two);
	});

	it('an operator who is not active is held, by name, and the others go on', async () => {
		const two = world();
		await two.streamsoft.store.query('UPDATE UZYTKOWNIK SET AKTYWNY = 0 WHERE ID_UZYTKOWNIK = 10002');
		const { error } = await two.run(delivered(two, BOTH));
		expect(error!.context.crmSync).toEqual({ failed: [], waiting: [], held: [`d${PICK_UP}`] });
		expect(error!.message).toContain('"Piotr Zieliński": The operator is not active');
	});

	it('an operator who is switched off is left alone, events included', async () => {
		const two = world();
		const [, row] = await two.sync(BOTH.map(two.task));
		await two.operators(
			{ operator: 'anna', calendars: { Spotkanie: ANNA } },
			{ operator: 'piotr', calendars: { Spotkanie: PIOTR }, own: true, support: false },
		);
		await two.streamsoft.act.editTask({ task: PICK_UP, subject: 'Inaczej' });
		const rows = await two.sync(BOTH.map(two.task));
		expect(rows.map(({ sync }) => sync.action)).toEqual(['unchanged', 'unchanged']);
		expect(two.eventById(row!.eventId!, PIOTR)!.summary).toBe('Odbiór urządzenia');
	});

	it('a name that nobody has takes no event away, and a new event waits for its correction', async () => {
		const two = world();
		const { id } = await two.linked();
		for (const operator of ['Anna Nowak', 'magazyn']) {
			await two.operators({ operator, calendars: { Spotkanie: ANNA } });
			for (const item of [two.task(), two.event(id), two.event('demospotkanie2')]) {
				const { error } = await two.run([{ ...item, delivery: { id: 'one' } }]);
				expect(error!.message).toContain(operator);
				expect(error!.context.crmSync).toEqual({ failed: [], waiting: [], held: ['one'] });
			}
			expect(two.eventById(id)).toBeDefined();
		}
		await two.operators({ operator: 'anna', calendars: { Spotkania: ANNA } });
		expect((await two.run([two.task()])).error!.message).toContain('"Spotkania"');
		expect(two.eventById(id)).toBeDefined();
		await two.setUp('googleCalendar', {});
		expect((await two.sync([two.event('demospotkanie2')]))[0]!.sync.action).toBe('created');
	});

	it('two operators on one calendar: nothing is written, and nothing is given up', async () => {
		const two = world();
		const calendars = { Spotkanie: ANNA };
		await two.operators({ operator: 'anna', calendars }, { operator: 'piotr', calendars });
		const [writes, before] = [two.googleWrites(), await two.tasks()];
		const { error } = await two.run(delivered(two, BOTH));
		expect(error!.message).toContain('claimed by two operators: "anna" and "piotr"');
		expect(error!.context.crmSync).toMatchObject({ failed: [] });
		expect([two.googleWrites(), await two.tasks()]).toEqual([writes, before]);
	});

	it('a task that somebody has open waits, and the others go on', async () => {
		const two = world();
		const rows = await two.sync(BOTH.map(two.task));
		rows.forEach(({ eventId, calendarId }, at) =>
			two.google.act.editEvent({ calendar: calendarId!, event: eventId!, location: `Miejsce ${at}` }),
		);
		await two.streamsoft.act.holdLock({ task: MEETING });
		const { error } = await two.run(delivered(two, BOTH));
		expect(error!.context.crmSync).toEqual({ failed: [], waiting: [`d${MEETING}`] });
		expect((await two.taskRow(PICK_UP))!.place).toBe('Miejsce 1');
		await two.streamsoft.act.releaseLock();
		await allWell(two);
		expect((await two.taskRow())!.place).toBe('Miejsce 0');
	});

	it.each(['before', 'after'] as const)('the connection to the database breaks %s a commit', async (reset) => {
		const two = world();
		const { id } = await two.linked();
		two.google.act.editEvent({ calendar: ANNA, event: id, location: 'Nysa' });
		two.streamsoft.faults.inject({ match: { path: 'commit' }, reset });
		const { error } = await two.run(delivered(two, [MEETING]));
		if (error) expect(error.context.crmSync ?? failureIn(error)).toBeTruthy();
		await allWell(two);
		expect((await two.taskRow())!.place).toBe('Nysa');
		const count = (await two.tasks()).length;
		two.streamsoft.faults.inject({ match: { path: 'commit' }, reset });
		await two.run([two.event('demospotkanie2')]);
		await two.sync([two.event('demospotkanie2')]);
		expect(await two.tasks()).toHaveLength(count + 1);
	});

	it('the database stops in the middle: what was not done is not blamed, and comes again', async () => {
		const two = world();
		const { id } = await two.linked();
		two.google.act.editEvent({ calendar: ANNA, event: id, location: 'Nysa' });
		await two.streamsoft.act.stopServer();
		const { error } = await two.run([{ ...two.event(id), delivery: { id: 'one' } }]);
		expect(error!.message).toMatch(/Firebird|Streamsoft/);
		const { crmSync } = error!.context as { crmSync?: { failed: string[] } };
		expect(crmSync?.failed ?? []).toEqual([]);
		if (!crmSync) expect(failureIn(error)).toMatchObject({ cause: 'temporarily-unavailable' });
		await two.streamsoft.act.startServer();
		await allWell(two);
		expect((await two.taskRow())!.place).toBe('Nysa');
	});

	it.each(['before', 'after'] as const)('the connection breaks %s a batch of new events', async (reset) => {
		const two = world();
		const ids = [...BOTH];
		for (let number = 0; number < 3; number++) {
			const task = { type: 'Spotkanie', operator: 'anna', subject: `Zadanie ${number}`, start: '2027-01-05 10:00:00' };
			ids.push((await two.streamsoft.act.addTask(task)).id);
		}
		two.google.faults.inject({ match: { path: 'batch' }, reset, times: 3 });
		await two.run(ids.map(two.task));
		await two.run(ids.map(two.task));
		two.google.faults.clear();
		await allWell(two, ids);
	});

	it('the calendar’s quota is used up: the run says so, and goes on another time', async () => {
		const two = world();
		two.google.act.refuseCalls({ action: 'events.insert', status: 403, reason: 'quotaExceeded', times: 2 });
		const { error } = await two.run(delivered(two, BOTH));
		expect(error!.context.crmSync).toMatchObject({ failed: [], held: expect.arrayContaining([`d${MEETING}`]) });
		expect(error!.message).toMatch(/quotaExceeded/);
		await allWell(two);
	});

	it('an event on which not even a note may be written is at fault itself, and makes no task', async () => {
		const two = world();
		const calendar = googleCalendarLogin.operators.anna.email;
		two.google.switches.nonOrganizerWrites = 'none';
		await two.operators({ operator: 'anna', calendars: { Spotkanie: calendar } });
		const start = '2027-01-05T10:00:00';
		two.google.act.receiveInvitation({ calendar, id: 'gosc1', from: 'szef@inna.example', start, summary: 'Narada' });
		const count = (await two.tasks()).length;
		const { error } = await two.run([{ ...two.event('gosc1', calendar), delivery: { id: 'one' } }]);
		expect(error!.context.crmSync).toEqual({ failed: ['one'], waiting: [] });
		expect(await two.tasks()).toHaveLength(count);
	});

	/** Holds the next change of an event back, and does something meanwhile. */
	const meanwhile = async (two: TwoWay, run: Promise<unknown>, act: () => unknown) => {
		await until('a write is on its way', () => two.google.faults.pending.length === 0);
		await act();
		await run;
	};
	const slowly = (two: TwoWay) => two.google.faults.inject({ match: { method: 'PATCH' }, delayMs: 800 });

	it('what somebody edits between reading and writing is kept, and told where it is overwritten', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Z CRM' });
		slowly(two);
		const run = two.sync([two.task()]);
		await meanwhile(two, run, () =>
			two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'Z Google', location: 'Nysa' }),
		);
		const [row] = await run;
		expect(two.eventById(id)).toMatchObject({ summary: 'Z CRM', location: 'Nysa' });
		expect((await two.taskRow())!.place).toBe('Nysa');
		expect(Object.values(row!.sync.changes!)).toContainEqual({ from: 'Z Google', to: 'Z CRM' });
		await allWell(two);
	});

	it('what was overwritten is told also where the rest could not be done', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Z CRM', place: 'Opole' });
		two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'Z Google' });
		slowly(two);
		const run = two.run([two.task()], { conflict: 'right' });
		two.google.act.refuseCalls({ action: 'events.patch', status: 403, reason: 'quotaExceeded', after: 1, times: 9 });
		await meanwhile(two, run, () => undefined);
		const { error } = await run;
		expect((await two.taskRow())!.subject).toBe('Z Google');
		expect(`${error!.message} ${error!.description}`).toContain('"Z CRM"');
	});
});

const quota = JSON.stringify({
	error: {
		code: 403,
		message: 'Quota',
		errors: [{ domain: 'usageLimits', reason: 'quotaExceeded', message: 'Quota' }],
	},
});
