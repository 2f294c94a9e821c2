import { badInput } from '../../shared/fault';
import { settledNow } from '../../shared/settled';
import { DEFAULT_PROFILE } from './default';
import { profileForm, type Profile } from './schema';

const ADVICE =
	'Correct "Schema Profile" in the credential. Only what differs from the shipped profile need stand there.';
const wrong = (message: string) => badInput('Schema Profile', message, ADVICE);

type Json = Record<string, unknown>;
const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list of another form takes the place of the shipped one as a whole. */
const isOtherForm = (typed: Json, shipped: Json): boolean =>
	'sql' in typed || ('column' in typed && 'table' in shipped);

function merged(shipped: unknown, typed: unknown): unknown {
	if (typed === undefined) return shipped;
	if (!isObject(typed) || !isObject(shipped) || isOtherForm(typed, shipped)) return typed;
	const names = new Set([...Object.keys(shipped), ...Object.keys(typed)]);
	return Object.fromEntries([...names].map((name) => [name, merged(shipped[name], typed[name])]));
}

/**
 * The shipped profile with what was typed over it. `null` takes out what the database does not have.
 * @throws Fault `input` naming each place that is wrong
 */
export function profileOf(typed: string): Profile {
	if (typed.trim() === '') return DEFAULT_PROFILE;
	const parsed = settledNow(() => JSON.parse(typed) as unknown);
	if ('error' in parsed || !isObject(parsed.value)) {
		throw wrong('The schema profile in the credential is not a JSON object.');
	}
	const read = profileForm.safeParse(merged(DEFAULT_PROFILE, parsed.value));
	if (read.success) return read.data;
	const issues = read.error.issues.slice(0, 8).map(({ path, message, ...issue }) => {
		const keys = 'keys' in issue ? ` (${(issue.keys as string[]).join(', ')})` : '';
		return `${path.join('.') || 'profile'}: ${message}${keys}`;
	});
	throw wrong(`The schema profile in the credential is wrong. ${issues.join('; ')}`);
}
