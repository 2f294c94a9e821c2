/** A task as an item of the trigger shows it. Pure. */
import type { IDataObject } from 'n8n-workflow';

import { localIn, msOf } from '../../shared/when';
import { clockOf, type FullRow } from '../sync/convert';
import { featureKey, featureValue, type Names } from './row';

export function recordOf(row: FullRow, names: Names, zone: string): IDataObject {
	const { id, subject, description, place, allDay, done, cancelled } = row;
	const [start, end] = [clockOf(row.start), clockOf(row.end)];
	const named = (one: number | null, name: string | null | undefined) =>
		one === null ? null : { id: String(one), name: name ?? '' };
	const known = (one: number | null, list: ReadonlyMap<string, string>) => named(one, list.get(String(one)));
	return {
		id: String(id),
		operator: known(row.operatorId, names.operators),
		type: known(row.typeId, names.types),
		subject,
		description,
		place,
		start: momentOf(start, allDay, zone),
		end: momentOf(end, allDay, zone),
		startLocal: start,
		endLocal: end,
		timeZone: zone,
		allDay,
		done,
		cancelled,
		contractor: named(row.contractorId, row.contractor),
		person: named(row.personId, row.person),
		features: featuresOf(row, names),
	};
}

/** ISO with the offset that the zone has then; a whole day is its date. */
function momentOf(wall: string | null, isDay: boolean, zone: string): string | null {
	if (wall === null) return null;
	if (isDay) return wall.slice(0, 10);
	const ms = msOf(wall, zone);
	const shown = localIn(ms, zone, 'YYYY-MM-DDTHH:mm:ss');
	const minutes = Math.round((Date.parse(`${shown}Z`) - ms) / 60_000);
	const pad = (part: number) => String(part).padStart(2, '0');
	const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
	return `${shown}${minutes < 0 ? '-' : '+'}${pad(hours)}:${pad(rest)}`;
}

const featuresOf = (row: FullRow, names: Names): IDataObject =>
	Object.fromEntries(row.features.map(({ id }) => [featureKey(id, names), featureValue(row, id)]));
