import type { SalesforceApi } from './api';
import type { Described, FieldInfo } from './schema';

/** What is to be done with the fields. */
export type Writing = 'create' | 'update' | 'upsert';

/** Whether the user may write the field at all. With a Create or Update it is decided record by record. */
export function isWritable({ createable, updateable }: FieldInfo, writing: Writing): boolean {
	if (writing === 'create') return createable === true;
	if (writing === 'update') return updateable === true;
	return createable === true || updateable === true;
}

/** A field that a value can be mapped to; a parent by its external ID as `Account.Number__c`. */
export interface Target {
	id: string;
	label: string;
	info: FieldInfo;
	required: boolean;
}

/** Fields that hold other fields, or a file: nothing to map a value to. */
const NOT_MAPPED = new Set(['address', 'location', 'base64', 'complexvalue']);

/** What values can be mapped to, in the order of labels. */
export async function targetsOf(api: SalesforceApi, object: string, writing: Writing): Promise<Target[]> {
	const described = await api.describe(object);
	const fields = described.fields.filter((info) => isWritable(info, writing) && !NOT_MAPPED.has(info.type));
	const own = fields.map((info) => ({
		id: info.name,
		label: info.label ?? info.name,
		info,
		required:
			writing !== 'update' && info.createable === true && info.nillable === false && info.defaultedOnCreate !== true,
	}));
	const parents = await parentTargets(api, fields);
	return [...own, ...parents].sort((a, b) => a.label.localeCompare(b.label));
}

/** More would make one list cost a hundred requests. */
const MOST_PARENTS = 15;

async function parentTargets(api: SalesforceApi, fields: readonly FieldInfo[]): Promise<Target[]> {
	const references = fields
		.filter(({ relationshipName, referenceTo }) => relationshipName && referenceTo?.length === 1)
		.slice(0, MOST_PARENTS);
	const found = await Promise.all(
		references.map(async (reference): Promise<Target[]> => {
			const { fields: theirs, label, name } = await api.describe(reference.referenceTo![0]!);
			return externalIdsOf({ fields: theirs, name }).map((info) => ({
				id: `${reference.relationshipName}.${info.name}`,
				label: `${reference.label ?? reference.name}: ${label ?? name} by ${info.label ?? info.name}`,
				info,
				required: false,
			}));
		}),
	);
	return found.flat();
}

/** Fields that tell one record from another for a program elsewhere. */
export const externalIdsOf = ({ fields }: Pick<Described, 'fields' | 'name'>): FieldInfo[] =>
	fields.filter(({ externalId }) => externalId === true);
