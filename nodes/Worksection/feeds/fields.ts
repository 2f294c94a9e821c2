import { field, locator } from '../../shared/fields';
import { otherValuesField } from '../../shared/watch/fields';

const project = locator('project', 'Project', 'searchTriggerProjects', {
	description: 'Only what happens in this project. Empty means all projects.',
	placeholder: 'e.g. 101',
	required: false,
});

const ignoreUsers = field({
	displayName: 'Ignore Changes By',
	name: 'ignoreUsers',
	type: 'string',
	typeOptions: { multipleValues: true, multipleValueButtonText: 'Add Member' },
	default: [],
	placeholder: 'e.g. robot@example.com',
	description:
		'Emails of members whose changes do not count, such as the one in whose name your workflows write. Has no effect on statuses and labels: Worksection does not tell who changed them.',
});

const watched = (loadOptionsMethod: string) =>
	field({
		displayName: 'Field Name or ID',
		name: 'field',
		type: 'options',
		typeOptions: { loadOptionsMethod },
		required: true,
		default: '',
		description:
			'The field to watch. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	});

const values = field({
	displayName: 'Value Names or IDs',
	name: 'values',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getTriggerValues', loadOptionsDependsOn: ['field'] },
	default: [],
	description:
		'The values to wait for; with none here or below, every change of the field counts. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
});

const otherValues = otherValuesField(
	'Values to wait for that are not in the list, one in each row. Dates as 2026-01-31.',
	'e.g. 2026-01-31',
);

export const common = [project, ignoreUsers] as const;

/** Fields of Field or Status Became Value. */
export const becoming = [project, watched('getTriggerFields'), values, otherValues, ignoreUsers] as const;

/** The same for webhooks, which tell nothing of statuses and labels. */
export const becomingByWebhook = [project, watched('getWebhookFields'), values, otherValues, ignoreUsers] as const;
