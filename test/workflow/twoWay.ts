import type { ICredentialDataDecryptedObject, IDataObject, INodeParameters } from 'n8n-workflow';

import { GoogleCalendarSyncApi } from '../../credentials/GoogleCalendarSyncApi.credentials';
import { StreamsoftFirebirdApi } from '../../credentials/StreamsoftFirebirdApi.credentials';
import { GoogleCalendarSync } from '../../nodes/GoogleCalendar/GoogleCalendarSync.node';
import { Streamsoft } from '../../nodes/Streamsoft/Streamsoft.node';
import { StreamsoftTrigger } from '../../nodes/Streamsoft/StreamsoftTrigger.node';
import { googleCalendarLogin, googleCalendarStory } from '../../sandbox/googleCalendar';
import { seedDemo } from '../../sandbox/guide';
import { firebirdProblem } from '../../sandbox/streamsoft';
import { credentialOf } from '../../scripts/stories/vendors';
import { startAutomation, type Automation } from '../support/automation';
import type { WorkflowJson } from '../support/workflow';

const PACKAGE = 'n8n-nodes-crm-sync';
const TYPE = `${PACKAGE}.googleCalendarSync`;
const VENDORS = ['streamsoft', 'googleCalendar'] as const;

/** What the node is set to when it is put into a workflow. */
const DEFAULTS: INodeParameters = {
	resource: 'twoWaySync',
	operation: 'sync',
	tasksIn: 'Streamsoft',
	record: 'item',
	conflict: 'left',
	eventDeleted: 'cancel',
	editedAndDeleted: 'keep',
};

export const ANNA = googleCalendarStory.annaMeetings.id;
export const ANNA_VISITS = googleCalendarStory.annaVisits.id;
export const PIOTR = googleCalendarStory.piotrMeetings.id;
const PIOTRS_TOKEN = googleCalendarLogin.operators.piotr.refreshToken;
/** Of Anna, "Spotkanie", with features, in the demo data. */
export const MEETING = 10_001;
/** Of Piotr, "Spotkanie". */
export const PICK_UP = 10_003;
/** Of a type that is not marked for synchronisation. */
export const OFFER = 10_004;

const problem = firebirdProblem();
if (problem !== undefined) console.warn(`Left out, because there is no Firebird: the two-way sync. ${problem}`);

/** `describe`, left out where there is no Firebird; the reason is printed. */
export const withFirebird = problem === undefined ? describe : describe.skip;

export interface ShownEvent {
	id: string;
	etag: string;
	status: string;
	summary: string;
	description: string;
	location?: string;
	start: { dateTime?: string; date?: string };
	end: { dateTime?: string; date?: string };
	attendees?: Array<{ email: string }>;
	reminders?: object;
	hangoutLink?: string;
	extendedProperties?: { private?: Record<string, string> };
}

export interface Row {
	taskId: string | null;
	calendarId: string | null;
	eventId: string | null;
	dryRun?: boolean;
	sync: { action: string; key: string; changes?: Record<string, { from: unknown; to: unknown }>; reason?: string };
}

/** Both simulated systems with their demo data, fresh for each test, and the node on n8n-core. */
export function useTwoWay() {
	let automation: Automation;
	beforeAll(async () => {
		const credentialTypes = [new GoogleCalendarSyncApi(), new StreamsoftFirebirdApi()];
		const nodes = {
			[TYPE]: new GoogleCalendarSync(),
			[`${PACKAGE}.streamsoft`]: new Streamsoft(),
			[`${PACKAGE}.streamsoftTrigger`]: new StreamsoftTrigger(),
		};
		automation = await startAutomation({ nodes, credentialTypes }, VENDORS);
	}, 60_000);
	beforeEach(async () => {
		for (const vendor of VENDORS) await automation.sandbox[vendor].reset();
		await seedDemo(automation.sandbox, VENDORS);
		for (const vendor of VENDORS) await new TwoWay(automation).setUp(vendor, {});
		automation.sandbox.googleCalendar.switches.userQuotaPerMinute = 0;
	});
	afterAll(async () => await automation?.close());
	return () => new TwoWay(automation);
}

export class TwoWay {
	constructor(private readonly automation: Automation) {}

	get google() {
		return this.automation.sandbox.googleCalendar;
	}

	get streamsoft() {
		return this.automation.sandbox.streamsoft;
	}

	async run(items: IDataObject[], more: INodeParameters = {}) {
		const { onError, ...parameters } = more;
		const node = { type: TYPE, parameters: { ...DEFAULTS, ...parameters }, ...(onError && { onError }) };
		return await this.harness.runNode(node as { type: string }, items);
	}

	get harness() {
		return this.automation.harness;
	}

	/** Changes what the credential says; `{}` puts back what the story says. */
	async setUp(vendor: (typeof VENDORS)[number], more: object): Promise<void> {
		const { type, data } = credentialOf(vendor, this.automation.sandbox);
		const whole = { ...data, requestsPerMinute: 0, ...more } as ICredentialDataDecryptedObject;
		await this.harness.credentials.updateCredentials({ id: type, name: type }, type, whole);
	}

	/** Operators of the credential; with `own` by the token of Piotr. */
	async operators(
		...entries: Array<{ operator: string; calendars: Record<string, string>; support?: boolean; own?: boolean }>
	): Promise<void> {
		const operator = entries.map(({ operator: name, calendars, support = true, own = false }) => ({
			operator: name,
			support,
			tokenFromConfiguration: !own,
			calendars: { rows: Object.entries(calendars).map(([type, calendar]) => ({ type, calendar })) },
		}));
		const tokens = Object.fromEntries(entries.filter(({ own }) => own).map((one) => [one.operator, PIOTRS_TOKEN]));
		await this.setUp('googleCalendar', { operators: { operator }, operatorTokens: JSON.stringify(tokens) });
	}

	/** Another operation of the same node. */
	async operation(resource: string, operation: string, more: INodeParameters = {}): Promise<IDataObject[]> {
		const result = await this.harness.runNode({ type: TYPE, parameters: { resource, operation, ...more } });
		if (result.error) throw result.error as unknown as Error;
		return result.json('Node');
	}

	/** @throws the run's error */
	async sync(items: IDataObject[], more: INodeParameters = {}): Promise<Row[]> {
		const result = await this.run(items, more);
		if (result.error) throw result.error as unknown as Error;
		return result.json('Node') as unknown as Row[];
	}

	/** A workflow that begins with the Streamsoft trigger and ends with the sync. */
	polled(more: INodeParameters = {}) {
		const trigger = {
			name: 'Trigger',
			type: `${PACKAGE}.streamsoftTrigger`,
			parameters: {
				triggerOn: 'taskCreatedUpdatedOrDeleted',
				withFeatures: true,
				startWith: 'everything',
				options: {},
			},
		};
		const sync = { name: 'Sync', type: TYPE, parameters: { ...DEFAULTS, ...more } };
		const connections = { Trigger: { main: [[{ node: 'Sync', type: 'main', index: 0 }]] } };
		return this.harness.polled({ nodes: [trigger, sync], connections } as unknown as WorkflowJson, 'Trigger');
	}

	task = (id: number = MEETING): IDataObject => ({ event: 'taskUpdated', id, record: { id } });

	event = (id: string, calendarId: string = ANNA): IDataObject => ({
		event: 'eventUpdated',
		id,
		record: { id, calendarId },
	});

	/** Deletes it as a person does. @returns what the trigger gives then, with the properties that it remembers */
	deleted(id: string, calendarId: string = ANNA): IDataObject {
		const stamp = this.eventById(id, calendarId)!.extendedProperties?.private;
		this.google.act.deleteEvent({ calendar: calendarId, event: id });
		return { event: 'eventDeleted', id, record: { id, calendarId, ...(stamp && { stamp }) } };
	}

	events(calendar: string = ANNA): ShownEvent[] {
		const all = this.google.act.getEvents({ calendar }) as unknown as ShownEvent[];
		return all.filter(({ status }) => status !== 'cancelled');
	}

	async tasks() {
		return (await this.streamsoft.store.state()).tasks;
	}

	async taskRow(id: number = MEETING) {
		return (await this.tasks()).find((task) => task.id === id);
	}

	/** The event of the meeting, once it is made. */
	async linked(): Promise<ShownEvent> {
		const [row] = await this.sync([this.task()]);
		return this.events().find(({ id }) => id === row!.eventId)!;
	}

	eventById(id: string, calendar: string = ANNA): ShownEvent | undefined {
		return this.events(calendar).find((event) => event.id === id);
	}

	/** Everything that was written to Google so far, batches told apart into their parts. */
	googleWrites(): number {
		const isWrite = (action: string | undefined) => /\.(insert|patch|update|move|delete)$/.test(action ?? '');
		const parts = (this.google.act.getBatchParts() as unknown as Array<{ action?: string }>) ?? [];
		return (
			this.google.requests.count(({ action }) => isWrite(action)) + parts.filter(({ action }) => isWrite(action)).length
		);
	}
}
