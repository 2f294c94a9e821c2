/** Which operator claims which calendar for which event type, as the sync will see it. Pure. */
import type { Named } from '../../shared/sync/pairs/door';
import { byName } from '../twoWaySync/routes';
import { problem, warning, type Finding } from './findings';

/** A row of the settings whose calendar was found. */
export interface Claim {
	operator: string;
	type: string;
	/** Of the calendar. */
	name: string;
	id: string;
}

/** With the ids that names stand for; one that is not known stands for itself. */
type Sorted = Claim & { operatorId: string; typeId: string };

/** Without types that are not marked, which take no part. */
export function sorted(
	claims: readonly Claim[],
	{ operators, types }: { operators: readonly Named[]; types: readonly Named[] },
): Sorted[] {
	const idIn = (all: readonly Named[], name: string) => byName(all, name)[0]?.id ?? name.trim().toLocaleLowerCase();
	return claims
		.filter(({ type }) => !byName(types, type)[0]?.leftOut)
		.map((claim) => ({
			...claim,
			operatorId: idIn(operators, claim.operator),
			typeId: idIn(types, claim.type),
		}));
}

const firstOfEach = (claims: readonly Sorted[], key: keyof Sorted): Sorted[] =>
	[...new Map([...claims].reverse().map((claim) => [claim[key], claim])).values()].reverse();

/** A calendar that more than one operator sends tasks to. */
export function claimFindings(claims: readonly Sorted[]): Finding[] {
	return [...Map.groupBy(claims, ({ id }) => id).values()].flatMap((of) => {
		const operators = firstOfEach(of, 'operatorId').map(({ operator }) => operator);
		if (operators.length < 2) return [];
		const message = `The calendar is claimed by ${operators.length} operators: ${operators.join(', ')}. Nothing is synchronised until that is changed.`;
		const advice = 'Give each operator a calendar of their own in the credential.';
		return [problem(`Calendar ${of[0]!.name}`, { message, advice })];
	});
}

/** An event type that an operator sends to several calendars. */
export function doubleFindings(claims: readonly Sorted[]): Finding[] {
	const groups = Map.groupBy(claims, ({ operatorId, typeId }) => JSON.stringify([operatorId, typeId]));
	return [...groups.values()].flatMap((of) => {
		const calendars = firstOfEach(of, 'id').map(({ name }) => name);
		if (calendars.length < 2) return [];
		const { operator, type } = of[0]!;
		const message = `The type is sent to ${calendars.length} calendars: ${calendars.join(', ')}. Nothing is synchronised until that is changed.`;
		const advice = 'Keep one row for each event type of an operator.';
		return [problem(`Operator ${operator}, event type ${type}`, { message, advice })];
	});
}

/** Several types of one operator in one calendar: tasks appear there, but a new event has no type. */
export function sharedFindings(claims: readonly Sorted[]): Finding[] {
	return [...Map.groupBy(claims, ({ id }) => id).values()].flatMap((of) => {
		const types = firstOfEach(of, 'typeId').map(({ type }) => type);
		if (types.length < 2 || firstOfEach(of, 'operatorId').length > 1) return [];
		const message = `The calendar shows ${types.length} event types (${types.join(', ')}), so a new event in it does not become a task.`;
		const advice = 'Give each event type a calendar of its own, if new events are to become tasks.';
		return [warning(`Calendar ${of[0]!.name}`, message, advice)];
	});
}
