/** How the node tells what became of a pair. Pure. */
import type { IDataObject } from 'n8n-workflow';

import { Fault, type FaultKind } from '../../shared/fault';
import type { Plan } from '../../shared/operation';
import type { Outcome } from '../../shared/sync/pairs/engine';

/** What a run would do. A stamp that is still to be written changes nothing that a person sees, but must be written all the same. */
export function wouldDo(outcome: Outcome, isDry: boolean): Plan {
	const { pair, error, writes } = outcome;
	const key = pair.task ? `task ${pair.task.id}` : pair.event ? `event ${pair.event.id}` : 'gone';
	const { action, ...rest } = told(outcome);
	const about = { key, record: recordOf(outcome), ...rest, ...(error && { reason: error.message }) };
	if (isDry) return { action: error ? 'failed' : action, ...about };
	const isWritten = action === 'created' || action === 'updated' || action === 'deleted';
	return { action: isWritten || (writes === 0 && !error) ? action : 'updated', ...about };
}

export function told(outcome: Outcome): Pick<Plan, 'action' | 'reason' | 'changes'> {
	const { reason, changes } = outcome;
	return { action: actionOf(outcome), changes, ...(reason !== undefined && { reason }) };
}

/** Where both records are there, nothing was lost: the event was made in another account, and the old one deleted. */
export const actionOf = ({ action, pair }: Outcome): Outcome['action'] =>
	action === 'deleted' && pair.task && pair.event ? 'updated' : action;

export function recordOf({ pair: { task, event } }: Outcome): IDataObject {
	const fields = task?.fields ?? event?.fields;
	return {
		taskId: task?.id ?? null,
		operatorId: task?.operator ?? null,
		eventTypeId: task?.type ?? null,
		calendarId: event?.calendar ?? null,
		eventId: event?.id ?? null,
		title: fields?.subject ?? null,
		time: fields?.time ?? null,
	};
}

/** The error of a pair; what was overwritten before it happened would be told nowhere else. */
export function failureOf({ error, changes }: Outcome): Error {
	if (!(error instanceof Fault)) return error!;
	const overwritten = Object.entries(changes).filter(([, { from }]) => from !== null && from !== '');
	const words = overwritten.map(([field, { from, to }]) => `${field} from ${quoted(from)} to ${quoted(to)}`);
	const isHeld = error.held || isOfPart(error);
	if (words.length === 0) return isHeld ? held(error) : error;
	return said(error, isHeld, `${error.message} Before that it changed ${words.join(', ')}.`);
}

const LONGEST = 500;

const quoted = (value: unknown): string => {
	const text = String(value ?? '');
	return `"${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}"`;
};

const OF_A_PART: ReadonlySet<FaultKind> = new Set([
	'unauthorized',
	'forbidden',
	'misconfigured',
	'quotaExhausted',
	'rateLimited',
	'unavailable',
	'unreachable',
	'timedOut',
	'braked',
]);

/** What stops one operator or one calendar must not stop the others, nor be taken for a fault of the record. */
const isOfPart = (fault: Fault): boolean =>
	OF_A_PART.has(fault.kind) && (fault as { reason?: string }).reason !== 'forbiddenForNonOrganizer';

/** The records wait, however long, and come again. */
export const held = (fault: Fault): Fault => said(fault, true, fault.message);

function said(fault: Fault, isHeld: boolean, message: string): Fault {
	const { kind, advice, field, status, retryAfterMs, effect, waits } = fault;
	return new Fault(kind, message, { advice, field, status, retryAfterMs, effect, waits, held: isHeld });
}
