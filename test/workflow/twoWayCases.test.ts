import { ANNA, MEETING, OFFER, useTwoWay, withFirebird, type TwoWay } from './twoWay';

const TYPE = { type: 'Spotkanie', operator: 'anna' };
/** The clocks go forward at 02:00 and back at 03:00. */
const SPRING = '2027-03-28';
const AUTUMN = '2027-10-31';

withFirebird('the cases that break other tools', () => {
	const world = useTwoWay();

	/** What both sides have; another run must write nothing. */
	const inStep = async (two: TwoWay, task: number) => {
		const [writes, before] = [two.googleWrites(), await two.tasks()];
		const [row] = await two.sync([two.task(task)]);
		expect(row!.sync).toMatchObject({ action: 'unchanged' });
		await two.sync([two.event(row!.eventId!, row!.calendarId!)]);
		expect([two.googleWrites(), await two.tasks()]).toEqual([writes, before]);
	};

	const made = async (two: TwoWay, task: object) => {
		const { id } = await two.streamsoft.act.addTask({
			...TYPE,
			subject: 'Zadanie',
			start: '2027-01-05 10:00:00',
			...task,
		});
		const [row] = await two.sync([two.task(id)]);
		return { id, row: row!, event: two.eventById(row!.eventId ?? '', row!.calendarId ?? ANNA)! };
	};

	const taken = async (two: TwoWay, event: object, calendar = ANNA) => {
		const { id } = two.google.act.addEvent({ calendar, summary: 'Termin', start: '2027-01-05T10:00:00', ...event });
		const [row] = await two.sync([two.event(id, calendar)]);
		return { id, row: row!, task: (await two.taskRow(Number(row!.taskId)))! };
	};

	it('an hour that the clock skips is the one after it, and stands still', async () => {
		const two = world();
		const { id, event } = await made(two, { start: `${SPRING} 02:30:00`, end: `${SPRING} 03:30:00` });
		expect(event.start.dateTime).toBe(`${SPRING}T03:30:00+02:00`);
		await inStep(two, id);
		expect((await two.taskRow(id))!.start).toBe(`${SPRING} 02:30:00`);
	});

	it('an hour that comes twice is the first one, from either side, and stands still', async () => {
		const two = world();
		const { id, event } = await made(two, { start: `${AUTUMN} 02:30:00`, end: `${AUTUMN} 02:45:00` });
		expect(event.start.dateTime).toBe(`${AUTUMN}T02:30:00+02:00`);
		await inStep(two, id);
		const later = await taken(two, { start: `${AUTUMN}T02:30:00+01:00`, end: `${AUTUMN}T03:30:00+01:00` });
		expect(later.task).toMatchObject({ start: `${AUTUMN} 02:30:00`, end: `${AUTUMN} 03:30:00` });
		await inStep(two, later.task.id);
		expect(two.eventById(later.id)!.start.dateTime).toBe(`${AUTUMN}T02:30:00+01:00`);
	});

	it('what WIN1250 cannot hold is ? in the task, and stays in the event', async () => {
		const two = world();
		const { id, task } = await taken(two, { summary: 'Kawa 😀 с Ольгой', description: 'Ważne 🎉', location: 'Київ' });
		expect(task).toMatchObject({ subject: 'Kawa ? ? ??????', description: 'Ważne ?', place: '????' });
		expect(two.eventById(id)).toMatchObject({ summary: 'Kawa 😀 с Ольгой', location: 'Київ' });
		await inStep(two, task.id);
		two.google.act.editEvent({ calendar: ANNA, event: id, location: 'Київ, Хрещатик 1' });
		await two.sync([two.event(id)]);
		expect((await two.taskRow(task.id))!.place).toBe('????, ???????? 1');
		expect(two.eventById(id)!.summary).toBe('Kawa 😀 с Ольгой');
	});

	it('what is too long is shortened in the task, and stays whole in the event', async () => {
		const two = world();
		const summary = 'Ż'.repeat(300);
		const { id, task } = await taken(two, { summary });
		expect(task.subject).toBe('Ż'.repeat(task.subject!.length));
		expect(task.subject!.length).toBeLessThan(300);
		await inStep(two, task.id);
		await two.streamsoft.act.editTask({ task: task.id, place: 'Opole' });
		await two.sync([two.task(task.id)]);
		expect(two.eventById(id)).toMatchObject({ summary, location: 'Opole' });
	});

	it('a copy made in Google is an event of its own, and gets a task of its own', async () => {
		const two = world();
		const { id } = await two.linked();
		const copy = two.google.act.copyEvent({ calendar: ANNA, event: id, start: '2027-02-01T09:00:00' }) as {
			id: string;
		};
		const [row] = await two.sync([two.event(copy.id)]);
		expect(row).toMatchObject({ eventId: copy.id, sync: { action: 'created' } });
		expect(row!.taskId).not.toBe(String(MEETING));
		two.google.act.deleteEvent({ calendar: ANNA, event: copy.id });
		await two.sync([two.event(copy.id), two.task()]);
		expect((await two.taskRow())!.done).toBe(false);
		expect(two.eventById(id)).toBeDefined();
	});

	it('what stands below the marked line in a copy does not become a note of its task', async () => {
		const two = world();
		const { id } = await two.linked();
		const copy = two.google.act.copyEvent({ calendar: ANNA, event: id }) as { id: string };
		const [row] = await two.sync([two.event(copy.id)]);
		const task = await two.taskRow(Number(row!.taskId));
		expect(task!.description).not.toContain('Priorytet');
		expect(two.eventById(copy.id)!.description).not.toContain('Priorytet');
		await inStep(two, task!.id);
	});

	it.each([
		['a series', 'demonarada', /series/],
		['a declined invitation', 'invite1', /declined/],
		['time out of office', 'urlop1', /outOfOffice/],
	])('%s is left alone, and said so', async (_, id, reason) => {
		const two = world();
		await two.operators({
			operator: 'anna',
			calendars: { Spotkanie: 'anna@firma.example', 'Wizyta referencyjna': ANNA },
		});
		const calendar = id === 'demonarada' ? ANNA : 'anna@firma.example';
		if (id === 'invite1') {
			const invitation = {
				calendar,
				from: 'szef@inna.example',
				start: '2027-01-05T10:00:00',
				summary: 'Zaproszenie',
				id,
			};
			two.google.act.receiveInvitation(invitation);
			two.google.act.declineInvitation({ calendar, event: id });
		}
		if (id === 'urlop1') {
			two.google.act.addEvent({
				calendar,
				id,
				summary: 'Urlop',
				start: '2027-01-05T10:00:00',
				eventType: 'outOfOffice',
			});
		}
		const count = (await two.tasks()).length;
		const [row] = await two.sync([two.event(id, calendar)]);
		expect(row!.sync).toMatchObject({ action: 'skipped', reason: expect.stringMatching(reason) });
		expect(await two.tasks()).toHaveLength(count);
	});

	it('somebody else’s event becomes a task and follows its organizer, but is never changed', async () => {
		const two = world();
		const calendar = 'anna@firma.example';
		await two.operators({ operator: 'anna', calendars: { Spotkanie: calendar } });
		const start = '2027-01-05T10:00:00';
		two.google.act.receiveInvitation({ calendar, id: 'gosc1', from: 'szef@inna.example', start, summary: 'Narada' });
		const [row] = await two.sync([two.event('gosc1', calendar)]);
		const task = Number(row!.taskId);
		expect(await two.taskRow(task)).toMatchObject({ subject: 'Narada', start: '2027-01-05 10:00:00' });
		two.google.act.organizerChanges({ calendar, event: 'gosc1', summary: 'Narada roczna' });
		await two.sync([two.event('gosc1', calendar)]);
		expect((await two.taskRow(task))!.subject).toBe('Narada roczna');
		await two.streamsoft.act.editTask({ task, subject: 'Inaczej' });
		const [told] = await two.sync([two.task(task)]);
		expect(told!.sync).toMatchObject({ action: 'conflict', reason: expect.stringContaining('szef@inna.example') });
		expect(two.eventById('gosc1', calendar)!.summary).toBe('Narada roczna');
		await two.streamsoft.act.deleteTask({ task });
		const [gone] = await two.sync([two.task(task)]);
		expect(gone!.sync.action).toBe('skipped');
		expect(two.eventById('gosc1', calendar)).toBeDefined();
	});

	it('whole days are days on both sides, whatever the clocks do', async () => {
		const two = world();
		const days = { allDay: true, start: `${SPRING} 00:00:00`, end: '2027-03-30 00:00:00' };
		const { id, event } = await made(two, days);
		expect([event.start, event.end]).toEqual([{ date: SPRING }, { date: '2027-03-31' }]);
		await inStep(two, id);
		two.google.act.moveEventTime({ calendar: ANNA, event: event.id, start: '2027-04-02' });
		await two.sync([two.event(event.id)]);
		expect(await two.taskRow(id)).toMatchObject({
			allDay: true,
			start: '2027-04-02 00:00:00',
			end: '2027-04-04 00:00:00',
		});
		two.google.act.moveEventTime({ calendar: ANNA, event: event.id, start: '2027-04-02T08:00:00' });
		await two.sync([two.event(event.id)]);
		expect(await two.taskRow(id)).toMatchObject({
			allDay: false,
			start: '2027-04-02 08:00:00',
			end: '2027-04-02 09:00:00',
		});
		await two.streamsoft.act.editTask({ task: id, ...days });
		await two.sync([two.task(id)]);
		expect(two.eventById(event.id)!.start).toEqual({ date: SPRING });
	});

	it('a task without an end lasts as long as chosen, and keeps having none until somebody says so', async () => {
		const two = world();
		const { id, event } = await made(two, { end: null });
		expect(event.end.dateTime).toBe('2027-01-05T11:00:00+01:00');
		await inStep(two, id);
		expect((await two.taskRow(id))!.end).toBeNull();
		const { id: longer } = await two.streamsoft.act.addTask({
			...TYPE,
			subject: 'Długo',
			start: '2027-01-05 10:00:00',
		});
		const [row] = await two.sync([two.task(longer)], { options: { minutes: 90 } });
		expect(two.eventById(row!.eventId!)!.end.dateTime).toBe('2027-01-05T11:30:00+01:00');
	});

	it('a task without a start gets no event, and an event keeps its time when its task loses it', async () => {
		const two = world();
		const { id, row, event } = await made(two, {});
		await two.streamsoft.act.editTask({ task: id, start: null, end: null });
		const [lost] = await two.sync([two.task(id)]);
		expect([row.sync.action, lost!.sync.action]).toEqual(['created', 'skipped']);
		expect(lost!.sync.reason).toContain('no start');
		expect(two.eventById(event.id)!.start).toEqual(event.start);
	});

	it('the HTML of Google’s screens is no part of a task', async () => {
		const two = world();
		const { id } = await two.linked();
		const description = '<b>Umowa</b> &amp; aneks<br>Druga&nbsp;linia<br><br><br>--- CRM (read-only) ---<br>cokolwiek';
		two.google.act.editEvent({ calendar: ANNA, event: id, description });
		await two.sync([two.event(id)]);
		expect((await two.taskRow())!.description!.split(/\r?\n/)).toEqual(['Umowa & aneks', 'Druga linia']);
		await inStep(two, MEETING);
	});

	it('a type that is no longer marked: the event goes, the task stays; marked again, it comes back', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.setTypeSync({ type: 'Spotkanie', synchronised: false });
		const [gone] = await two.sync([two.task()]);
		expect(gone!.sync).toMatchObject({ action: 'deleted', reason: expect.stringContaining('no longer') });
		expect([two.eventById(id), (await two.taskRow())!.done]).toEqual([undefined, false]);
		await two.streamsoft.act.setTypeSync({ type: 'Spotkanie', synchronised: true });
		const [back] = await two.sync([two.task()]);
		expect(two.eventById(back!.eventId!)!.summary).toBe('Spotkanie z klientem: nowa hala');
		await inStep(two, MEETING);
	});

	it('a task that gets a type which is not synchronised loses its event, and nothing else', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.moveTask({ task: MEETING, type: 'Oferta handlowa' });
		expect((await two.sync([two.task()]))[0]!.sync.action).toBe('deleted');
		expect(two.eventById(id)).toBeUndefined();
		expect((await two.taskRow())!.type).toBe(10_003);
		expect((await two.sync([two.task(OFFER)]))[0]!.sync.action).toBe('unchanged');
	});
});
