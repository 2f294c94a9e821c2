import { returnAllOrLimit } from '../../shared/fields';
import type { Resource } from '../../shared/operation';
import type { HeliosGreenApi } from '../api';
import { read } from '../room';

const getMany = read({
	name: 'Get Many',
	action: 'Get many database profiles',
	description: 'List the database profiles of the server, where it tells them (Data.asmx)',
	fields: [...returnAllOrLimit],
	run: async ({ api }) => await api.profiles(),
});

export const databaseProfile: Resource<HeliosGreenApi> = {
	name: 'Database Profile',
	value: 'databaseProfile',
	operations: [getMany],
};
