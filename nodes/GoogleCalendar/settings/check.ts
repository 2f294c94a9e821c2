import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import type { Named, TaskSystem } from '../../shared/sync/pairs/door';
import type { GoogleAccount, GoogleCalendarApi } from '../api';
import type { ResolvedRow } from '../directory';
import { read } from '../room';
import { claimFindings, doubleFindings, sharedFindings, sorted, type Claim } from './claims';
import { tasksIn } from './fields';
import { endsSoon, nameFindings, problem, warning, type Finding } from './findings';

/** Looks at everything that the settings name, on both sides, and writes nothing. */
export const check = read({
	name: 'Check',
	action: 'Check settings',
	description: 'Check tokens, calendars, operators, event types and columns; every part is one item',
	fields: [tasksIn],
	async *run({ api, read: { tasksIn: room } }) {
		for (const account of api.accounts) yield await accountFinding(account);
		const rows = await api.directory.resolve(api.settings);
		yield* rows.map(rowFinding);
		const names: Names = { operators: [], types: [] };
		if (room !== 'none') yield* await taskFindings(api, room, names);
		const claims = sorted(rows.flatMap(claimOf), names);
		yield* [...claimFindings(claims), ...doubleFindings(claims), ...sharedFindings(claims)];
	},
});

/** Those of the tasks, as far as they could be read. */
interface Names {
	operators: Named[];
	types: Named[];
}

const DAY_S = 86_400;

const capitalised = (label: string) => label.replace(/^./, (first) => first.toUpperCase());
const failed = (subject: string, error: unknown): Finding =>
	problem(subject, error instanceof Fault ? error : { message: String(error), advice: '' });

async function accountFinding(account: GoogleAccount): Promise<Finding> {
	const subject = capitalised(account.label);
	const { checkScopes } = await import('../trial');
	const outcome = await settled(async () => {
		const signedIn = await account.signIn();
		checkScopes(signedIn?.scopes ?? [], account.label);
		return { signedIn, calendars: await account.calendars() };
	});
	if ('error' in outcome) return failed(subject, outcome.error);
	const { signedIn, calendars } = outcome.value;
	const days = Math.floor((signedIn?.refreshTokenEndsInS ?? Infinity) / DAY_S);
	if (Number.isFinite(days)) return endsSoon(subject, days);
	return { status: 'ok', subject, message: `Signed in; ${calendars.length} calendars.` };
}

function rowFinding(row: ResolvedRow): Finding {
	const subject = `Operator ${row.operator}, calendar ${row.name}`;
	if ('fault' in row) return problem(subject, row.fault);
	return { status: 'ok', subject, message: `Found, and may be written (ID ${row.calendar.id}).` };
}

const claimOf = (row: ResolvedRow): Claim[] =>
	'fault' in row ? [] : [{ ...row, name: row.calendar.name ?? row.name, id: row.calendar.id }];

/** @param names filled with what the system of the tasks has */
async function taskFindings(api: GoogleCalendarApi, room: string, names: Names): Promise<Finding[]> {
	const findings: Finding[] = [];
	const outcome = await settled(async () => {
		const tasks = await api.openTasks!(room);
		findings.push(...(await databaseFindings(tasks)));
		Object.assign(names, { operators: await tasks.operators(), types: await tasks.types() });
		findings.push(...nameFindings(api.settings.operators, names.operators, names.types));
	});
	if ('value' in outcome) return findings;
	// What the names cannot be read for is said already, where the profile does not fit.
	return findings.some(({ status }) => status === 'problem')
		? findings
		: [...findings, failed('Database', outcome.error)];
}

async function databaseFindings(tasks: TaskSystem): Promise<Finding[]> {
	const problems = await tasks.problems();
	const message = 'Every table and column of the profile is there.';
	if (problems.length === 0) return [{ status: 'ok', subject: 'Database', message }];
	return problems.map(({ isMinor, advice = '', ...one }) =>
		isMinor ? warning('Database', one.message, advice) : problem('Database', { ...one, advice }),
	);
}
