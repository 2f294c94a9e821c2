/** What Firebird's errors mean, in words that say what to do (streamsoft.md 4.5). */
import { Fault, type FaultKind } from '../shared/fault';
import { withoutSecrets } from '../shared/secrets';
import { VENDOR, type Access } from './access';
import { lost } from './lost';
import type { DriverError } from './sdk';

export interface Doing {
	/** In words that fit after "could not": `read the tasks`. */
	doing: string;
	access: Pick<Access, 'host' | 'port' | 'database' | 'user' | 'password'>;
	/** A commit was under way, so nobody knows whether it was done. */
	committing?: boolean;
}

const GDS = {
	deadlock: 335544336,
	lockConflict: 335544345,
	updateConflict: 335544451,
	lockTimeout: 335544510,
	concurrent: 335544878,
	objectInUse: 335544453,
	duplicate: 335544665,
	duplicateIndex: 335544349,
} as const;

const CONFLICTS: ReadonlySet<number | undefined> = new Set([
	GDS.deadlock,
	GDS.lockConflict,
	GDS.updateConflict,
	GDS.lockTimeout,
	GDS.concurrent,
]);

const driverError = (error: unknown): DriverError | undefined =>
	error instanceof Error && 'isLost' in error ? (error as DriverError) : undefined;

/** Somebody else has the record open right now: worth another try in a moment. */
export const isLocked = (error: unknown): boolean => CONFLICTS.has(driverError(error)?.code);

/** There is such a record already. */
export const isDuplicate = (error: unknown): boolean => {
	const code = driverError(error)?.code;
	return code === GDS.duplicate || code === GDS.duplicateIndex;
};

export const isLost = (error: unknown): boolean => driverError(error)?.isLost === true;

/** The database does not have what the profile names, so what was learnt about it is out of date. */
export const isUnknownName = (error: unknown): boolean =>
	/\b(Table|Column|Procedure|Generator) unknown|is not defined/i.test(driverError(error)?.message ?? '');

/** What Query: Run does, whose errors are mistakes in the statement and not in the profile. */
export const RUN_STATEMENT = 'run the statement';
const CHECK_STATEMENT = 'Correct the statement; Schema: Explore shows the tables and columns that the database has.';

interface Rule {
	/** Firebird's numbers, or words in the text where the number says too little. */
	when: ReadonlySet<number> | RegExp;
	/** Said of signing in only: tables and columns have such names too. */
	isConnecting?: boolean;
	kind: FaultKind;
	say(found: RegExpExecArray | null, doing: Doing): string;
	advice: string;
	/** In place of `advice` for a statement of a person's own. */
	ofStatement?: string;
}

const codes = (...list: number[]): ReadonlySet<number> => new Set(list);

const REFUSED = {
	kind: 'unauthorized',
	say: (_: unknown, { access }: Doing) =>
		`The Firebird server refused the user name or the password of ${access.user}.`,
	advice: 'Check both in the credential. Firebird has users of its own: they are not the operators of Streamsoft.',
} as const;

const READ_ONLY = {
	kind: 'invalid',
	say: (_: unknown, { doing }: Doing) => `Could not ${doing}: the database may only be read here.`,
	advice: 'A statement that changes something needs the switch "Allow Changes".',
} as const;

const RULES: readonly Rule[] = [
	{
		when: /^not encrypted$/,
		kind: 'misconfigured',
		say: () => `The ${VENDOR} database does not encrypt the connection, which the credential requires.`,
		advice:
			'Let the administrator set WireCrypt = Required and AuthServer = Srp256 in firebird.conf, or choose Auto in the credential if the network is trusted.',
	},
	{
		when: /wire encryption|wirecrypt/i,
		kind: 'misconfigured',
		say: () => `The Firebird server and the credential do not agree whether to encrypt the connection.`,
		advice: 'Choose Auto under "Wire Encryption" in the credential.',
	},
	{
		when: /uv_os_get_passwd/,
		kind: 'misconfigured',
		say: () => 'The user that n8n runs as has no name on its machine, which a connection to Firebird needs.',
		advice: 'Run n8n (its container) as a user that exists there.',
	},
	{ ...REFUSED, when: codes(335544472, 335545106) },
	{ ...REFUSED, when: /user name and password are not defined|plugin|login/i, isConnecting: true },
	{
		when: codes(335544344, 335544375, 335544734),
		kind: 'misconfigured',
		say: (_, { access }) => `The Firebird server at ${access.host} could not open the database ${access.database}.`,
		advice:
			'Enter under "Database" the path as the server itself sees it (on its own disk, no network drive), such as C:\\PRESTIZ\\BAZA\\FIRMA.FB.',
	},
	{
		when: codes(335544528, 335544506, 335544856, 335544744),
		kind: 'unavailable',
		say: () => `The ${VENDOR} database is shut down for the moment, or takes no more connections.`,
		advice: 'Perhaps a backup is running. Run again later.',
	},
	{
		when: /no permission for (?<right>[\w/ -]+?) access to (?<what>\w+ [\w$]+)/i,
		kind: 'forbidden',
		say: (found, { access, doing }) =>
			`The database user ${access.user} has no right ${found!.groups!.right!.toUpperCase()} on ${found!.groups!.what}, which is needed to ${doing}.`,
		advice: 'Let the administrator of the database grant it; the documentation lists all rights that are needed.',
	},
	{
		when: codes(335544352),
		kind: 'forbidden',
		say: (_, { access, doing }) => `The database user ${access.user} lacks a right to ${doing}.`,
		advice: 'Let the administrator of the database grant it; the documentation lists all rights that are needed.',
	},
	{
		when: /(?<kind>Table|Column|Procedure|Generator) unknown, (?<name>[\w$."]+)/i,
		kind: 'misconfigured',
		say: (found) => `The ${VENDOR} database has no ${found!.groups!.kind!.toLowerCase()} ${found!.groups!.name}.`,
		advice: 'Correct the schema profile in the credential; Schema: Check names all that is missing.',
		ofStatement: CHECK_STATEMENT,
	},
	{ ...READ_ONLY, when: codes(335544361, 335544444, 335544765) },
	// Where a change of a table is refused, the number is that of the whole change.
	{ ...READ_ONLY, when: /during read ?- ?only transaction/i },
	{
		when: /string right truncation.*expected length (?<most>\d+), actual (?<is>\d+)/i,
		kind: 'invalid',
		say: (found, { doing }) =>
			`Could not ${doing}: a text has ${found!.groups!.is} characters, and only ${found!.groups!.most} fit.`,
		advice: 'Shorten the text, or choose Shorten and Replace under "Text That Does Not Fit".',
	},
	{
		when: /transliterate|Malformed string/i,
		kind: 'invalid',
		say: (_, { doing }) =>
			`Could not ${doing}: a text has a character that the database's character set does not know (such as an emoji).`,
		advice: 'Take it out, or choose Shorten and Replace under "Text That Does Not Fit".',
	},
	{
		when: /validation error for (?:column|variable) (?<column>[\w$."]+), value "\*\*\* null \*\*\*"/i,
		kind: 'invalid',
		say: (found, { doing }) => `Could not ${doing}: ${plainName(found!.groups!.column!)} must have a value.`,
		advice: 'Give it a value, or name a constant for the column under events.fixed in the schema profile.',
	},
	{
		when: /violation of FOREIGN KEY constraint "?(?<name>[\w$]+)"? on table "?(?<table>[\w$]+)"?/i,
		kind: 'invalid',
		say: (found, { doing }) =>
			`Could not ${doing}: a record of another table is missing or still points here (${found!.groups!.table}, ${found!.groups!.name}).`,
		advice:
			'Check the IDs of operator, type, contractor and person; a task that others point to can be cancelled instead of deleted.',
	},
	{
		when: codes(GDS.duplicate, GDS.duplicateIndex),
		kind: 'conflict',
		say: (_, { doing }) => `Could not ${doing}: there is such a record already.`,
		advice: 'Run again to work with the newest state.',
	},
	{
		when: CONFLICTS as ReadonlySet<number>,
		kind: 'conflict',
		say: (_, { doing }) => `Could not ${doing}: somebody else has the record open for editing.`,
		advice: 'It was tried several times. Run again when the window in Streamsoft is closed.',
	},
	{
		when: codes(335544794),
		kind: 'timedOut',
		say: (_, { doing }) => `It took too long to ${doing}.`,
		advice: 'Ask for fewer records at once, or let the administrator look for a missing index.',
	},
	{
		when: /exception \d+, (?<name>[\w$]+), (?<text>.*)/is,
		kind: 'invalid',
		say: (found, { doing }) => `Could not ${doing}. The database says: ${quoted(found!.groups!.text!)}`,
		advice: 'This is a rule of the database itself. Correct the values it names.',
	},
];

const plainName = (name: string): string => name.replaceAll('"', '');

/** What the server says of a line in its own code helps nobody. */
const quoted = (text: string): string =>
	text
		.replace(/,? ?At (?:trigger|procedure|block|line|function)\b.*$/is, '')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 300);

/** An error of the driver as a Fault, which never holds the password; a Fault passes unchanged. */
export function faultOf(error: unknown, doing: Doing): Fault {
	const known = driverError(error);
	// A mistake of our own keeps its words and its trace.
	if (!known) return error as Fault;
	const { message: text, code } = known;
	if (known.isLost) return lost(text, doing);
	const isStatement = doing.doing === RUN_STATEMENT;
	for (const { when, isConnecting = false, kind, say, advice, ofStatement = advice } of RULES) {
		if (isConnecting && doing.doing !== 'connect') continue;
		const found = when instanceof RegExp ? when.exec(text) : null;
		if (!found && !(when instanceof Set && code !== undefined && when.has(code))) continue;
		return new Fault(kind, clean(say(found, doing), doing), { advice: isStatement ? ofStatement : advice });
	}
	const said = clean(quoted(text), doing);
	return new Fault('invalid', `Could not ${doing.doing}. The database says: ${said}`, {
		advice: isStatement
			? CHECK_STATEMENT
			: 'If the message names a table or a column, check the schema profile in the credential.',
	});
}

const clean = (text: string, { access }: Doing): string =>
	access.password.length > 2 ? withoutSecrets(text, [access.password]) : text;
