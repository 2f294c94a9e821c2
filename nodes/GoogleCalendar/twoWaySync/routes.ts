import { Fault } from '../../shared/fault';
import type { Named } from '../../shared/sync/pairs/door';
import type { Broken, Route } from '../../shared/sync/pairs/routing';

/** One row of the credential, its calendar looked up already: the id, or why it has none. */
export interface Row {
	operator: string;
	type: string;
	calendar: { name: string; id: string } | { name: string; fault: Fault };
}

const same = (a: string, b: string): boolean => a.trim().toLocaleLowerCase() === b.trim().toLocaleLowerCase();

export const byName = (all: readonly Named[], name: string): Named[] => {
	const byId = all.filter(({ id }) => id === name.trim());
	return byId.length > 0 ? byId : all.filter(({ names }) => names.some((one) => same(one, name)));
};

/**
 * Settings as people type them, as routes by ids. What cannot be followed is told, and nothing is done to whom it may concern.
 * Pure.
 */
export function routesOf(
	rows: readonly Row[],
	operators: readonly Named[],
	types: readonly Named[],
): { routes: Route[]; broken: Broken[] } {
	const followed = rows.map((row) => follow(row, operators, types));
	const isRoute = (one: Route | Broken): one is Route => !('fault' in one);
	const all = followed.filter((one) => one !== undefined);
	return { routes: uniqueOf(all.filter(isRoute)), broken: all.filter((one): one is Broken => !isRoute(one)) };
}

/** Nothing for a type that is not marked: that is an order, and not a mistake. */
function follow(row: Row, operators: readonly Named[], types: readonly Named[]): Route | Broken | undefined {
	const { calendar } = row;
	const operator = soleOf(byName(operators, row.operator), `Operator "${row.operator}"`);
	const type = soleOf(byName(types, row.type), `Event type "${row.type}" of operator "${row.operator}"`);
	const why = (fault: Fault): Broken => ({
		...('id' in operator && { operator: operator.id }),
		...('id' in type && { type: type.id }),
		...('id' in calendar && { calendar: calendar.id }),
		fault,
	});
	if (!(type instanceof Fault) && type.leftOut) return undefined;
	if (operator instanceof Fault) return why(operator);
	if (type instanceof Fault) return why(type);
	if (operator.leftOut) return why(leftOut(row.operator, operator.leftOut));
	if ('fault' in calendar) return why(calendar.fault);
	const names = { operator: row.operator, type: row.type, calendar: calendar.name };
	return { operator: operator.id, type: type.id, calendar: calendar.id, names };
}

function soleOf(found: readonly Named[], what: string): Named | Fault {
	const [one, another] = found;
	const advice =
		'Correct it under Operators in the credential: the name, the login or the ID, as the tasks system has it.';
	if (!one) return new Fault('misconfigured', `${what} does not exist.`, { advice });
	if (another) return new Fault('misconfigured', `${what} is not unique there.`, { advice: `${advice} Use the ID.` });
	return one;
}

const leftOut = (operator: string, why: string): Fault =>
	new Fault('misconfigured', `Operator "${operator}": ${why}`, {
		advice: 'Change that in the tasks system, or take the operator out of the credential.',
	});

const uniqueOf = (routes: readonly Route[]): Route[] => [
	...new Map(routes.map((route) => [JSON.stringify([route.operator, route.type, route.calendar]), route])).values(),
];
