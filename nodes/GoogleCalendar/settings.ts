/** What the credential says of operators and calendars, checked. Pure. */
import { badInput } from '../shared/fault';
import { settledNow } from '../shared/settled';

/** The account of the Default Refresh Token, or of who has signed in by browser. */
export const DEFAULT_ACCOUNT = 'default';

/** Events of this CRM event type belong into this calendar, by its name or ID. */
export interface Row {
	type: string;
	calendar: string;
}

export interface Operator {
	/** Name, login or ID in the CRM. */
	operator: string;
	/** Google Calendar Support. */
	enabled: boolean;
	/** Which Google account: `DEFAULT_ACCOUNT`, or the operator's own. */
	account: string;
	rows: Row[];
}

export interface Settings {
	operators: Operator[];
	monthsBack: number;
	monthsForward: number;
}

/** A refresh token and whose it is. */
export interface Token {
	account: string;
	refreshToken: string;
	/** For messages: `the token of operator "Anna"`. */
	label: string;
}

/** Fields of the credential as n8n decrypts it: `json` is a text there, a collection an object. */
export type Typed = Record<string, unknown>;

/** @throws Fault `input` naming the field and the operator */
export function settingsOf(typed: Typed): Settings {
	return read(typed).settings;
}

/** The settings and the tokens they need, each once. With sign-in by browser there are no tokens. @throws Fault */
export function settingsAndTokens(typed: Typed): { settings: Settings; tokens: Token[] } {
	const { settings, tokens } = read(typed);
	return { settings, tokens: [...tokens.values()] };
}

const CREDENTIAL = 'in the Google Calendar credential';

interface Entry {
	operator?: unknown;
	support?: unknown;
	tokenFromConfiguration?: unknown;
	calendars?: { rows?: unknown };
}

function read(typed: Typed): { settings: Settings; tokens: ReadonlyMap<string, Token> } {
	const own = typed.operatorTokens === undefined ? undefined : ownTokens(typed.operatorTokens);
	const defaultToken = text(typed.refreshToken);
	const tokens = new Map<string, Token>();
	if (defaultToken) {
		tokens.set(defaultToken, {
			account: DEFAULT_ACCOUNT,
			refreshToken: defaultToken,
			label: 'the default refresh token',
		});
	}
	const seen = new Map<string, string>();
	const operators = entriesIn(typed.operators, 'operator').map((entry: Entry): Operator => {
		const operator = text(entry.operator);
		if (!operator) throw badInput('Operator', `An operator without a name stands ${CREDENTIAL}.`);
		checkOnce(operator, seen);
		const enabled = entry.support !== false;
		const fromConfiguration = typed.operatorTokens === undefined || entry.tokenFromConfiguration !== false;
		const account = enabled && !fromConfiguration ? ownAccount(operator, own, tokens) : DEFAULT_ACCOUNT;
		if (enabled && fromConfiguration && own && !defaultToken) throw noDefault(operator);
		return { operator, enabled, account, rows: rowsOf(entry, operator) };
	});
	const settings: Settings = {
		operators,
		monthsBack: months(typed.monthsBack, 1, 'Months Back'),
		monthsForward: months(typed.monthsForward, 12, 'Months Forward'),
	};
	return { settings, tokens };
}

function checkOnce(operator: string, seen: Map<string, string>): void {
	const key = keyOf(operator);
	if (seen.has(key)) {
		throw badInput(
			'Operator',
			`Operator "${operator}" stands twice ${CREDENTIAL}.`,
			'Keep one entry for each operator, with all of their calendars.',
		);
	}
	seen.set(key, operator);
}

/** The account of an operator's own token; the same token is the same account, whoever it is of. */
function ownAccount(
	operator: string,
	own: ReadonlyMap<string, string> | undefined,
	tokens: Map<string, Token>,
): string {
	const refreshToken = own?.get(keyOf(operator));
	if (!refreshToken) {
		throw badInput(
			'Operator Tokens',
			`Operator "${operator}" has no token ${CREDENTIAL}.`,
			'Add the token under Operator Tokens by exactly this name, or switch on Token From Configuration for the operator.',
		);
	}
	const known = tokens.get(refreshToken);
	if (known) return known.account;
	const account = operator === DEFAULT_ACCOUNT ? `${operator} (operator)` : operator;
	tokens.set(refreshToken, { account, refreshToken, label: `the token of operator "${operator}"` });
	return account;
}

const noDefault = (operator: string) =>
	badInput(
		'Default Refresh Token',
		`Operator "${operator}" takes the token from the configuration, but "Default Refresh Token" is empty ${CREDENTIAL}.`,
		'Enter the Default Refresh Token, or switch off Token From Configuration and give the operator a token of their own.',
	);

function rowsOf({ calendars }: Entry, operator: string): Row[] {
	return entriesIn(calendars, 'rows').map((row: { type?: unknown; calendar?: unknown }) => {
		const [type, calendar] = [text(row.type), text(row.calendar)];
		if (type && calendar) return { type, calendar };
		const [missing, there] = type ? ['Google Calendar Name', type] : ['CRM Event Type', calendar];
		const about = there ? ` beside "${there}"` : '';
		throw badInput(missing, `"${missing}" is empty${about} for operator "${operator}" ${CREDENTIAL}.`);
	});
}

/** `{"operator": "token"}`. Nothing of it may stand in a message. */
function ownTokens(typed: unknown): ReadonlyMap<string, string> {
	if (text(typed) === '' && typeof typed !== 'object') return new Map();
	const parsed = settledNow(() => (typeof typed === 'string' ? (JSON.parse(typed) as unknown) : typed));
	const value = 'value' in parsed ? parsed.value : undefined;
	if (typeof value !== 'object' || value === null || Array.isArray(value)) {
		throw badInput(
			'Operator Tokens',
			`"Operator Tokens" ${CREDENTIAL} is not a JSON object.`,
			'Write it as {"operator": "token", "another operator": "token"}. Check quotes, commas and brackets.',
		);
	}
	const tokens = new Map<string, string>();
	for (const [operator, token] of Object.entries(value)) {
		if (typeof token !== 'string') {
			throw badInput('Operator Tokens', `The token of operator "${operator}" ${CREDENTIAL} is not a text.`);
		}
		if (tokens.has(keyOf(operator))) {
			throw badInput(
				'Operator Tokens',
				`Operator "${operator}" stands twice under "Operator Tokens" ${CREDENTIAL}.`,
				'Keep one token for each operator.',
			);
		}
		if (token.trim() !== '') tokens.set(keyOf(operator), token.trim());
	}
	return tokens;
}

function entriesIn<T extends object>(collection: unknown, group: string): T[] {
	const entries = (collection as Record<string, unknown> | undefined | null)?.[group];
	if (Array.isArray(entries)) return entries as T[];
	return typeof entries === 'object' && entries !== null ? [entries as T] : [];
}

function months(typed: unknown, otherwise: number, field: string): number {
	if (typed === undefined || typed === null || typed === '') return otherwise;
	const value = Number(typed);
	if (Number.isInteger(value) && value >= 0 && value <= 1200) return value;
	throw badInput(field, `"${field}" ${CREDENTIAL} is not a whole number from 0 to 1200.`);
}

const text = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';

/** Names that people take for the same. */
const keyOf = (operator: string): string => operator.trim().normalize('NFC').toLowerCase();
