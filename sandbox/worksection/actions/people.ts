import type { Contact, Member, PeopleGroup, Role } from '../types';
import { errors } from '../wire/errors';
import { filled, nameOf, stamp, type Wire } from '../wire/objects';
import type { World } from '../world';
import { now } from '../world';
import { rows, type Action, type Actions, type Answer, type Call } from './call';

const details = ['phone', 'phone2', 'phone3', 'phone4', 'address', 'address2', 'url'];
const email = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

const memberObject = (world: World, member: Member, via: string): Wire =>
	filled({
		id: member.id,
		first_name: member.firstName,
		last_name: member.lastName,
		name: nameOf(member),
		title: member.title,
		rate: member.rate,
		group: member.group,
		department: member.department,
		role: member.role,
		email: member.email,
		...member.more,
		date_added: via === 'admin' ? stamp(world, member.addedAt) : undefined,
	});

const contactObject = (contact: Contact): Wire =>
	filled({
		id: contact.id,
		name: contact.name,
		email: contact.email,
		title: contact.title,
		group: contact.group,
		...contact.more,
	});

const groupObject = (group: PeopleGroup): Wire =>
	filled({ id: group.id, title: group.title, type: group.type, client: group.client ? 1 : 0 });

function newEmail({ params }: Call, isTaken: (address: string) => boolean): string {
	const address = params.required('email');
	if (!email.test(address) || isTaken(address)) throw errors.emailInvalid([address]);
	return address;
}

const more = ({ params }: Call): Record<string, string> =>
	Object.fromEntries(details.flatMap((name) => (params.filled(name) ? [[name, params.filled(name) as string]] : [])));

function addUser(call: Call): Answer {
	const { world, params, actor } = call;
	const address = newEmail(call, (taken) => world.store.memberByEmail(taken) !== undefined);
	const role = params.filled('role') ?? 'user';
	if (!['user', 'guest', 'reader'].includes(role)) throw errors.fieldMalformed('role');
	const member = world.store.addMember({
		email: address,
		firstName: params.filled('first_name') ?? address.split('@')[0] ?? address,
		lastName: params.filled('last_name') ?? '',
		title: params.filled('title'),
		group: params.filled('group'),
		department: params.filled('department'),
		role: role as Role,
		addedAt: now(world),
	});
	return { data: memberObject(world, member, actor.via) };
}

function addContact(call: Call): Answer {
	const { world, params } = call;
	const { contacts } = world.store;
	const address = newEmail(call, (taken) => [...contacts.values()].some((contact) => contact.email === taken));
	const contact: Contact = {
		id: world.store.id('contact'),
		email: address,
		name: params.required('name'),
		title: params.filled('title'),
		group: params.filled('group'),
		more: more(call),
	};
	contacts.set(contact.id, contact);
	return { data: contactObject(contact) };
}

type GroupKind = 'userGroups' | 'contactGroups' | 'projectGroups';

const getGroups = (kind: GroupKind): Action['run'] =>
	function groups({ world }: Call): Answer {
		return rows(world, [...world.store[kind].values()].map(groupObject));
	};

const addGroup = (kind: GroupKind, action?: 'add_project_group' | 'add_project_groups'): Action['run'] =>
	function add({ world, params }: Call): Answer {
		const taken = world.switches.addProjectGroupAction;
		if (action && taken !== 'both' && taken !== action) throw errors.actionInvalid();
		const title = params.required('title');
		const type = kind === 'projectGroups' ? ('folder' as const) : undefined;
		const group = { id: world.store.id('group'), title, type, client: params.filled('client') === '1' };
		world.store[kind].set(group.id, group);
		return { data: groupObject(group) };
	};

function me({ world, actor }: Call): Answer {
	const data = memberObject(world, actor.member, actor.via);
	return { data: world.switches.meShape === 'array' ? [data] : data };
}

export const peopleActions: Actions = {
	me: { run: me, only: 'oauth' },
	get_users: {
		run: ({ world, actor }) =>
			rows(
				world,
				[...world.store.members.values()].map((member) => memberObject(world, member, actor.via)),
			),
		scope: 'users_read',
	},
	add_user: { run: addUser, scope: 'users_write' },
	get_user_groups: { run: getGroups('userGroups'), scope: 'users_read' },
	add_user_group: { run: addGroup('userGroups'), scope: 'users_write' },
	get_contacts: {
		run: ({ world }) => rows(world, [...world.store.contacts.values()].map(contactObject)),
		scope: 'contacts_read',
	},
	add_contact: { run: addContact, scope: 'contacts_write' },
	get_contact_groups: { run: getGroups('contactGroups'), scope: 'contacts_read' },
	add_contact_group: { run: addGroup('contactGroups'), scope: 'contacts_write' },
	get_project_groups: { run: getGroups('projectGroups'), scope: 'projects_read' },
	add_project_group: { run: addGroup('projectGroups', 'add_project_group'), scope: 'projects_write' },
	add_project_groups: { run: addGroup('projectGroups', 'add_project_groups'), scope: 'projects_write' },
};
