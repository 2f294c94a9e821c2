import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import * as z from '../shared/vendor';

const text = z.string();
const flag = z.nullish(z.boolean());

/** salesforce.md 1: the token reply; it tells no time of expiry. */
export const session = z.looseObject({ access_token: text, instance_url: text, id: z.nullish(text) });

/** salesforce.md 2. Rows are not looked into: there may be two thousand. */
export const queryPage = z.looseObject({
	totalSize: z.number(),
	done: z.nullish(z.boolean()),
	records: z.custom<SalesforceRecord[]>((value) => Array.isArray(value)),
	nextRecordsUrl: z.nullish(text),
});

export const objectSummary = z.looseObject({
	name: text,
	label: z.nullish(text),
	labelPlural: z.nullish(text),
	keyPrefix: z.nullish(text),
	custom: flag,
	queryable: flag,
	createable: flag,
	updateable: flag,
	deletable: flag,
});
export const objectList = z.looseObject({ sobjects: z.array(objectSummary) });

export const picklistValue = z.looseObject({ value: text, label: z.nullish(text), active: flag });
export const fieldInfo = z.looseObject({
	name: text,
	label: z.nullish(text),
	type: text,
	createable: flag,
	updateable: flag,
	nillable: flag,
	defaultedOnCreate: flag,
	externalId: flag,
	idLookup: flag,
	unique: flag,
	caseSensitive: flag,
	filterable: flag,
	sortable: flag,
	calculated: flag,
	nameField: flag,
	scale: z.nullish(z.number()),
	relationshipName: z.nullish(text),
	referenceTo: z.nullish(z.array(text)),
	restrictedPicklist: flag,
	picklistValues: z.nullish(z.array(picklistValue)),
});
export const described = z.looseObject({
	name: text,
	label: z.nullish(text),
	keyPrefix: z.nullish(text),
	fields: z.array(fieldInfo),
});

/** salesforce.md 5. */
export const limits = z.looseObject({ DailyApiRequests: z.looseObject({ Max: z.number(), Remaining: z.number() }) });

/** salesforce.md 3: one result for each record, in the order of the request. */
export const saveResult = z.looseObject({
	id: z.nullish(text),
	success: z.boolean(),
	created: z.nullish(z.boolean()),
	errors: z.nullish(
		z.array(z.looseObject({ statusCode: z.nullish(text), message: z.nullish(text), fields: z.nullish(z.array(text)) })),
	),
});
export const saveResults = z.array(saveResult);

/** salesforce.md 2.2. */
export const updatedIds = z.looseObject({ ids: z.array(text), latestDateCovered: text });
export const deletedIds = z.looseObject({
	deletedRecords: z.array(z.looseObject({ id: text, deletedDate: text })),
	earliestDateAvailable: z.nullish(text),
	latestDateCovered: text,
});

/** salesforce.md 3: Bulk API 2.0. */
export const ingestJob = z.looseObject({
	id: text,
	state: text,
	errorMessage: z.nullish(text),
	numberRecordsProcessed: z.nullish(z.number()),
});

export type ObjectSummary = z.Infer<typeof objectSummary>;
export type FieldInfo = z.Infer<typeof fieldInfo>;
export type Described = z.Infer<typeof described>;
export type SaveResult = z.Infer<typeof saveResult>;
export type IngestJob = z.Infer<typeof ingestJob>;

/** A row of a query: `attributes`, the chosen fields, and the parents as objects. */
export interface SalesforceRecord extends IDataObject {
	attributes?: { type?: string; url?: string };
	Id?: string;
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
		`Salesforce's answer does not have the documented form when asked to ${doing}: ${place} does not fit.`,
	);
}
