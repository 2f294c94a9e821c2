import { ANNA, ANNA_VISITS, MEETING, OFFER, PICK_UP, PIOTR, useTwoWay, withFirebird } from './twoWay';

withFirebird('Two-Way Sync: Sync, on n8n-core', () => {
	const world = useTwoWay();

	it('makes events of tasks, in the calendar of their operator and type, with what is only shown', async () => {
		const two = world();
		const rows = await two.sync([MEETING, PICK_UP, OFFER].map(two.task));
		expect(rows.map(({ sync }) => sync.action)).toEqual(['created', 'created', 'unchanged']);
		const event = two.eventById(rows[0]!.eventId!)!;
		expect(event.summary).toBe('Spotkanie z klientem: nowa hala');
		expect(event.description).toBe(
			[
				'Omówić zakres prac i termin.\nZabrać próbki.\n\n--- CRM (read-only) ---',
				'Contractor: Zakłady Ślusarskie Żuraw',
				'Priorytet: wysoki',
				'Wartość szansy: 120 000 zł',
				'Źródło kontaktu: Targi Poznań',
			].join('\n'),
		);
		expect(two.eventById(rows[1]!.eventId!, PIOTR)!.summary).toBe('Odbiór urządzenia');
	});

	it('run again it writes nothing, on either side', async () => {
		const two = world();
		const all = [MEETING, PICK_UP].map(two.task);
		const events = (await two.sync(all)).map(({ eventId, calendarId }) => two.event(eventId!, calendarId!));
		const [writes, before] = [two.googleWrites(), await two.tasks()];
		const again = await two.sync([...all, ...events]);
		expect(again.map(({ sync }) => sync.action)).toEqual(Array.from({ length: 4 }, () => 'unchanged'));
		expect([two.googleWrites(), await two.tasks()]).toEqual([writes, before]);
	});

	it('makes a task of an event, once, and links the two', async () => {
		const two = world();
		const [row] = await two.sync([two.event('demospotkanie2')]);
		expect(row!.sync.action).toBe('created');
		expect(await two.taskRow(Number(row!.taskId))).toMatchObject({
			subject: 'Wizyta u klienta',
			operator: 10_001,
			type: 10_001,
			allDay: false,
			done: false,
		});
		const count = (await two.tasks()).length;
		await two.sync([two.event('demospotkanie2')]);
		await two.sync([two.task(Number(row!.taskId))]);
		expect(await two.tasks()).toHaveLength(count);
		expect(two.events().filter(({ summary }) => summary === 'Wizyta u klienta')).toHaveLength(1);
	});

	it('lets edits of different fields on both sides travel, whichever side is looked at', async () => {
		for (const bySide of ['task', 'event'] as const) {
			const two = world();
			const { id } = await two.linked();
			await two.streamsoft.act.editTask({ task: MEETING, subject: `Umowa (${bySide})` });
			two.google.act.editEvent({ calendar: ANNA, event: id, location: `Gliwice (${bySide})` });
			await two.sync([bySide === 'task' ? two.task() : two.event(id)]);
			expect(two.eventById(id)).toMatchObject({ summary: `Umowa (${bySide})`, location: `Gliwice (${bySide})` });
			expect(await two.taskRow()).toMatchObject({ subject: `Umowa (${bySide})`, place: `Gliwice (${bySide})` });
		}
	});

	it.each([
		['left', 'Z CRM'],
		['right', 'Z Google'],
	])('settles the same field edited on both sides by %s, and tells what was overwritten', async (conflict, kept) => {
		for (const bySide of ['task', 'event'] as const) {
			const two = world();
			const { id } = await two.linked();
			await two.streamsoft.act.editTask({ task: MEETING, subject: 'Z CRM' });
			two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'Z Google' });
			const [row] = await two.sync([bySide === 'task' ? two.task() : two.event(id)], { conflict });
			expect([two.eventById(id)!.summary, (await two.taskRow())!.subject]).toEqual([kept, kept]);
			const lost = kept === 'Z CRM' ? row!.sync.changes!['event.subject'] : row!.sync.changes!['task.subject'];
			expect(lost).toEqual({ from: kept === 'Z CRM' ? 'Z Google' : 'Z CRM', to: kept });
			await two.streamsoft.act.editTask({ task: MEETING, subject: 'Spotkanie z klientem: nowa hala' });
			await two.sync([two.task()]);
		}
	});

	it('asks where it is told to, and goes on once both say the same', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'A' });
		two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'B', location: 'Opole' });
		const ask = { conflict: 'ask' };
		const [row] = await two.sync([two.task()], ask);
		expect(row).toMatchObject({ sync: { action: 'conflict', reason: expect.stringContaining('title') } });
		expect([two.eventById(id)!.summary, (await two.taskRow())!.subject]).toEqual(['B', 'A']);
		expect((await two.taskRow())!.place).toBe('Opole');
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'B' });
		expect((await two.sync([two.event(id)], ask))[0]!.sync.action).toBe('unchanged');
	});

	it('restores what is only shown, and never reads it back', async () => {
		const two = world();
		const { id, description } = await two.linked();
		const before = await two.taskRow();
		const edited = description.replace('wysoki', 'niski').replace('Zabrać próbki.', 'Zabrać próbki i cennik.');
		two.google.act.editEvent({ calendar: ANNA, event: id, description: edited });
		await two.sync([two.event(id)]);
		const after = await two.taskRow();
		expect(after).toEqual({ ...before, description: after!.description });
		expect(after!.description!.split(/\r?\n/)).toEqual(['Omówić zakres prac i termin.', 'Zabrać próbki i cennik.']);
		expect(two.eventById(id)!.description).toContain('Priorytet: wysoki');
		expect(two.eventById(id)!.description).toContain('i cennik.');
	});

	it('leaves guests, reminders and Meet alone, and sends nobody a mail', async () => {
		const two = world();
		const { id } = await two.linked();
		const mails = () => (two.google.act.getMails() as unknown as unknown[]).length;
		two.google.act.addGuest({ calendar: ANNA, event: id, email: 'klient@firma.example' });
		two.google.act.setReminder({ calendar: ANNA, event: id, minutes: [90] });
		two.google.act.addMeet({ calendar: ANNA, event: id });
		const before = two.eventById(id)!;
		const sent = mails();
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Inny temat', start: '2030-01-02 08:00:00' });
		await two.sync([two.task()]);
		const { attendees, reminders, hangoutLink } = two.eventById(id)!;
		expect({ attendees, reminders, hangoutLink }).toEqual({
			attendees: before.attendees,
			reminders: before.reminders,
			hangoutLink: before.hangoutLink,
		});
		await two.streamsoft.act.deleteTask({ task: MEETING });
		await two.sync([two.task()]);
		expect(two.eventById(id)).toBeUndefined();
		expect(mails()).toBe(sent);
	});

	it('moves the event with its task, and the task with its event', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.moveTask({ task: MEETING, type: 'Wizyta referencyjna' });
		await two.sync([two.task()]);
		expect([two.eventById(id), two.eventById(id, ANNA_VISITS)?.id]).toEqual([undefined, id]);
		two.google.act.moveToCalendar({ calendar: ANNA_VISITS, event: id, to: ANNA });
		await two.sync([two.event(id, ANNA)]);
		expect((await two.taskRow())!.type).toBe(10_001);
	});

	it('moves it to another account by making it there first', async () => {
		const two = world();
		const { id } = await two.linked();
		await two.streamsoft.act.moveTask({ task: MEETING, operator: 'piotr' });
		const [row] = await two.sync([two.task()]);
		expect(row!.calendarId).toBe(PIOTR);
		expect(two.eventById(id)).toBeUndefined();
		expect(two.eventById(row!.eventId!, PIOTR)!.summary).toBe('Spotkanie z klientem: nowa hala');
		const writes = two.googleWrites();
		expect((await two.sync([two.task()]))[0]!.sync.action).toBe('unchanged');
		expect(two.googleWrites()).toBe(writes);
	});
});
