import { badInput } from '../../shared/fault';
import { field, returnAllOrLimit } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { StreamsoftApi } from '../api';
import { read } from '../room';

const statement = field({
	displayName: 'Statement',
	name: 'statement',
	type: 'string',
	typeOptions: { editor: 'sqlEditor', rows: 6 },
	noDataExpression: true,
	required: true,
	default: '',
	placeholder: 'e.g. SELECT NAZWASKR FROM KONTRAH WHERE NRKONTRAH = :number',
	description: 'One statement. Values belong into the parameters, never into the statement itself.',
});

const parameters = field({
	displayName: 'Parameters',
	name: 'parameters',
	type: 'json',
	default: '{}',
	placeholder: 'e.g. {"number": 42}',
	description:
		'Values by name for :name in the statement, or a list for ?. Expressions belong here. A time with an offset becomes the clock time in the time zone of the credential.',
});

const allowChanges = field({
	displayName: 'Allow Changes',
	name: 'allowChanges',
	type: 'boolean',
	default: false,
	description: 'Whether the statement may change data. Otherwise it runs in a transaction that can only read.',
});

const run = read({
	name: 'Run',
	action: 'Run a query',
	description: 'Run one statement in the database',
	fields: [statement, parameters, allowChanges, ...returnAllOrLimit],
	async run({ api, read: values }) {
		const given = values.parameters ?? {};
		if (typeof given !== 'object') {
			throw badInput(
				'Parameters',
				'"Parameters" must be an object or a list.',
				'Use {"number": 1} with :number, or [1] with ?.',
			);
		}
		const limit = values.returnAll ? Infinity : Math.max(1, Math.floor(values.limit));
		const query = { sql: values.statement, parameters: given as Record<string, unknown>, limit };
		return await api.query(query, values.allowChanges);
	},
});

export const query: Resource<StreamsoftApi> = { name: 'Query', value: 'query', operations: [run] };
