import { bool, count, created, edited, moment, oneOf, required, shown, text, to, toMany } from './fields';
import type { Draft, FieldTo, ResourceOf } from './fields';

const needed = { required: true };
const times = { created, edited };
const description = text(512, { min: 1 });
const titled: Draft = { fields: { title: required(), ...times }, open: true };

const activityTypes = 'CALL EMAIL CHAT SMS FBM IGDM WAP VBR CUSTOM FBCOMMENT IGCOMMENT COMMENT';

/** One kind of activity with its own table; calls have their own key and time (daktela.md 5). */
const activityTable: Draft = {
	fields: { activity: to('activities'), queue: to('queues'), user: to('users'), time: created },
	open: true,
};

/**
 * The resources of the API, their fields, lengths and relations (daktela.md 5). What the reference lists no fields for
 * is open: it takes and shows any. In the order in which seeds load them: what others refer to comes first.
 */
const drafts = {
	crmDatabases: {
		prefix: 'database',
		fields: { title: required(128), description: text(), available_cp: bool, default: bool, reverse_names: bool },
		open: true,
	},
	crmRecordsTypes: { prefix: 'type', fields: { title: required(), description: text(), created }, open: true },
	ticketsCategories: titled,
	ticketsSla: titled,
	statuses: titled,
	users: { fields: { title: required(), email: text(), ...times }, open: true },
	groups: titled,
	queues: titled,
	accounts: {
		prefix: 'account',
		fields: {
			title: required(255),
			database: to('crmDatabases', needed),
			sla: to('ticketsSla'),
			user: to('users'),
			description,
			...times,
		},
		customBy: 'database',
		eventWord: 'account',
	},
	contacts: {
		prefix: 'contact',
		fields: {
			title: required(255),
			firstname: text(128),
			lastname: required(128),
			database: to('crmDatabases', needed),
			account: to('accounts'),
			user: to('users'),
			description: text(512),
			nps_score: shown,
			duplicateContacts: shown,
			notDuplicateContacts: shown,
			...times,
		},
		customBy: 'database',
		eventWord: 'contact',
	},
	tickets: {
		counted: true,
		fields: {
			title: required(512),
			category: to('ticketsCategories', needed),
			stage: oneOf('OPEN WAIT CLOSE ARCHIVE', needed),
			priority: oneOf('LOW MEDIUM HIGH', needed),
			user: to('users'),
			contact: to('contacts'),
			parentTicket: to('tickets'),
			description: text(),
			reopen: moment,
			statuses: toMany('statuses'),
			followers: toMany('users'),
			...times,
		},
		customBy: 'category',
		takesFiles: true,
		eventWord: 'ticket',
	},
	crmRecords: {
		prefix: 'record',
		fields: {
			type: to('crmRecordsTypes', needed),
			title: required(128),
			stage: oneOf('OPEN CLOSE', needed),
			user: to('users'),
			contact: to('contacts'),
			account: to('accounts'),
			ticket: to('tickets'),
			description: text(512),
			status: to('statuses'),
			...times,
		},
		customBy: 'type',
		takesFiles: true,
		eventWord: 'crmRecord',
	},
	activities: {
		prefix: 'activity',
		fields: {
			ticket: to('tickets'),
			title: text(),
			type: oneOf(activityTypes),
			action: oneOf('OPEN WAIT POSTPONE CLOSE'),
			queue: to('queues'),
			user: to('users'),
			contact: to('contacts'),
			record: to('crmRecords'),
			description: text(),
			statuses: toMany('statuses'),
			time: created,
			time_close: { ...moment, readOnly: true },
		},
		customBy: 'queue',
		takesFiles: true,
	},
	campaignsTypes: titled,
	campaignsRecords: {
		fields: { user: to('users'), queue: to('queues'), contact: to('contacts'), statuses: toMany('statuses'), ...times },
		open: true,
	},
	activitiesCall: {
		key: 'id_call',
		fields: {
			activity: to('activities'),
			id_queue: to('queues'),
			id_agent: to('users'),
			duration: count,
			call_time: created,
		},
		open: true,
	},
	activitiesEmail: activityTable,
	activitiesWeb: activityTable,
	activitiesSms: activityTable,
	activitiesFbm: activityTable,
	activitiesIgdm: activityTable,
	activitiesWap: activityTable,
	activitiesVbr: activityTable,
	pauses: titled,
	templates: titled,
	realtimeSessions: { fields: { user: to('users') }, open: true },
} satisfies Record<string, Draft>;

export type ResourceName = keyof typeof drafts;
export type Resource = ResourceOf<ResourceName>;
export type Field = FieldTo<ResourceName>;

export const resourceNames = Object.keys(drafts) as ResourceName[];

export const isResource = (name: string): name is ResourceName => Object.hasOwn(drafts, name);

const whole = (name: ResourceName): Resource => {
	const plain = { key: 'name', counted: false, prefix: name.toLowerCase(), open: false, takesFiles: false };
	return { ...plain, ...drafts[name], name } as Resource;
};

export const resources = Object.fromEntries(resourceNames.map((name) => [name, whole(name)])) as Record<
	ResourceName,
	Resource
>;

/** The tables of one kind of activity. */
export const isActivityTable = (name: ResourceName): boolean => /^activities[A-Z]/.test(name);
