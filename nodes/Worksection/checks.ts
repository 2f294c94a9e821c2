/** What only the account can say: whether people and tags exist. Asked once per run, and only where such a value is used. */
import { badInput, Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import type { WorksectionApi } from './api';
import type { TagKind } from './api/people';
import { labelOf, type Params } from './encode';
import type { Tag } from './schema';
import { listOf } from './values';

const ONE_PERSON = ['email_user_to', 'email_user_from', 'email_manager', 'email_user', 'email'];
const PEOPLE = [...ONE_PERSON, 'subscribe', 'hidden', 'mention', 'members'];
const PSEUDO = new Set(['any', 'noone']);

interface Checks {
	tags?: TagKind;
	/** Addresses known to be members without asking, in lower case. */
	known?: ReadonlySet<string>;
}

/**
 * The parameters with tags by ID, after every person and tag in them was found in the account.
 * Where the credential may not list members or tags, the vendor's own refusal has to do.
 * @throws Fault `input` naming the field
 */
export async function checked(
	api: WorksectionApi,
	params: Params,
	{ tags = 'task', known }: Checks = {},
): Promise<Params> {
	await checkPeople(api, params, known);
	if (!params.some(([name, value]) => name === 'tags' && value !== '')) return params;
	const all = await unlessForbidden(api.tags.once(tags));
	if (!all) return params;
	return params.map(([name, value]) =>
		name === 'tags' ? [name, tagIds(listOf(value), all).join(',')] : [name, value],
	);
}

async function checkPeople(api: WorksectionApi, params: Params, known: ReadonlySet<string> = new Set()): Promise<void> {
	const asked = params
		.filter(([name]) => PEOPLE.includes(name))
		.flatMap(([name, value]) => listOf(value).map((email) => ({ name, email })))
		.filter(({ email }) => !PSEUDO.has(email.toLowerCase()) && !known.has(email.toLowerCase()));
	if (asked.length === 0) return;
	const members = await unlessForbidden(api.people.once());
	if (!members?.length) return;
	const emails = new Set(members.map(({ email }) => email.toLowerCase()));
	const stranger = asked.find(({ email }) => !emails.has(email.toLowerCase()));
	if (!stranger) return;
	const label = labelOf(stranger.name);
	throw badInput(
		label,
		`${label}: nobody in the Worksection account has the address "${stranger.email}".`,
		'Use the address with which the person signs in to Worksection, or invite the person first.',
	);
}

/**
 * The IDs of tags given by title or ID. IDs are sent because titles may hold commas.
 * @throws Fault `input` for a tag that is not there, or a title that several tags have
 */
export function tagIds(wanted: readonly string[], all: readonly Tag[]): string[] {
	return wanted.map((one) => {
		if (all.some(({ id }) => id === one)) return one;
		const found = all.filter(({ title }) => title.trim().toLowerCase() === one.toLowerCase());
		if (found.length === 1) return found[0]!.id;
		const label = labelOf('tags');
		if (found.length === 0) {
			throw badInput(label, `Tags: there is no tag "${one}" in Worksection.`, 'Create it first, or correct its name.');
		}
		const choice = found.map(({ id, group }) => `${id}${group?.title ? ` (${group.title})` : ''}`).join(', ');
		throw badInput(label, `Tags: several tags are called "${one}".`, `Use the ID of one of them: ${choice}.`);
	});
}

/** Undefined where the credential may not read this. */
async function unlessForbidden<T>(reading: Promise<T>): Promise<T | undefined> {
	const outcome = await settled(async () => await reading);
	if ('value' in outcome) return outcome.value;
	const { error } = outcome;
	if (error instanceof Fault && (error.kind === 'forbidden' || error.kind === 'misconfigured')) return undefined;
	throw error;
}
