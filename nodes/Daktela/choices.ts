import type { IDataObject } from 'n8n-workflow';

import { settled } from '../shared/settled';
import type { DaktelaApi, DaktelaRecord } from './api';
import { isKind } from './lost';
import { keyOf } from './record';

/** Where rows that exist show the same values, embedded: the field and the resources to look at (daktela.md 5). */
const SHOWN_IN: Record<string, { field: string; resources: string[] }> = {
	crmDatabases: { field: 'database', resources: ['accounts', 'contacts'] },
	crmRecordsTypes: { field: 'type', resources: ['crmRecords'] },
	ticketsCategories: { field: 'category', resources: ['tickets'] },
};
const LOOKED_AT = 1000;

/**
 * Databases, record types or categories. Whether Daktela lists them is not certain, and a user may lack the right: then they are
 * gathered from rows that exist.
 * @throws Fault when neither can be read
 */
export async function choicesOf(
	api: DaktelaApi,
	resource: string,
): Promise<{ rows: DaktelaRecord[]; gathered: boolean }> {
	const listed = await settled(async () => {
		const rows: DaktelaRecord[] = [];
		for await (const row of api.rows(resource, {})) rows.push(row);
		return rows;
	});
	if ('value' in listed) return { rows: listed.value, gathered: false };
	const { error } = listed;
	const shown = SHOWN_IN[resource];
	if (!shown || !isKind(error, 'notFound', 'forbidden', 'invalid', 'unreadable')) throw error;
	const gathered = await settled(async () => await gather(api, shown));
	if ('error' in gathered || gathered.value.length === 0) throw error;
	return { rows: gathered.value, gathered: true };
}

async function gather(
	api: DaktelaApi,
	{ field, resources }: { field: string; resources: string[] },
): Promise<DaktelaRecord[]> {
	const found = new Map<string, DaktelaRecord>();
	for (const resource of resources) {
		const { rows } = await api.list(resource, { fields: ['name', field] }, { take: LOOKED_AT });
		for (const row of rows) {
			const value = row[field];
			const record = typeof value === 'object' && value !== null ? (value as IDataObject) : { name: value };
			const key = keyOf(record as IDataObject);
			if (key !== undefined && !found.has(key)) found.set(key, record as DaktelaRecord);
		}
	}
	return [...found.values()];
}
