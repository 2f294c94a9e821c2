/** Tasks of Streamsoft and events of Google Calendar that are linked and in step, and what looks after them: the template. */
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { bodyOfNew } from '../../../nodes/GoogleCalendar/sync/event';
import { eventIdOf } from '../../../nodes/GoogleCalendar/sync/ids';
import { decide } from '../../../nodes/shared/sync/pairs/decide';
import type { Policy } from '../../../nodes/shared/sync/pairs/pair';
import { Routing } from '../../../nodes/shared/sync/pairs/routing';
import { door } from '../../../nodes/Streamsoft/tasks';
import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { harness, installed, type Harness, type PolledTrigger, type WorkflowJson } from '../../support/workflow';
import {
	calendarCredential,
	calendarOf,
	counted,
	emailOf,
	forget,
	operatorOf,
	startCalendars,
	SYNC_TYPE,
	ZONE,
	type CalendarsOptions,
} from './calendars';
import { startTasks, statements, streamsoftCredential, STREAMSOFT_TYPE } from './tasks';

const TEMPLATE = 'streamsoft-google-calendar';
const SYNC_NODE = 'Keep task and event in step';
const READ_AT_ONCE = 1_000;

export interface Spent {
	/** To Google, renewals of access left out. */
	requests: number;
	/** Statements to the database. */
	statements: number;
	/** Calls and statements that change something. */
	writes: number;
	/** Refusals for being too fast. */
	slowed: number;
}

/** What the sync node reports of a run. */
export interface Synced {
	counts: Record<string, number>;
	/** As the node itself counted them, both sides together. */
	requests: number;
	waitedMs: number;
}

/** Both systems, and the built package on n8n's engine, in this process. */
export interface InStep {
	calendars: GoogleCalendarSimulator;
	tasks: StreamsoftSimulator;
	n8n: Harness;
	eventTrigger: PolledTrigger;
	taskTrigger: PolledTrigger;
	/** Of linked tasks, lowest first, the calendars and ids of their events. */
	events: ReadonlyArray<{ task: number; calendar: string; id: string }>;
	/** Runs the sync node of the template over tasks. @throws the error of the run */
	sync(ids: readonly number[]): Promise<Synced>;
	/** Counts since this was asked before. */
	spent(): Spent;
	close(): Promise<void>;
}

export interface InStepOptions extends CalendarsOptions {
	/** How many tasks there are. */
	tasks: number;
	/** Whether each has its event already. Default true. */
	linked?: boolean;
	/** Of the Google credential. */
	typed?: IDataObject;
}

export async function startInStep({ tasks: count, linked = true, typed, ...options }: InStepOptions): Promise<InStep> {
	const calendars = await startCalendars(options);
	const { operators = 1 } = options;
	const tasks = await startTasks({ operators, tasks: count });
	const credentials = {
		googleCalendarSyncApi: calendarCredential(calendars, options, typed),
		streamsoftFirebirdApi: streamsoftCredential(tasks),
	};
	const n8n = await harness({ ...(await installed()), credentials });
	const template = templateFrom((parameters) => ({ ...parameters, startWith: 'now' }));
	const parameters = template.nodes.find(({ name }) => name === SYNC_NODE)!.parameters as INodeParameters;
	const one: InStep = {
		calendars,
		tasks,
		n8n,
		eventTrigger: n8n.polled(template, 'Google event changed'),
		taskTrigger: n8n.polled(template, 'Streamsoft task changed'),
		events: [],
		async sync(ids) {
			const items = ids.map((id) => ({ id: String(id) }));
			const result = await n8n.runNode({ type: SYNC_TYPE, parameters }, items);
			if (result.error) throw result.error;
			const [report] = result.json('Node');
			return report as unknown as Synced;
		},
		spent() {
			const { requests, writes, slowed } = counted(calendars);
			const database = statements(tasks);
			forget(calendars);
			tasks.requests.clear();
			return { requests, slowed, statements: database.all, writes: writes + database.writes };
		},
		async close() {
			await n8n.dispose();
			await Promise.all([calendars.close(), tasks.close()]);
		},
	};
	if (linked && count > 0) one.events = await link(one, options);
	one.spent();
	return one;
}

/** The ids of all tasks, lowest first. */
export async function idsOf({ tasks }: Pick<InStep, 'tasks'>): Promise<number[]> {
	const all = await tasks.store.tasks();
	return all.map(({ id }) => id).sort((a, b) => a - b);
}

function templateFrom(change: (parameters: INodeParameters) => INodeParameters): WorkflowJson {
	const file = join(resolve(__dirname, '../../../templates'), `${TEMPLATE}.json`);
	const json = JSON.parse(readFileSync(file, 'utf8')) as WorkflowJson;
	const nodes = json.nodes.map((node) =>
		node.type.endsWith('Trigger') ? { ...node, parameters: change(node.parameters as INodeParameters) } : node,
	);
	return { ...json, nodes };
}

const POLICY: Policy = {
	conflict: 'left',
	eventDeleted: 'cancel',
	editedAndDeleted: 'keep',
	newEvents: true,
	newTasks: true,
	closedTasks: true,
	match: true,
};

/** Puts the event of each task into its calendar, just as the sync would, but past Google's door: that takes minutes. */
async function link(
	{ calendars, tasks, n8n }: InStep,
	{ operators = 1, ownAccounts }: CalendarsOptions,
): Promise<InStep['events']> {
	const system = await door.open(n8n.context(STREAMSOFT_TYPE));
	try {
		const type = (await system.types())[0]!.id;
		const byName = new Map((await system.operators()).map(({ id, names }) => [names[0], id]));
		const numbers = Array.from({ length: operators }, (_, at) => at + 1);
		const routes = numbers.map((n) => ({ operator: byName.get(operatorOf(n))!, type, calendar: calendarOf(n) }));
		const routing = new Routing(routes);
		const side = system.side(routing, { minutes: 60, shown: { contractor: true, person: true, features: 'all' } });
		const rules = { policy: POLICY, routing, system: side.system, fit: side.fit.bind(side), canMove: () => true };
		const bodies = new Map<string, object[]>(routes.map(({ calendar }) => [calendar, []]));
		const events: Array<InStep['events'][number]> = [];
		const ids = (await idsOf({ tasks })).map(String);
		for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
			for (const task of (await side.read(ids.slice(from, from + READ_AT_ONCE))).values()) {
				const step = decide({ task, doubles: [], generation: 0, matched: 'nothing' }, rules);
				if (step.do !== 'event' || step.write.do !== 'create') throw new Error(`Task ${task.id} would get no event.`);
				const { calendar, fields, shown, stamp } = step.write;
				const id = eventIdOf(stamp.link, stamp.generation);
				bodies.get(calendar)!.push(bodyOfNew(id, fields, shown, stamp));
				events.push({ task: Number(task.id), calendar, id });
			}
		}
		const seeds = numbers.map((n) => ({
			...{ id: calendarOf(n), summary: `Kalendarz ${n}`, owner: emailOf(ownAccounts ? n : 1), timeZone: ZONE },
			events: bodies.get(calendarOf(n))!,
		}));
		calendars.seed({ calendars: seeds });
		return events.sort((a, b) => a.task - b.task);
	} finally {
		await system.close();
	}
}
