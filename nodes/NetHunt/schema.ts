import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import * as z from '../shared/vendor';
import { actionOf, fieldsOf, type FieldChange, type RecordAction } from './changes';
import { partsOfLink } from './ids';

const id = z.string();
/** Smaller numbers are no milliseconds of any time since there is NetHunt. */
const EARLIEST_MS = 1e12;
/** ISO text; milliseconds were met in values of fields (nethunt.md 2.4), so they pass here too. */
const moment = z.pipe(
	z.union([z.string(), z.number()]),
	z.transform((told, context) => {
		const ms = typeof told === 'number' ? told : Date.parse(told);
		if (ms >= EARLIEST_MS && ms < 8.64e15) return new Date(ms).toISOString();
		context.issues.push({ code: 'custom', message: 'expected a time', input: told });
		return '';
	}),
);
/** By name; `z.record` would refuse a field called "constructor". */
const fields = z.looseObject({});

/** nethunt.md 2.1: a list of one, or the object itself. */
export const authTest = z.pipe(
	z.union([
		z.array(z.looseObject({ user: z.looseObject({ emailAddress: z.string() }) })),
		z.looseObject({ user: z.looseObject({ emailAddress: z.string() }) }),
	]),
	z.transform((told) => (Array.isArray(told) ? told[0]?.user : told.user)),
);

/** nethunt.md 2.2. */
export const folder = z.looseObject({ id, name: z.string() });
export const field = z.looseObject({ name: z.string() });

/** nethunt.md 2.3; which of the keys come depends on the endpoint. */
export const record = z.looseObject({
	id: z.nullish(id),
	recordId: z.nullish(id),
	link: z.nullish(z.string()),
	createdAt: z.nullish(moment),
	updatedAt: z.nullish(moment),
	fields: z.nullish(fields),
});

/** nethunt.md 2.7. */
export const change = z.looseObject({
	id: z.nullish(id),
	recordId: id,
	time: moment,
	user: z.unknown(),
	recordAction: z.unknown(),
	fieldActions: z.nullish(z.union([fields, z.array(z.unknown())])),
});

/** nethunt.md 2.10. */
export const comment = z.looseObject({
	id: z.nullish(id),
	commentId: z.nullish(id),
	recordId: id,
	createdAt: moment,
	text: z.nullish(z.string()),
});
export const callLog = z.looseObject({
	id: z.nullish(id),
	callLogId: z.nullish(id),
	recordId: id,
	createdAt: moment,
	text: z.nullish(z.string()),
});
export const anything = z.looseObject({});

/** A record as this room hands it on: `id` and `recordId` are always the record's own. */
export interface NetHuntRecord extends IDataObject {
	id: string;
	recordId: string;
	folderId: string;
	fields: IDataObject;
	link?: string;
	createdAt?: string;
	updatedAt?: string;
}

export interface RecordChange {
	id: string;
	recordId: string;
	/** ISO UTC. */
	time: string;
	action: RecordAction;
	user?: IDataObject;
	fields: Record<string, FieldChange>;
}

export interface TimelineEntry extends IDataObject {
	id: string;
	recordId: string;
	createdAt: string;
}

/**
 * Reads a reply.
 * @param doing as in WireRequest, for the message
 * @throws Fault `unreadable` naming the key that does not fit
 */
export function read<T>(schema: z.ZodType<T>, data: unknown, doing: string): T {
	const result = schema.safeParse(data);
	if (result.success) return result.data;
	const [issue] = result.error.issues;
	const place = issue?.path.length ? `"${issue.path.map(String).join('.')}"` : 'the answer';
	throw new Fault(
		'unreadable',
		`NetHunt's answer does not have the documented form when asked to ${doing}: ${place} does not fit.`,
	);
}

/** Lists come bare; clients have also met them as `data` or `records` (nethunt.md 2.3). */
export function listOf<T>(schema: z.ZodType<T>, data: unknown, doing: string): T[] {
	const wrapped = (data ?? {}) as Record<string, unknown>;
	const rows = Array.isArray(data) ? data : (wrapped.data ?? wrapped.records ?? data);
	return read(z.array(schema), rows, doing);
}

/**
 * In some lists `id` is that of an event (nethunt.md 2.3), so the record's own is looked for first where it is certain.
 * @throws Fault `unreadable` when the row names no record
 */
export function recordFrom(row: z.Infer<typeof record>, folderId: string, doing: string): NetHuntRecord {
	const recordId = row.recordId ?? (row.link ? partsOfLink(row.link)?.recordId : undefined) ?? row.id;
	if (!recordId) throw new Fault('unreadable', `NetHunt sent a record without an ID when asked to ${doing}.`);
	const { link, createdAt, updatedAt, fields: values, ...more } = row;
	return {
		...(more as IDataObject),
		id: recordId,
		recordId,
		folderId,
		...(link && { link }),
		...(createdAt && { createdAt }),
		...(updatedAt && { updatedAt }),
		fields: (values ?? {}) as IDataObject,
	};
}

export function changeFrom({
	id: told,
	recordId,
	time,
	user,
	recordAction,
	fieldActions,
}: z.Infer<typeof change>): RecordChange {
	const action = actionOf(recordAction);
	const who = typeof user === 'string' ? { emailAddress: user } : (user as IDataObject | null | undefined);
	return {
		id: told ?? `${recordId}|${time}|${JSON.stringify(fieldActions ?? null)}`,
		recordId,
		time,
		action,
		...(who && { user: who }),
		fields: fieldsOf(fieldActions, action),
	};
}

export function entryFrom(row: z.Infer<typeof comment> | z.Infer<typeof callLog>): TimelineEntry {
	const { commentId, callLogId, id: told, ...rest } = row as z.Infer<typeof comment> & z.Infer<typeof callLog>;
	const own = commentId ?? callLogId ?? told ?? `${row.recordId}|${row.createdAt}|${row.text ?? ''}`;
	return {
		...(rest as IDataObject),
		id: own,
		...(commentId && { commentId }),
		...(callLogId && { callLogId }),
		recordId: row.recordId,
		createdAt: row.createdAt,
	};
}
