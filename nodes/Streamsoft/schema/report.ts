import type { IDataObject } from 'n8n-workflow';

import { VENDOR, type StreamsoftApi } from '../api';
import { LABELS, type TaskField } from '../data/model';
import { placeForLinks } from '../data/links';

/** What the profile and the database say to each other. A database that lacks something is no failure of this operation. */
export async function schemaReport(api: StreamsoftApi): Promise<IDataObject> {
	const { version, charset, encrypted } = await api.ping();
	const problems = await api.problems();
	const base = { ok: problems.length === 0, problems, firebird: version, characterSet: charset, encrypted };
	if (problems.length > 0)
		return { ...base, summary: `The ${VENDOR} database lacks ${problems.length} of the names in the profile.` };
	const model = await api.model();
	const { profile } = model;
	const needed = [...(model.catalogue.tables.get(profile.events.table)?.values() ?? [])].filter(
		({ name, isNotNull, hasDefault }) =>
			isNotNull &&
			!hasDefault &&
			name !== profile.events.pk &&
			!model.fields.some(({ column }) => column === name) &&
			!Object.hasOwn(profile.events.fixed ?? {}, name),
	);
	const links = placeForLinks(model);
	const notes = [
		...needed.map(
			({ name }) =>
				`${name} must have a value in each new task: name a constant under events.fixed, unless a trigger of the database fills it in.`,
		),
		...(profile.procedures.add
			? []
			: ['New tasks are written straight into the table: no procedure is named under procedures.add.']),
		...('ddl' in links
			? [`There is no place for links yet (Create or Update By Link). To make one: ${links.ddl}`]
			: []),
	];
	const fields = Object.fromEntries(
		(Object.keys(LABELS) as TaskField[]).map((field) => [field, described(model.column(field))]),
	);
	return {
		...base,
		summary: 'The database has all that the schema profile names.',
		notes,
		fields,
		profile: profile as unknown as IDataObject,
	};
}

function described(column: ReturnType<Awaited<ReturnType<StreamsoftApi['model']>>['column']>): IDataObject | null {
	if (!column) return null;
	const { kind, length, charset } = column.info;
	return {
		column: column.column,
		type: kind,
		...(length !== undefined && { length }),
		...(charset && { characterSet: charset }),
	};
}
