import type { IDataObject } from 'n8n-workflow';

import { googleCalendarLogin } from '../../sandbox/googleCalendar';
import { schemaProfile } from '../../sandbox/streamsoft';
import { streamsoftDemo } from '../../sandbox/streamsoft';
import { ANNA, MEETING, PIOTR, useTwoWay, withFirebird, type TwoWay } from './twoWay';

const { anna, piotr } = googleCalendarLogin.operators;

withFirebird('Settings: Check', () => {
	const world = useTwoWay();
	const check = async (two: TwoWay, tasksIn = 'Streamsoft') => await two.operation('settings', 'check', { tasksIn });
	const troubles = (found: IDataObject[]) =>
		found
			.filter(({ status }) => status !== 'ok')
			.map(({ status, subject, message }) => `${status}: ${subject}: ${message}`);

	it('says of each part that it is well, and writes nothing', async () => {
		const two = world();
		const found = await check(two);
		expect(troubles(found)).toEqual([]);
		expect(found.map(({ subject }) => subject)).toEqual([
			'The default refresh token',
			'The token of operator "Piotr Zieliński"',
			'Operator Anna Nowakowska, calendar Spotkania Anna',
			'Operator Anna Nowakowska, calendar Wizyty Anna',
			'Operator Piotr Zieliński, calendar Spotkania Piotr',
			'Database',
			'Operator Anna Nowakowska',
			'Operator Anna Nowakowska, event type Spotkanie',
			'Operator Anna Nowakowska, event type Wizyta referencyjna',
			'Operator Piotr Zieliński',
			'Operator Piotr Zieliński, event type Spotkanie',
		]);
		expect(two.googleWrites()).toBe(0);
		expect(JSON.stringify(found)).not.toMatch(/sandbox-refresh|sandbox-client-secret/);
	});

	it('names what is wrong with names, types and calendars', async () => {
		const two = world();
		await two.operators(
			{ operator: 'anna', calendars: { 'Oferta handlowa': 'Wizyty Anna', Spotkania: ANNA, Spotkanie: 'Nie ma' } },
			{ operator: 'Jan Nikt', calendars: { Spotkanie: 'Spotkania Anna' } },
			{ operator: 'magazyn', calendars: { Spotkanie: 'Urlopy' } },
		);
		expect(troubles(await check(two))).toEqual([
			expect.stringMatching(/^problem: Operator anna, calendar Nie ma: There is no calendar "Nie ma"/),
			expect.stringMatching(/^problem: Operator anna, event type Oferta handlowa: The type is not marked/),
			expect.stringMatching(/^problem: Operator anna, event type Spotkania: There is no such event type/),
			expect.stringMatching(/^problem: Operator Jan Nikt: There is no such operator/),
			expect.stringMatching(/^problem: Operator magazyn: The operator is not active/),
			expect.stringMatching(/^problem: Calendar Spotkania Anna: .*claimed by 2 operators: anna, Jan Nikt/),
		]);
	});

	it('names what the sync itself would refuse: one type in two calendars, one operator under two names', async () => {
		const two = world();
		await two.operators(
			{ operator: 'anna', calendars: { Spotkanie: 'Spotkania Anna', spotkanie: 'Wizyty Anna' } },
			{ operator: 'Anna Nowakowska', calendars: { 'Wizyta referencyjna': 'Spotkania Anna' } },
		);
		const found = troubles(await check(two));
		expect(found.filter((line) => line.includes('claimed'))).toEqual([]);
		expect(found).toContainEqual(
			expect.stringMatching(/^problem: Operator anna, event type Spotkanie: The type is sent to 2 calendars/),
		);
	});

	it.each([
		['made with another client', /Piotr.*made with another Client ID/],
		['without the right to write', /Piotr.*without that right/],
		['of an app in testing', /^warning: .*Piotr.*still in testing/],
		['revoked', /^problem: .*Piotr.*ended or was revoked/],
	])('names a token %s', async (how, line) => {
		const two = world();
		let token = piotr.refreshToken as string;
		if (how === 'made with another client') {
			two.google.act.setApp({ clientId: 'another-client.apps.example', clientSecret: 'another-secret' });
			token = two.google.act.grantToken({ user: piotr.email, clientId: 'another-client.apps.example' }).refreshToken;
		} else if (how === 'revoked') two.google.act.revokeToken({ user: piotr.email });
		else {
			if (how === 'of an app in testing') two.google.act.testingApp();
			const scopes = how.startsWith('without') ? ['https://www.googleapis.com/auth/calendar.readonly'] : undefined;
			token = two.google.act.grantToken({ user: piotr.email, ...(scopes && { scopes }) }).refreshToken;
		}
		await two.setUp('googleCalendar', { operatorTokens: JSON.stringify({ 'Piotr Zieliński': token }) });
		const found = troubles(await check(two));
		expect(found).toContainEqual(expect.stringMatching(line));
		expect(found.filter((one) => one.includes('Anna'))).toEqual([]);
		expect(JSON.stringify(found)).not.toContain(token);
	});

	it('names a calendar that may only be read, one that stands there twice, and types that share one', async () => {
		const two = world();
		two.google.act.addCalendar({ owner: anna.email, summary: 'Wizyty Anna' });
		await two.operators(
			{ operator: 'anna', calendars: { Spotkanie: 'Wizyty Anna' } },
			{ operator: 'piotr', calendars: { Spotkanie: 'Urlopy', 'Wizyta referencyjna': 'Spotkania Piotr' }, own: true },
		);
		expect(troubles(await check(two))).toEqual([
			expect.stringMatching(/There are 2 calendars "Wizyty Anna"/),
			expect.stringMatching(/"Urlopy".* may only be read/),
		]);
		await two.operators({ operator: 'anna', calendars: { Spotkanie: ANNA, 'Wizyta referencyjna': ANNA } });
		expect(troubles(await check(two))).toEqual([expect.stringMatching(/^warning: .*shows 2 event types/)]);
	});

	it('names a missing column, and a database that does not answer', async () => {
		const two = world();
		const profile = { events: { columns: { place: 'MIEJSCA' } } };
		await two.setUp('streamsoft', { schemaProfile: JSON.stringify(profile) });
		expect(troubles(await check(two))).toEqual([expect.stringMatching(/^problem: Database: .*ZDARZENIE\.MIEJSCA/)]);
		await two.setUp('streamsoft', {});
		await two.streamsoft.act.stopServer();
		expect(troubles(await check(two))).toEqual([expect.stringMatching(/^problem: Database: /)]);
		expect(troubles(await check(two, 'none'))).toEqual([]);
		await two.streamsoft.act.startServer();
	});

	it('says where nobody is set up, or somebody is switched off', async () => {
		const two = world();
		await two.operators();
		expect(troubles(await check(two))).toEqual(['warning: Operators: No operator is set up.']);
		await two.operators({ operator: 'anna', calendars: { Spotkanie: ANNA }, support: false });
		expect(troubles(await check(two))).toEqual([expect.stringMatching(/Google Calendar Support is off/)]);
	});
});

withFirebird('other databases', () => {
	const world = useTwoWay();

	const opened = async ({ procedures = false, add = true } = {}) => {
		const two = world();
		Object.assign(two.streamsoft.switches, { schema: 'modified', procedures });
		await two.streamsoft.seed(streamsoftDemo());
		const profile = JSON.parse(schemaProfile({ procedures })) as { procedures: { add: string | null } };
		if (!add) profile.procedures.add = null;
		await two.setUp('streamsoft', { schemaProfile: JSON.stringify(profile) });
		return two;
	};

	it.each([
		['a schema of its own', {}],
		['stored procedures', { procedures: true, add: false }],
	])('%s: the same both ways', async (_, how) => {
		const two = await opened(how);
		const found = await two.operation('settings', 'check', { tasksIn: 'Streamsoft' });
		expect(found.filter(({ status }) => status !== 'ok')).toEqual([]);
		const { id, description } = await two.linked();
		expect(description).toContain('Priorytet: wysoki');
		two.google.act.editEvent({ calendar: ANNA, event: id, location: 'Nysa' });
		await two.sync([two.event(id)]);
		expect((await two.taskRow())!.place).toBe('Nysa');
		const [made] = await two.sync([two.event('demospotkanie2')]);
		expect(await two.taskRow(Number(made!.taskId))).toMatchObject({ subject: 'Wizyta u klienta', operator: 10_001 });
		await two.streamsoft.act.moveTask({ task: MEETING, operator: 'piotr' });
		const [moved] = await two.sync([two.task()]);
		await two.sync([two.deleted(moved!.eventId!, PIOTR)], { eventDeleted: 'delete' });
		expect(await two.taskRow()).toBeUndefined();
		const item = two.deleted(made!.eventId!);
		await two.sync([item]);
		expect((await two.taskRow(Number(made!.taskId)))!.done).toBe(true);
	});

	it('a procedure that gives new tasks an ID of its own: Check says so, and so does each new event', async () => {
		const two = await opened({ procedures: true });
		const found = await two.operation('settings', 'check', { tasksIn: 'Streamsoft' });
		const [trouble, ...others] = found.filter(({ status }) => status !== 'ok');
		expect([trouble!.message, others]).toEqual([expect.stringContaining('new events do not become tasks'), []]);
		expect(found.some(({ subject }) => subject === 'Operator Anna Nowakowska')).toBe(true);
		const { id } = await two.linked();
		two.google.act.editEvent({ calendar: ANNA, event: id, location: 'Nysa' });
		const result = await two.run(
			[two.event('demospotkanie2'), two.event(id)].map((one, at) => ({ ...one, delivery: { id: `d${at}` } })),
		);
		expect(result.error!.context.crmSync).toMatchObject({ failed: [], held: ['d0'] });
		expect((await two.taskRow())!.place).toBe('Nysa');
	});

	it('the newer one wins, where the database keeps the time of the last edit', async () => {
		const two = await opened();
		const { id } = await two.linked();
		const newest = { conflict: 'newest' };
		await two.streamsoft.act.editTask({ task: MEETING, subject: 'Starsze' });
		two.google.clock.advance(5_000);
		two.google.act.editEvent({ calendar: ANNA, event: id, summary: 'Nowsze' });
		await two.sync([two.task()], newest);
		expect((await two.taskRow())!.subject).toBe('Nowsze');
	});
});
