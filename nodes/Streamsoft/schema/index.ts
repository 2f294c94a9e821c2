import type { IDataObject } from 'n8n-workflow';

import { field } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { StreamsoftApi } from '../api';
import { read } from '../room';

const check = read({
	name: 'Check',
	action: 'Check the schema profile',
	description: 'Look whether the database has every table and column that the schema profile names',
	fields: [],
	async run({ api }) {
		const { schemaReport } = await import('./report');
		return await schemaReport(api);
	},
});

const namesLike = field({
	displayName: 'Names Like',
	name: 'namesLike',
	type: 'string',
	default: '%ZDARZ%, %CRM%, %TERMIN%, %CECH%, %TYP%, %ZADA%',
	description: 'Tables and procedures whose names look like one of these; % stands for any letters',
});

const countRows = field({
	displayName: 'Count Rows',
	name: 'countRows',
	type: 'boolean',
	default: false,
	description: 'Whether to count the rows of each table, which may take long',
});

const explore = read({
	name: 'Explore',
	action: 'Explore the database',
	description: 'Find the tables that tasks may be kept in, and propose a schema profile',
	fields: [namesLike, countRows],
	async run({ api, read: values }) {
		const patterns = values.namesLike
			.split(/[,;\s]+/)
			.map((one) => one.trim().toUpperCase())
			.filter((one) => one !== '');
		return (await api.explore(patterns, values.countRows)) as unknown as IDataObject;
	},
});

export const schema: Resource<StreamsoftApi> = { name: 'Schema', value: 'schema', operations: [check, explore] };
