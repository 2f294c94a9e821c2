import { field, locator, type Field } from '../shared/fields';
import { mappingFields } from '../shared/mapping';

const ADDRESS = 'Choose from the list, or enter the ID or the address from the browser';

export const project = locator('project', 'Project', 'searchProjects', {
	placeholder: 'e.g. 26 or https://studio.worksection.com/project/26/',
	description: `${ADDRESS}. The list shows active projects.`,
});

export const anyProject = locator('project', 'Project', 'searchAllProjects', {
	placeholder: 'e.g. 26 or https://studio.worksection.com/project/26/',
	description: ADDRESS,
});

export const optionalProject = locator('project', 'Project', 'searchAllProjects', {
	placeholder: 'e.g. 26 or https://studio.worksection.com/project/26/',
	description: `${ADDRESS}. Empty means all projects.`,
	required: false,
});

export const task = locator('task', 'Task', 'searchTasks', {
	placeholder: 'e.g. 2456 or https://studio.worksection.com/project/26/2456/',
	description: `${ADDRESS}. The list shows open tasks; type to search them by title.`,
});

export const member = locator('member', 'Member', 'searchMembers', {
	placeholder: 'e.g. ann@studio.example',
	description: 'Choose from the list, or enter the e-mail address',
});

export const members = field({
	displayName: 'Member Emails',
	name: 'members',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. ann@studio.example, ben@studio.example',
	description: 'E-mail addresses of members of the account, with commas between',
});

export const attachments = field({
	displayName: 'Attachments',
	name: 'attachments',
	type: 'string',
	default: '',
	placeholder: 'e.g. data',
	description: 'Names of the binary fields of the incoming item to attach as files, with commas between',
	hint: 'The name of the input field with the file; leave empty for no files',
});

export const authorEmail = field({
	displayName: 'Author Email',
	name: 'authorEmail',
	type: 'string',
	default: '',
	placeholder: 'e.g. ann@studio.example',
	description: 'Member in whose name this is done; empty means the owner of the API key. Ignored with OAuth2.',
});

const NOUN = { singular: 'field', plural: 'fields' };

/** The mapping of a form; `form` as in `targets.ts`. */
export const mappingOf = (form: string, mode: 'add' | 'update'): readonly Field[] =>
	mappingFields({ targets: `${form}Targets`, columns: `${form}Columns`, dependsOn: [], mode, noun: NOUN });
