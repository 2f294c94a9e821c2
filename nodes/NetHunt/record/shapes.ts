import type { IDataObject } from 'n8n-workflow';

import type { NetHuntApi, NetHuntRecord } from '../api';
import { checkNames, knownShapes, namesIn } from '../names';
import type { Shape } from '../values';

/**
 * Checks the names before anything is sent, and tells the shapes of fields that the record itself does not show.
 * @param fields those of the record that is written to; none for a new one
 */
export async function shapesFor(
	api: NetHuntApi,
	folderId: string,
	names: readonly string[],
	fields: IDataObject = {},
): Promise<ReadonlyMap<string, Shape> | undefined> {
	const own = namesIn(fields);
	if (names.every((name) => own.has(name))) return undefined;
	const shapes = await knownShapes(api, folderId);
	await checkNames(api, folderId, names, { has: (name) => own.has(name) || shapes.has(name) });
	return shapes;
}

/** The record after an update, from what NetHunt answers: perhaps only a part of it (nethunt.md 2.9). */
export function afterUpdate(
	before: NetHuntRecord,
	changed: readonly string[],
	answer: { updatedAt?: string; fields: IDataObject },
): NetHuntRecord {
	const kept = Object.fromEntries(Object.entries(before.fields).filter(([name]) => !changed.includes(name)));
	return { ...before, ...(answer.updatedAt && { updatedAt: answer.updatedAt }), fields: { ...kept, ...answer.fields } };
}
