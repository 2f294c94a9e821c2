import type { NetHuntApi, NetHuntRecord } from '../api';
import { upTo, whole } from '../listing';

export interface Wanted {
	folderId: string;
	query: string;
	created?: string;
	updated?: string;
	limit?: number;
}

/** One list of NetHunt serves one condition; further ones are checked here, on the whole list. */
export async function find(
	api: NetHuntApi,
	{ folderId, query, created, updated, limit }: Wanted,
): Promise<NetHuntRecord[]> {
	const since = updated ?? created;
	if (query === '' && since !== undefined && !(created && updated)) {
		return await upTo(limit, async (most) => {
			const asked = { since, limit: most };
			return updated ? await api.updatedRecords(folderId, asked) : await api.newRecords(folderId, asked);
		});
	}
	const search = async (most: number) => await api.searchRecords(folderId, query, most);
	if (since === undefined) return await upTo(limit, search);
	const { rows } = await whole(search);
	return rows.filter((row) => isAfter(row.createdAt, created) && isAfter(row.updatedAt ?? row.createdAt, updated));
}

const isAfter = (time: string | undefined, since: string | undefined): boolean =>
	since === undefined || (time !== undefined && Date.parse(time) > Date.parse(since));
