import { field } from '../../shared/fields';

export const path = field({
	displayName: 'Resource Name',
	name: 'path',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. campaignsRecords',
	description:
		'As in the address of the API: queues, users, statuses. Also what belongs to a record: tickets/1024/activities.',
});

export const key = field({
	displayName: 'Key',
	name: 'record',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. queue_1',
	description: 'What stands behind the resource in the address; for nearly all it is the field "name"',
});

export const body = field({
	displayName: 'Fields (JSON)',
	name: 'body',
	type: 'json',
	typeOptions: { rows: 6 },
	required: true,
	default: '{\n  "title": ""\n}',
	description:
		'The fields as the API takes them: related records by their key, custom fields as lists. Sent as they are.',
});

export const keyField = field({
	displayName: 'Key Field',
	name: 'keyField',
	type: 'string',
	default: 'name',
	description:
		'The field that tells one row from another: name, or id_call for activitiesCall. Pages are put in order by it.',
});
