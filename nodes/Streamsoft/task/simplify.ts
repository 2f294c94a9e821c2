import type { IDataObject } from 'n8n-workflow';

export const without = (record: IDataObject, names: readonly string[]): IDataObject =>
	Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));

/** In few flat fields: names in place of what has an ID and a name. */
export function simplifyTask(record: IDataObject): IDataObject {
	const named = (one: unknown) => (one as { name?: string } | null | undefined)?.name ?? null;
	const { operator, type, contractor, person } = record;
	return {
		...without(record, ['startLocal', 'endLocal', 'timeZone']),
		operator: named(operator),
		type: named(type),
		contractor: named(contractor),
		person: named(person),
	};
}
