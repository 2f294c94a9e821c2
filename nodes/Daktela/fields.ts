import { field, locator } from '../shared/fields';
import { mappingFields } from '../shared/mapping';
import type { Kind } from './kinds';

/** Each kind has its own fields once, so that operations of one resource share them. */
function once<T>(make: (kind: Kind) => T): (kind: Kind) => T {
	const made = new Map<Kind, T>();
	return (kind) => {
		if (!made.has(kind)) made.set(kind, make(kind));
		return made.get(kind)!;
	};
}

export const record = once((kind) =>
	locator('record', kind.name, 'records', {
		description: `The ${kind.name}: from the list, or by its ${kind.numbered ? 'number' : 'key'} (the field "name" in Daktela)`,
		placeholder: kind.numbered ? 'e.g. 1024' : 'e.g. sf_0010000000AbCdE',
	}),
);

const PLACES: Record<string, string> = {
	database: 'The CRM database that it belongs to',
	type: 'The type of a new record. A record that exists keeps its own.',
	category: 'The category of a new ticket. A ticket that exists keeps its own.',
};

/** Where a new record goes: its database, record type or category; nothing for activities. */
export const place = once(({ place: told }) =>
	told
		? [
				locator(told.field, told.label, told.resource, {
					description: PLACES[told.field],
					placeholder: 'e.g. default',
				}),
			]
		: [],
);

/** Systems whose fields the rows of a mapping offer in a list. */
const SOURCES = [
	{ name: 'Helios Green', value: 'HeliosGreen' },
	{ name: 'Salesforce', value: 'Salesforce' },
];

const LISTS = { targets: 'targets', columns: 'columns', sources: SOURCES };

export const newMapping = once((kind) =>
	mappingFields({
		...LISTS,
		dependsOn: ['resource', ...(kind.place ? [`${kind.place.field}.value`] : [])],
		mode: 'add',
	}),
);
export const upsertMapping = once((kind) =>
	mappingFields({
		...LISTS,
		dependsOn: ['resource', ...(kind.place ? [`${kind.place.field}.value`] : [])],
		mode: 'upsert',
	}),
);
export const updateMapping = once(() => mappingFields({ ...LISTS, dependsOn: ['resource'], mode: 'update' }));

const matchTargets = field({
	displayName: 'Match On Names or IDs',
	name: 'matchOn',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'matchTargets', loadOptionsDependsOn: ['resource'] },
	default: ['name'],
	displayOptions: { show: { mapBy: ['name'] } },
	description:
		'The mapped fields that tell one record from another, such as Key. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

/** Daktela alone numbers tickets, so that nothing is proposed for them. */
export const matchOn = once(({ numbered }) => (numbered ? { ...matchTargets, default: [] } : matchTargets));

const SUBJECTS: Record<string, string> = {
	contact: 'If the Account Is Missing',
	crmRecord: 'If the Account or Contact Is Missing',
	ticket: 'If the Contact Is Missing',
	activity: 'If the Contact Is Missing',
};

/** What to do with a reference to a record that Daktela does not have; nothing for kinds without such references. */
export const ifMissing = once((kind) =>
	Object.keys(kind.references).length === 0
		? []
		: [
				field({
					displayName: SUBJECTS[kind.value]!,
					name: 'ifMissing',
					type: 'options',
					options: [
						{
							name: 'Fail',
							value: 'fail',
							description: 'The item ends in an error, so that a trigger delivers it again: by then it may be there',
						},
						{
							name: 'Keep the Old One',
							value: 'keep',
							description: 'Everything else is written; the link stays as it is, a new record has none. Reported.',
						},
						{
							name: 'Write Without It',
							value: 'without',
							description: 'Everything is written, with that link empty. Reported.',
						},
					],
					default: 'fail',
					description: 'What to do when Daktela does not have the record that this one is to be linked with',
				}),
			],
);

export const keyPrefix = field({
	displayName: 'Key Prefix',
	name: 'keyPrefix',
	type: 'string',
	default: '',
	placeholder: 'e.g. sf_',
	description:
		'Put before the key and before the keys of the account and contact that it belongs to, so that several sources do not meet',
});

export const phones = field({
	displayName: 'Normalise Phones',
	name: 'phones',
	type: 'options',
	options: [
		{ name: 'As They Are', value: 'asIs' },
		{ name: 'With +420', value: '+420', description: 'For example +420777123456' },
		{ name: 'With 00420', value: '00420', description: 'For example 00420777123456, as Daktela does by default' },
	],
	default: 'asIs',
	description: 'How phone numbers are written. One without a country gets 420; other countries keep theirs.',
});

export const phoneFields = field({
	displayName: 'Phone Field Names or IDs',
	name: 'phoneFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'phoneFields', loadOptionsDependsOn: ['resource'] },
	default: ['customFields.number'],
	description:
		'Fields that Normalise Phones is for. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

export const ifSeveral = field({
	displayName: 'If Several Match',
	name: 'ifSeveral',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'The item ends in an error that names the records' },
		{ name: 'Take the Newest', value: 'newest', description: 'The record that was edited last is updated' },
	],
	default: 'fail',
	description: 'What to do when more than one record has the values to match on',
});

export const ifGone = field({
	displayName: 'If the Record Is Gone',
	name: 'ifGone',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'The item ends in an error' },
		{ name: 'Skip', value: 'skip', description: 'The item goes on, marked as skipped with the reason' },
	],
	default: 'fail',
	description: 'What to do when Daktela does not have the record (any more)',
});

export const sendWith = field({
	displayName: 'Send With an Update',
	name: 'sendWith',
	type: 'options',
	options: [
		{
			name: 'All Custom Fields Too',
			value: 'custom',
			description: 'If your Daktela empties custom fields that were not sent',
		},
		{ name: 'Only What Differs', value: 'differences', description: 'Right for the versions we know of' },
		{ name: 'The Whole Record', value: 'whole', description: 'If your Daktela empties every field that was not sent' },
	],
	default: 'differences',
	description: 'What is sent when a record has to be changed. A record that is as wanted is never sent.',
});
