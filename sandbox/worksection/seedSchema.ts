import { IANAZone } from 'luxon';
import { z } from 'zod';

const id = z
	.union([z.string().min(1), z.number()])
	.transform(String)
	.optional();
const ref = z.union([z.string().min(1), z.number()]).transform(String);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'a day is YYYY-MM-DD');
/** ISO with a zone, or milliseconds. */
const moment = z.union([
	z.number(),
	z
		.string()
		.datetime({ offset: true })
		.transform((text) => Date.parse(text)),
]);
const clock = z.string().regex(/^\d{2}:\d{2}$/, 'a time is HH:MM');
const email = z.string().email();
const amount = z.union([z.string(), z.number()]).transform(String);
const flags = z.record(z.union([z.literal(0), z.literal(1)]));

const role = z.enum(['owner', 'account admin', 'team admin', 'department admin', 'user', 'guest', 'reader']);

const account = z
	.object({
		apiKey: z.string().min(1),
		timeZone: z.string().refine((name) => IANAZone.isValidZone(name), 'a time zone is a name like Europe/Kyiv'),
		noExecutive: z.string(),
		anyone: z.string(),
		noManager: z.string(),
	})
	.partial()
	.strict();

const member = z
	.object({
		id,
		email,
		firstName: z.string(),
		lastName: z.string().default(''),
		role: role.default('user'),
		title: z.string().optional(),
		group: z.string().optional(),
		department: z.string().optional(),
		rate: z.number().optional(),
		addedAt: moment.optional(),
		more: z.record(z.string()).optional(),
	})
	.strict();

const contact = z
	.object({ id, email, name: z.string(), title: z.string().optional(), group: z.string().optional() })
	.strict();

const group = z.object({ id, title: z.string().min(1), client: z.boolean().default(false) }).strict();

const tagGroup = z
	.object({
		id: z.number().optional(),
		title: z.string().min(1),
		of: z.enum(['task', 'project']).default('task'),
		type: z.enum(['status', 'label']).default('label'),
		access: z.enum(['public', 'private']).default('public'),
		tags: z.array(z.string().min(1)).default([]),
	})
	.strict();

const project = z
	.object({
		id,
		title: z.string().min(1),
		status: z.enum(['active', 'pending', 'archive']).default('active'),
		folder: z.string().optional(),
		text: z.string().default(''),
		author: email.optional(),
		manager: email.optional(),
		/** Absent: every member of the account. */
		members: z.array(email).optional(),
		options: flags.default({}),
		tags: z.array(z.string()).default([]),
		/** Titles of the task tag sets attached to it. Absent: all. */
		tagGroups: z.array(z.string()).optional(),
		dateStart: day.optional(),
		dateEnd: day.optional(),
		maxTime: amount.optional(),
		maxMoney: amount.optional(),
		addedAt: moment.optional(),
		closedAt: moment.optional(),
	})
	.strict();

const task = z
	.object({
		id,
		/** Id or title. */
		project: ref,
		/** Id of a task seeded before. */
		parent: ref.optional(),
		title: z.string().min(1),
		text: z.string().default(''),
		status: z.enum(['active', 'done']).default('active'),
		priority: z.number().int().min(0).max(10).default(1),
		author: email.optional(),
		/** E-mail, ANY or NOONE. */
		assignee: z.string().default('NOONE'),
		subscribers: z.array(email).default([]),
		tags: z.array(z.string()).default([]),
		dateStart: day.optional(),
		dateEnd: day.optional(),
		timeStart: clock.optional(),
		timeEnd: clock.optional(),
		maxTime: amount.optional(),
		maxMoney: amount.optional(),
		customFields: z.record(z.string()).default({}),
		delayed: z.boolean().default(false),
		addedAt: moment.optional(),
		closedAt: moment.optional(),
	})
	.strict();

const comment = z
	.object({ id, task: ref, text: z.string().min(1), author: email.optional(), addedAt: moment.optional() })
	.strict();

const customField = z
	.object({
		id,
		of: z.enum(['task', 'project']).default('task'),
		type: z.string().default('text'),
		name: z.string().min(1),
		descr: z.string().default(''),
		options: z.array(z.string()).default([]),
	})
	.strict();

const relation = z
	.object({ type: z.enum(['finish-to-start', 'start-to-start']).default('finish-to-start'), from: ref, to: ref })
	.strict();

const webhook = z
	.object({
		id,
		url: z.string().url(),
		events: z.array(z.string()).min(1),
		projects: z.array(ref).default([]),
		user: z.string().optional(),
		password: z.string().optional(),
		/** Webhooks made on the screens start disabled. */
		status: z.enum(['active', 'paused']).default('paused'),
	})
	.strict();

const oauthClient = z
	.object({
		clientId: z.string().min(1),
		clientSecret: z.string().min(1),
		/** Empty: any address. */
		redirectUris: z.array(z.string()).default([]),
	})
	.strict();

/** What `seed` takes. Each part is optional; later parts may name what earlier ones brought. */
export const seedSchema = z
	.object({
		account: account.default({}),
		oauthClients: z.array(oauthClient).default([]),
		members: z.array(member).default([]),
		contacts: z.array(contact).default([]),
		userGroups: z.array(group).default([]),
		contactGroups: z.array(group).default([]),
		projectGroups: z.array(group.extend({ type: z.enum(['folder', 'company']).default('folder') })).default([]),
		tagGroups: z.array(tagGroup).default([]),
		customFields: z.array(customField).default([]),
		projects: z.array(project).default([]),
		tasks: z.array(task).default([]),
		relations: z.array(relation).default([]),
		comments: z.array(comment).default([]),
		webhooks: z.array(webhook).default([]),
	})
	.strict();

export type WorksectionSeed = z.input<typeof seedSchema>;
export type ReadSeed = z.output<typeof seedSchema>;
