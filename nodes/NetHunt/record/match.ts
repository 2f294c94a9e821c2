import { Fault } from '../../shared/fault';
import { sameValue } from '../../shared/sync/fingerprint';
import { valueOf } from '../../shared/sync/plan';
import { textOf } from '../../shared/text';
import type { NetHuntApi, NetHuntRecord } from '../api';
import { whole } from '../listing';

/** Values by field that tell one record from all others. */
export type Match = Record<string, unknown>;

/** How two items of one run that mean the same record are recognised. */
export const matchKey = (match: Match): string =>
	Object.entries(match)
		.map(([field, value]) => `${field}=${folded(textOf(value))}`)
		.join(', ');

const folded = (text: string): string => text.trim().toLowerCase();

/** Whether a record is the one meant: every field has the value, or one of its values is it. Case and outer spaces do not matter. */
export function isMatch({ fields }: Pick<NetHuntRecord, 'fields'>, match: Match): boolean {
	return Object.entries(match).every(([name, wanted]) => {
		const items = filled(valueOf(fields, name));
		return filled(wanted).some((want) => items.some((item) => isSame(item, want)));
	});
}

function isSame(item: unknown, wanted: unknown): boolean {
	if (typeof item === 'string' && typeof wanted === 'string')
		return folded(item) === folded(wanted) || sameValue(item, wanted);
	return sameValue(item, wanted);
}

/** The values that say something, of a list or of one: nothing is never a match for nothing. */
export const filled = (value: unknown): unknown[] => [value].flat().filter((one) => textOf(one).trim() !== '');

/** In NetHunt's search language as it was seen in use: `Email:"a@b.example"` (nethunt.md 2.5). */
export function queryFor(match: Match): string {
	const [[field, value] = ['', '']] = Object.entries(match);
	const text = textOf(filled(value)[0]).replaceAll('"', ' ').replace(/\\+$/, '').trim();
	return /^[\p{L}\p{N}_-]+$/u.test(field) ? `${field}:"${text}"` : `"${text}"`;
}

/** The records that match, checked here: NetHunt's search is a full-text one and finds others too (nethunt.md 2.5). */
export async function findMatches(api: NetHuntApi, folderId: string, match: Match): Promise<NetHuntRecord[]> {
	const query = queryFor(match);
	const { rows } = await whole(async (limit) => await api.searchRecords(folderId, query, limit));
	return rows.filter((record) => isMatch(record, match));
}

/**
 * The one record to work on, if any.
 * @param several what to do when more than one matches
 * @throws Fault `conflict` naming them
 */
export function chosenFrom(
	matches: readonly NetHuntRecord[],
	match: Match,
	several: 'fail' | 'newest',
): NetHuntRecord | undefined {
	if (matches.length < 2) return matches[0];
	if (several === 'newest') return [...matches].sort((a, b) => timeOf(b).localeCompare(timeOf(a)))[0];
	const shown = matches.slice(0, 5).map(({ recordId, link }) => (link ? `${recordId} (${link})` : recordId));
	const more = matches.length > shown.length ? ` and ${matches.length - shown.length} more` : '';
	throw new Fault('conflict', `${matches.length} records match ${matchKey(match)}: ${shown.join(', ')}${more}.`, {
		advice: 'Merge or delete the doubles in NetHunt, match on more fields, or set If Several Match to Take the Newest.',
	});
}

const timeOf = ({ updatedAt, createdAt }: NetHuntRecord): string => updatedAt ?? createdAt ?? '';
