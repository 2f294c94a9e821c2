import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import type { MapperValue } from '../../shared/fields';
import { mapped } from '../../shared/mapping';
import type { ItemContext, Plan } from '../../shared/operation';
import { settled } from '../../shared/settled';
import type { NetHuntApi, NetHuntRecord } from '../api';
import { folderIdOf } from '../ids';
import { isLost, mayHaveBeenWritten } from '../lost';
import type { Made } from './createOrUpdate';
import { chosenFrom, filled, findMatches, matchKey, type Match } from './match';
import { editsFrom } from './editRows';
import { changesOfNew, editPlan, newFields, sendUpdate, type Update } from './writing';

interface UpsertPlan extends Plan {
	folderId: string;
	match: Match;
	/** Of the new record. */
	fields?: IDataObject;
	update?: Update;
}

interface Values {
	folder: string;
	options: { ifSeveral?: string };
	mapBy?: string;
	matchOn?: string[];
	fieldsByMapper?: MapperValue;
}

type Context = Pick<ItemContext<NetHuntApi, Values>, 'api' | 'read' | 'item' | 'hint' | 'timezone'>;

export async function planUpsert(context: Context, made: Made): Promise<UpsertPlan> {
	const { api, read, timezone } = context;
	const folderId = folderIdOf(read.folder);
	const values = mapped({ item: context.item, hint: context.hint, read: read as unknown as Record<string, unknown> });
	const match = matchOf(values, matchFields(read));
	const key = matchKey(match);
	const several = read.options.ifSeveral === 'newest' ? 'newest' : 'fail';
	const found =
		made.get(madeKey(folderId, match)) ?? chosenFrom(await findMatches(api, folderId, match), match, several);
	if (found) {
		// What the record was found by stays as it is: its own writing of it may differ, and a list may hold more.
		const others = Object.entries(values).filter(([name]) => !Object.hasOwn(match, name));
		return { key, folderId, match, ...(await editPlan(api, found, editsFrom(Object.fromEntries(others)), timezone)) };
	}
	const fields = await newFields(api, folderId, values, timezone);
	return {
		action: 'created',
		key,
		folderId,
		match,
		fields,
		changes: changesOfNew(fields),
		record: { folderId, fields },
	};
}

export async function applyUpsert(context: Context, plan: UpsertPlan, made: Made): Promise<NetHuntRecord> {
	const { api, hint } = context;
	const written = plan.update ? await sendUpdate(api, plan.update, hint) : await createOnce(context, plan);
	made.set(madeKey(plan.folderId, plan.match), written);
	return written;
}

const madeKey = (folderId: string, match: Match): string => `${folderId} ${matchKey(match)}`;

function matchFields({ mapBy, matchOn = [], fieldsByMapper }: Values): string[] {
	const fields = mapBy === 'mapper' ? (fieldsByMapper?.matchingColumns ?? []) : matchOn;
	if (fields.length > 0) return fields;
	const advice = 'Choose the fields that tell one record from another, such as Email.';
	throw badInput('Match On', 'There is no field to match on.', advice);
}

function matchOf(values: Record<string, unknown>, fields: readonly string[]): Match {
	return Object.fromEntries(
		fields.map((name) => {
			if (filled(values[name]).length > 0) return [name, values[name]];
			const advice = `Map a value to "${name}", or match on another field.`;
			throw badInput(name, `"${name}" is to be matched on, but has no value.`, advice);
		}),
	);
}

/** When the answer is lost, the record is looked for before anything else, so that it is never created twice. */
async function createOnce(
	{ api, timezone }: Context,
	{ folderId, match, fields = {} }: UpsertPlan,
): Promise<NetHuntRecord> {
	const created = await settled(async () => await api.createRecord(folderId, fields, timezone));
	if ('value' in created) return created.value;
	if (!isLost(created.error)) throw created.error;
	const matches = await settled(async () => await findMatches(api, folderId, match));
	const [found] = 'value' in matches ? matches.value : [];
	if (found) return found;
	const advice = 'Run again: Create or Update looks for the record first, so it is not created twice.';
	throw mayHaveBeenWritten(created.error, 'The record', advice);
}
