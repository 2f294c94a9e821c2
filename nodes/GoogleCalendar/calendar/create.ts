import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import { field, optionsOf } from '../../shared/fields';
import type { Plan } from '../../shared/operation';
import { settled } from '../../shared/settled';
import { textOf } from '../../shared/text';
import type { GoogleAccount } from '../api';
import { write } from '../room';

const name = field({
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. Spotkania Anna',
	description: 'As it will stand in Google Calendar on the left',
});

const account = {
	displayName: 'Account Name or ID',
	name: 'account',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'accounts' },
	default: '',
	description:
		'Whose calendar it will be; empty means the first account of the credential. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
} as const satisfies INodeProperties;

const description = {
	displayName: 'Description',
	name: 'description',
	type: 'string',
	default: '',
} as const satisfies INodeProperties;

const ifExists = {
	displayName: 'If It Exists',
	name: 'ifExists',
	type: 'options',
	options: [
		{ name: 'Create Another', value: 'another' },
		{ name: 'Return It', value: 'return', description: 'The item goes on with that calendar, unchanged' },
	],
	default: 'return',
	description: 'What to do where the account has a calendar of this name that it may change',
} as const satisfies INodeProperties;

const timeZone = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Warsaw',
	description: "As an IANA name; empty means the workflow's own",
} as const satisfies INodeProperties;

interface CreatePlan extends Plan {
	account: GoogleAccount;
	body: { summary: string; timeZone: string; description?: string };
	/** Then one of this name is taken for it. */
	mayBeThere: boolean;
}

export const create = write({
	name: 'Create',
	action: 'Create a calendar',
	fields: [name, optionsOf(account, description, ifExists, timeZone)],

	async plan({ api, read, timezone }): Promise<CreatePlan> {
		const { isZone } = await import('../../shared/when');
		const { options } = read;
		const owner = options.account ? api.account(options.account) : api.accounts[0]!;
		const summary = textOf(read.name).trim();
		if (summary === '') throw badInput('Name', 'The calendar has no name.');
		const zone = options.timeZone?.trim() || timezone;
		if (!isZone(zone)) throw badInput('Time Zone', `"${zone}" is not a time zone.`, 'Use a name as Europe/Warsaw.');
		const body = { summary, timeZone: zone, ...(options.description && { description: options.description }) };
		const mayBeThere = options.ifExists !== 'another';
		const plan = { key: `${owner.key}/${summary}`, account: owner, body, mayBeThere };
		const found = mayBeThere ? await ownNamed(owner, summary) : undefined;
		if (found) return { ...plan, action: 'unchanged', record: found, reason: 'It exists already.' };
		return { ...plan, action: 'created', record: body };
	},

	async apply(_context, { account: owner, body, mayBeThere }) {
		const { isUnknown } = await import('../errors');
		const made = await settled(async () => await owner.createCalendar(body));
		if ('value' in made) return made.value as IDataObject;
		// Whether it was made shows in the list; what has its name counts as it, as it would in the next run.
		const found = mayBeThere && isUnknown(made.error) ? await ownNamed(owner, body.summary) : undefined;
		if (found) return found;
		throw made.error;
	},
});

async function ownNamed(owner: GoogleAccount, name: string): Promise<IDataObject | undefined> {
	const { mayWrite, nameOf, same } = await import('../directory');
	return (await owner.calendars()).find((entry) => mayWrite(entry) && same(nameOf(entry), name)) as
		IDataObject | undefined;
}
