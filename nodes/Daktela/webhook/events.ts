/** The events that Daktela tells of (daktela.md 8), however their names are written. Pure. */

export type What = 'create' | 'update' | 'delete' | 'close';

/** An event whose name was understood. */
export interface Known {
	/** As in Trigger On: `contact_update`, `call_close`. */
	event: string;
	/** As in items: `contact`. */
	kind: string;
	what: What;
	/** Of an activity: where records of its channel are, and their key field. */
	channel?: { resource: string; key: string };
}

/** For everything else: time conditions, custom events, other records. */
export const OTHER = 'other';

const SUBJECTS: Readonly<Record<string, string>> = {
	account: 'account',
	contact: 'contact',
	crmrecord: 'crmRecord',
	record: 'crmRecord',
	ticket: 'ticket',
	activity: 'activity',
};

const CHANNELS: Readonly<Record<string, { resource: string; key: string }>> = {
	call: { resource: 'activitiesCall', key: 'id_call' },
	email: { resource: 'activitiesEmail', key: 'name' },
	web: { resource: 'activitiesWeb', key: 'name' },
	sms: { resource: 'activitiesSms', key: 'name' },
	fbm: { resource: 'activitiesFbm', key: 'name' },
	igdm: { resource: 'activitiesIgdm', key: 'name' },
	wap: { resource: 'activitiesWap', key: 'name' },
	vbr: { resource: 'activitiesVbr', key: 'name' },
};

const ALIASES: Readonly<Record<string, string>> = {
	chat: 'web',
	webchat: 'web',
	mail: 'email',
	whatsapp: 'wap',
	viber: 'vbr',
};

const VERBS: Readonly<Record<string, What>> = {
	create: 'create',
	created: 'create',
	new: 'create',
	add: 'create',
	added: 'create',
	insert: 'create',
	update: 'update',
	updated: 'update',
	edit: 'update',
	edited: 'update',
	change: 'update',
	changed: 'update',
	delete: 'delete',
	deleted: 'delete',
	remove: 'delete',
	removed: 'delete',
	close: 'close',
	closed: 'close',
};

const words = (text: string): string[] =>
	text
		.replace(/([a-z])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^a-z]+/)
		.filter((word) => word !== '');

/** A plural is one of its kind, and `activitiesCall` is a call. */
function subjectOf(told: string): string {
	if (told === 'activities') return 'activity';
	const bare = told.replace(/^activities/, '');
	const one = Object.hasOwn(CHANNELS, bare) ? bare : bare.replace(/s$/, '');
	return Object.hasOwn(ALIASES, one) ? ALIASES[one]! : one;
}

/** Reads `contact_update`, `contactUpdate`, `Contact updated` or `crm_records.edit`. */
export function knownEvent(name: string): Known | undefined {
	const parts = words(name.slice(0, 100));
	const last = parts.at(-1) ?? '';
	const verb = Object.hasOwn(VERBS, last) ? VERBS[last] : undefined;
	if (!verb) return undefined;
	const subject = subjectOf(parts.slice(0, -1).join(''));
	const kind = Object.hasOwn(SUBJECTS, subject) ? SUBJECTS[subject]! : undefined;
	if (kind) return { event: `${kind}_${verb}`, kind, what: verb };
	const channel = Object.hasOwn(CHANNELS, subject) ? CHANNELS[subject] : undefined;
	return channel && { event: `${subject}_${verb}`, kind: 'activity', what: verb, channel };
}

/** Whether a text is a mere verb, which says what happened but not to what. */
export const isVerb = (name: string): boolean => {
	const parts = words(name.slice(0, 100));
	return parts.length === 1 && Object.hasOwn(VERBS, parts[0]!);
};

const crm = (value: string, name: string) => [
	{ name: `${name} Created`, value: `${value}_create` },
	{ name: `${name} Deleted`, value: `${value}_delete` },
	{ name: `${name} Updated`, value: `${value}_update` },
];

/** The entries of Trigger On, in alphabetical order. */
export const CHOICES = [
	...crm('account', 'Account'),
	{ name: 'Any Other Event', value: OTHER, description: 'Time conditions, custom events, and what is not named here' },
	{ name: 'Call Closed', value: 'call_close' },
	...crm('contact', 'Contact'),
	...crm('crmRecord', 'CRM Record'),
	{ name: 'Email Created', value: 'email_create' },
	{ name: 'Messenger Message Created', value: 'fbm_create' },
	{ name: 'SMS Created', value: 'sms_create' },
	...crm('ticket', 'Ticket'),
	{ name: 'Viber Message Created', value: 'vbr_create' },
	{ name: 'Web Chat Closed', value: 'web_close' },
	{ name: 'WhatsApp Message Created', value: 'wap_create' },
];
