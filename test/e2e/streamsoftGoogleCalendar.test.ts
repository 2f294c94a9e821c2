import type { Sandbox } from '../../sandbox';
import { googleCalendarLogin, googleCalendarStory } from '../../sandbox/googleCalendar';
import { firebirdProblem } from '../../sandbox/streamsoft';
import { streamsoftGoogleCalendar } from '../../scripts/stories/streamsoft-google-calendar';
import { credentialOf } from '../../scripts/stories/vendors';
import { until } from '../support/host';
import { ENGINES } from './stage';
import { useStory } from './stories';

jest.setTimeout(300_000);

const problem = firebirdProblem();
if (problem !== undefined) console.warn(`Left out, because there is no Firebird: the two-way sync. ${problem}`);
const withFirebird = problem === undefined ? describe : describe.skip;

const { annaMeetings, annaVisits, piotrMeetings } = googleCalendarStory;
const MANY = 40;

interface Shown {
	id: string;
	status: string;
	summary: string;
	recurrence?: string[];
}

const eventsOf = ({ googleCalendar }: Sandbox, id: string): Shown[] =>
	(googleCalendar.act.getEvents({ calendar: id }) as unknown as Shown[]).filter(
		({ status, recurrence }) => status !== 'cancelled' && !recurrence,
	);

const allEvents = (sandbox: Sandbox) =>
	[annaMeetings, annaVisits, piotrMeetings].flatMap(({ id }) => eventsOf(sandbox, id));
const tasksOf = async ({ streamsoft }: Sandbox) => (await streamsoft.store.state()).tasks;

/** Titles on both sides, each as often as it stands there; those of tasks that the calendars are to show. */
async function titles(sandbox: Sandbox): Promise<[events: string[], tasks: string[]]> {
	const tasks = (await tasksOf(sandbox)).filter(({ type, done }) => type !== 10_003 && !done);
	return [
		allEvents(sandbox)
			.map(({ summary }) => summary)
			.sort(),
		tasks.map(({ subject }) => subject ?? '').sort(),
	];
}

const areSame = async (sandbox: Sandbox) => {
	const [events, tasks] = await titles(sandbox);
	return JSON.stringify(events) === JSON.stringify(tasks);
};

const at = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString().slice(0, 19);

withFirebird.each(['default', 'durable'] as const)('tasks and events in the real n8n, %s polling', (engine) => {
	const stage = useStory(streamsoftGoogleCalendar, ENGINES[engine]);

	it('first run with data on both sides: each has its counterpart, none has two', async () => {
		const { sandbox } = stage();
		await until('both sides say the same', async () => await areSame(sandbox), 90_000);
		const [events] = await titles(sandbox);
		expect(new Set(events).size).toBe(events.length);
		expect(events.length).toBeGreaterThan(5);
	});

	it('n8n is killed in the middle of many changes on both sides: all arrive, none twice', async () => {
		const { sandbox, host } = stage();
		const { streamsoft, googleCalendar } = sandbox;
		const writes = () =>
			googleCalendar.requests.count(({ action }) => action === 'batch' || /insert|patch/.test(action ?? ''));
		for (let number = 0; number < MANY; number++) {
			await streamsoft.act.addTask({
				type: 'Spotkanie',
				operator: number % 2 ? 'anna' : 'piotr',
				subject: `Zadanie ${number}`,
				start: at(30 + number).replace('T', ' '),
				end: at(31 + number).replace('T', ' '),
			});
			googleCalendar.act.addEvent({
				calendar: annaVisits.id,
				summary: `Termin ${number}`,
				start: at(30 + number),
				end: at(31 + number),
			});
		}
		const before = writes();
		await until('the first writes', () => writes() > before, 60_000);
		await host.kill();
		await host.restart();
		await until('both sides say the same', async () => await areSame(sandbox), 120_000);
		const [events] = await titles(sandbox);
		for (let number = 0; number < MANY; number++) {
			expect(events.filter((title) => title === `Zadanie ${number}`)).toHaveLength(1);
			expect(events.filter((title) => title === `Termin ${number}`)).toHaveLength(1);
		}
	});

	it('the database is down, then Google refuses one operator: the others go on, and all arrive in the end', async () => {
		const { sandbox } = stage();
		const { streamsoft, googleCalendar } = sandbox;
		await streamsoft.act.stopServer();
		googleCalendar.act.addEvent({ calendar: annaMeetings.id, summary: 'Gdy baza śpi', start: at(100), end: at(101) });
		const asked = googleCalendar.requests.count({ action: 'events.list' });
		await until(
			'Google was asked meanwhile',
			() => googleCalendar.requests.count({ action: 'events.list' }) > asked + 6,
		);
		await streamsoft.act.startServer();
		await until('both sides say the same', async () => await areSame(sandbox), 120_000);

		const piotr = googleCalendarLogin.operators.piotr.email;
		googleCalendar.act.endSession({ user: piotr });
		googleCalendar.act.expireAccessTokens({});
		const add = async (operator: string, subject: string) =>
			await streamsoft.act.addTask({ type: 'Spotkanie', operator, subject, start: `${at(120).replace('T', ' ')}` });
		await add('piotr', 'Czeka na token');
		await add('anna', 'Nie czeka');
		await until(
			'the task of Anna in her calendar',
			() => eventsOf(sandbox, annaMeetings.id).some(({ summary }) => summary === 'Nie czeka'),
			90_000,
		);
		expect(eventsOf(sandbox, piotrMeetings.id).some(({ summary }) => summary === 'Czeka na token')).toBe(false);
		googleCalendar.act.endSession({ user: piotr, ended: false });
		await until('both sides say the same', async () => await areSame(sandbox), 120_000);
	});

	it('nobody got a mail, and no secret is in any execution', async () => {
		const { sandbox, host } = stage();
		expect(sandbox.googleCalendar.act.getMails()).toEqual([]);
		const text = JSON.stringify(await host.executions({ includeData: true }));
		const { clientSecret, operators } = googleCalendarLogin;
		const secrets = [
			clientSecret,
			operators.anna.refreshToken,
			operators.piotr.refreshToken,
			sandbox.streamsoft.database.password,
		];
		for (const secret of secrets) expect(text).not.toContain(secret);
	});
});

withFirebird('credentials', () => {
	const stage = useStory(streamsoftGoogleCalendar);

	it('Test says yes, or why not', async () => {
		const { host, sandbox } = stage();
		const tested = async (vendor: 'streamsoft' | 'googleCalendar', more: object) => {
			const { type, data } = credentialOf(vendor, sandbox);
			return await host.testCredential(await host.credential(type, { ...data, ...more }, 'tested'));
		};
		expect(await tested('streamsoft', {})).toMatchObject({ status: 'OK' });
		expect(await tested('googleCalendar', {})).toMatchObject({ status: 'OK' });
		const wrong = [
			[await tested('streamsoft', { password: 'not-the-password' }), /password/i],
			[await tested('streamsoft', { database: 'nowhere.fb' }), /nowhere/i],
			[await tested('googleCalendar', { clientSecret: 'not-the-secret' }), /client/i],
			[await tested('googleCalendar', { operatorTokens: '{"Piotr Zieliński": "not-the-token"}' }), /Piotr/],
		] as const;
		for (const [{ status, message }, reason] of wrong) {
			expect([status, message]).toEqual(['Error', expect.stringMatching(reason)]);
			expect(message).not.toMatch(/not-the-/);
		}
	});
});
