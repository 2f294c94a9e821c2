/** The records that have operations of their own, and their standard fields (daktela.md 5). */

export interface StandardField {
	/** As Daktela names it. */
	id: string;
	/** As its screens name it. */
	label: string;
	/** `related`: the key of a record; `relatedList`: keys of several. Default `text`. */
	type?: 'time' | 'number' | 'boolean' | 'related' | 'relatedList' | 'choice';
	choices?: readonly string[];
	/** Without it nothing can be created, and it cannot be emptied. */
	required?: true;
	/** `created`: chosen at creation, never changed afterwards; `read`: Daktela's own. Default: can be written. */
	access?: 'created' | 'read';
}

/** A field that every new record needs and that the node asks for by itself. */
export interface Place {
	/** The field of the record, and of the node. */
	field: string;
	label: string;
	/** Where its choices are listed. */
	resource: string;
	/** Whether it is kept as chosen and goes with every write, as in Daktela's own integrations (daktela.md 6). */
	always: boolean;
}

export interface Kind {
	/** As in the node: `crmRecord`. */
	value: string;
	/** `CRM Record`. */
	name: string;
	/** `a CRM record`, `CRM records`. */
	one: string;
	many: string;
	/** As in the address: `crmRecords`. */
	resource: string;
	fields: readonly StandardField[];
	place?: Place;
	/** Whether Daktela alone gives keys, so that records are recognised by another field. */
	numbered?: true;
	/** Related records that are looked up before they are referred to, with their resource. */
	references: Readonly<Record<string, string>>;
	/** What a new record has where nothing else is mapped. */
	defaults: Readonly<Record<string, string>>;
}

const text = (id: string, label: string, more: Omit<StandardField, 'id' | 'label'> = {}): StandardField => ({
	id,
	label,
	...more,
});
const related = (id: string, label: string): StandardField => text(id, label, { type: 'related' });
const told = (id: string, label: string): StandardField => text(id, label, { type: 'time', access: 'read' });

const key = text('name', 'Key', { access: 'created' });
const description = text('description', 'Description');
const owner = related('user', 'Owner');
const stamps = [told('created', 'Created'), told('edited', 'Edited')];
const required = { required: true } as const;
const choice = (...choices: string[]) => ({ type: 'choice', choices }) as const;

const database: Place = { field: 'database', label: 'Database', resource: 'crmDatabases', always: true };

export const account: Kind = {
	value: 'account',
	name: 'Account',
	one: 'an account',
	many: 'accounts',
	resource: 'accounts',
	fields: [
		key,
		text('title', 'Title', required),
		related('database', 'Database'),
		related('sla', 'SLA'),
		owner,
		description,
		...stamps,
	],
	place: database,
	references: {},
	defaults: {},
};

export const contact: Kind = {
	value: 'contact',
	name: 'Contact',
	one: 'a contact',
	many: 'contacts',
	resource: 'contacts',
	fields: [
		key,
		text('title', 'Title', required),
		text('firstname', 'First Name'),
		text('lastname', 'Last Name', required),
		related('database', 'Database'),
		related('account', 'Account'),
		owner,
		description,
		text('nps_score', 'NPS Score', { type: 'number', access: 'read' }),
		...stamps,
	],
	place: database,
	references: { account: 'accounts' },
	defaults: {},
};

export const crmRecord: Kind = {
	value: 'crmRecord',
	name: 'CRM Record',
	one: 'a CRM record',
	many: 'CRM records',
	resource: 'crmRecords',
	fields: [
		key,
		related('type', 'Type'),
		text('title', 'Title', required),
		text('stage', 'Stage', { ...required, ...choice('OPEN', 'CLOSE') }),
		owner,
		related('contact', 'Contact'),
		related('account', 'Account'),
		related('ticket', 'Ticket'),
		description,
		related('status', 'Status'),
		...stamps,
	],
	place: { field: 'type', label: 'Record Type', resource: 'crmRecordsTypes', always: false },
	references: { account: 'accounts', contact: 'contacts' },
	defaults: { stage: 'OPEN' },
};

export const ticket: Kind = {
	value: 'ticket',
	name: 'Ticket',
	one: 'a ticket',
	many: 'tickets',
	resource: 'tickets',
	fields: [
		text('name', 'Number', { type: 'number', access: 'read' }),
		text('title', 'Title', required),
		related('category', 'Category'),
		text('stage', 'Stage', { ...required, ...choice('OPEN', 'WAIT', 'CLOSE', 'ARCHIVE') }),
		text('priority', 'Priority', { ...required, ...choice('LOW', 'MEDIUM', 'HIGH') }),
		owner,
		related('contact', 'Contact'),
		related('parentTicket', 'Parent Ticket'),
		description,
		text('reopen', 'Reopen', { type: 'time' }),
		text('statuses', 'Statuses', { type: 'relatedList' }),
		text('followers', 'Followers', { type: 'relatedList' }),
		...stamps,
	],
	place: { field: 'category', label: 'Category', resource: 'ticketsCategories', always: false },
	numbered: true,
	references: { contact: 'contacts' },
	defaults: { stage: 'OPEN', priority: 'MEDIUM' },
};

const CHANNELS = [
	'CALL',
	'EMAIL',
	'CHAT',
	'SMS',
	'FBM',
	'IGDM',
	'WAP',
	'VBR',
	'CUSTOM',
	'FBCOMMENT',
	'IGCOMMENT',
	'COMMENT',
];

export const activity: Kind = {
	value: 'activity',
	name: 'Activity',
	one: 'an activity',
	many: 'activities',
	resource: 'activities',
	fields: [
		key,
		text('title', 'Title'),
		text('type', 'Type', choice(...CHANNELS)),
		text('action', 'Action', choice('OPEN', 'WAIT', 'POSTPONE', 'CLOSE')),
		related('ticket', 'Ticket'),
		related('queue', 'Queue'),
		owner,
		related('contact', 'Contact'),
		related('record', 'CRM Record'),
		description,
		text('statuses', 'Statuses', { type: 'relatedList' }),
		told('time', 'Time'),
		told('time_open', 'Time Opened'),
		told('time_close', 'Time Closed'),
	],
	references: { contact: 'contacts' },
	defaults: {},
};

export const KINDS: readonly Kind[] = [account, contact, crmRecord, ticket, activity];

/** By the value of the node's Resource, or by the name in the address. */
export const kindOf = (name: string): Kind | undefined =>
	KINDS.find(({ value, resource }) => value === name || resource === name);

/** The field that tells which of two records is newer; activities are never edited. */
export const stampOf = ({ fields }: Kind): string => (fields.some(({ id }) => id === 'edited') ? 'edited' : 'time');

export const CUSTOM = 'customFields.';

/** The name of a custom field, from `customFields.email`; undefined for a standard field. */
export const customName = (target: string): string | undefined =>
	target.startsWith(CUSTOM) ? target.slice(CUSTOM.length) : undefined;
