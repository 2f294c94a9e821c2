import type { Sandbox } from '../../sandbox';
import { googleCalendarStory } from '../../sandbox/googleCalendar';
import { streamsoftStory } from '../../sandbox/streamsoft';
import type { Story } from './types';

const template = 'streamsoft-google-calendar';
const pollEverySeconds = 5;
const poll = { pollEverySeconds };
const { task: meeting } = streamsoftStory;
const calendar = googleCalendarStory.annaMeetings.id;

interface ShownEvent {
	id: string;
	status: string;
	summary?: string;
	description?: string;
	etag: string;
}

const eventsIn = ({ googleCalendar }: Sandbox, id: string) =>
	(googleCalendar.act.getEvents({ calendar: id }) as unknown as ShownEvent[]).filter(
		({ status }) => status !== 'cancelled',
	);

const eventOf = (sandbox: Sandbox, title: string, id = calendar) =>
	eventsIn(sandbox, id).find(({ summary }) => summary === title);

const tasksOf = async ({ streamsoft }: Sandbox) => (await streamsoft.store.state()).tasks;
const taskCalled = async (sandbox: Sandbox, title: string) =>
	(await tasksOf(sandbox)).find(({ subject }) => subject === title);
const taskOf = async (sandbox: Sandbox, id: number) => (await tasksOf(sandbox)).find((task) => task.id === id);

const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** Both sides as they are: it changes with every write, whatever is written. */
const stateOf = async (sandbox: Sandbox): Promise<string> => {
	const calendars = [
		googleCalendarStory.annaMeetings,
		googleCalendarStory.annaVisits,
		googleCalendarStory.piotrMeetings,
	];
	const events = calendars.flatMap(({ id }) => eventsIn(sandbox, id).map(({ etag }) => etag));
	return JSON.stringify([events, await tasksOf(sandbox)]);
};

export const streamsoftGoogleCalendar: Story = {
	name: template,
	title: 'Tasks of Streamsoft and events of Google Calendar are kept in step, both ways',
	templates: [template],
	vendors: ['streamsoft', 'googleCalendar'],

	patchNodes: () => ({ [template]: { 'Streamsoft task changed': poll, 'Google event changed': poll } }),
	openNodes: { [template]: { rules: 'Keep task and event in step' } },

	async play({ sandbox, step, wait, tell }) {
		const { streamsoft, googleCalendar } = sandbox;
		const title = (await taskOf(sandbox, meeting))!.subject ?? '';
		tell(
			`Spotkanie of Anna: ${googleCalendarStory.annaMeetings.summary}; of Piotr: ${googleCalendarStory.piotrMeetings.summary}`,
		);
		tell(`The template asks every five minutes; here n8n asks every ${pollEverySeconds} seconds.`);

		const event = await wait('In Google the task of Anna has appeared in her calendar.', () => eventOf(sandbox, title));
		for (const line of (event.description ?? '').split('\n')) tell(line);
		await wait('In Streamsoft the meetings that stood in the calendar have become tasks.', async () =>
			Boolean(await taskCalled(sandbox, 'Wizyta u klienta')),
		);

		await step('In Google Anna adds a meeting.', () =>
			googleCalendar.act.addEvent({
				calendar,
				summary: 'Kawa z dostawcą',
				start: `${day(6)}T14:00:00`,
				end: `${day(6)}T14:30:00`,
			}),
		);
		const made = await wait('In Streamsoft it is a task of type Spotkanie, of Anna.', () =>
			taskCalled(sandbox, 'Kawa z dostawcą'),
		);
		tell(`${made.subject}, ${made.start}, task ${made.id}`);

		await step('At the same time the title changes in Streamsoft and the time in Google.', async () => {
			await streamsoft.act.editTask({ task: meeting, subject: 'Spotkanie: nowa hala, umowa' });
			googleCalendar.act.moveEventTime({
				calendar,
				event: event.id,
				start: `${day(2)}T16:00:00`,
				end: `${day(2)}T17:00:00`,
			});
		});
		await wait('Both have both.', async () => {
			const task = await taskOf(sandbox, meeting);
			return task?.start?.startsWith(`${day(2)} 16:00`) && Boolean(eventOf(sandbox, 'Spotkanie: nowa hala, umowa'));
		});

		await step('In Google somebody edits a feature below the marked line.', () => {
			const { description = '' } = eventOf(sandbox, 'Spotkanie: nowa hala, umowa')!;
			const edited = description.replace('Priorytet: wysoki', 'Priorytet: niski');
			googleCalendar.act.editEvent({ calendar, event: event.id, description: edited });
		});
		await wait('It is restored.', () => {
			const { description = '' } = eventOf(sandbox, 'Spotkanie: nowa hala, umowa')!;
			return description.includes('Priorytet: wysoki');
		});

		await step('In Google Anna deletes the coffee.', () =>
			googleCalendar.act.deleteEvent({ calendar, event: eventOf(sandbox, 'Kawa z dostawcą')!.id }),
		);
		await wait(
			'In Streamsoft that task is completed, and not deleted.',
			async () => (await taskOf(sandbox, made.id))?.done,
		);

		await step('In Streamsoft a task is deleted.', () => streamsoft.act.deleteTask({ task: meeting }));
		await wait('In Google its event is gone.', () => !eventOf(sandbox, 'Spotkanie: nowa hala, umowa'));

		await wait('Two more rounds bring nothing to write.', async () => {
			const [before, polls] = [await stateOf(sandbox), googleCalendar.requests.count({ action: 'events.list' })];
			const until = Date.now() + 60_000;
			while (googleCalendar.requests.count({ action: 'events.list' }) < polls + 12 && Date.now() < until) {
				await new Promise((resolve) => setTimeout(resolve, 500));
			}
			return (await stateOf(sandbox)) === before;
		});
		tell(`E-mails that the sync has sent to guests: ${googleCalendar.act.getMails().length}`);
	},
};
