import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import type { NetHuntApi } from './api';
import { shapesOf, type Shape } from './values';

const SAMPLE = 50;

/** Shapes of a folder's fields, from its latest records; asked for once per run. */
export async function knownShapes(api: NetHuntApi, folderId: string): Promise<ReadonlyMap<string, Shape>> {
	return await api.once(`shapes ${folderId}`, async () => {
		const { rows } = await api.updatedRecords(folderId, { limit: SAMPLE });
		return shapesOf(rows);
	});
}

/**
 * Makes sure that every name is a field of the folder: NetHunt skips what it does not know in silence.
 * @param seen names that records have shown already, so that they need not be asked for
 * @throws Fault `input` naming the field and listing those that exist
 */
export async function checkNames(
	api: NetHuntApi,
	folderId: string,
	names: readonly string[],
	seen: { has(name: string): boolean },
): Promise<void> {
	if (names.every((name) => seen.has(name))) return;
	const { rows } = await api.once(`fields ${folderId}`, async () => await api.folderFields(folderId));
	const missing = names.find((name) => !rows.some((field) => field.name === name));
	if (missing !== undefined) throw await missingField(api, folderId, missing, rows, 'input');
}

/** The fault for a field that the folder does not have (any more). */
export async function missingField(
	api: NetHuntApi,
	folderId: string,
	missing: string,
	fields: ReadonlyArray<{ name: string }>,
	kind: 'input' | 'misconfigured',
): Promise<Fault> {
	const folders = await settled(async () => await api.readableFolders());
	const folder = 'value' in folders ? folders.value.find(({ id }) => id === folderId)?.name : undefined;
	const names = fields.map(({ name }) => name);
	const alike = names.find(
		(name) => name.replace(/\s+/g, ' ').trim().toLowerCase() === missing.replace(/\s+/g, ' ').trim().toLowerCase(),
	);
	return new Fault(
		kind,
		`The folder ${folder ? `"${folder}"` : folderId} has no field "${missing}": it was renamed or removed.`,
		{
			advice: `${alike !== undefined ? `Did you mean "${alike}"? ` : ''}Choose the field again. There are: ${names.join(', ') || 'none'}.`,
			field: missing,
		},
	);
}

/** The names that a record's own fields show. */
export const namesIn = (fields: IDataObject): { has(name: string): boolean } => ({
	has: (name) => Object.hasOwn(fields, name),
});
