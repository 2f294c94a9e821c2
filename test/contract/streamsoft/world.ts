import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { accessOf } from '../../../nodes/Streamsoft/access';
import { StreamsoftApi } from '../../../nodes/Streamsoft/api';
import { Streamsoft } from '../../../nodes/Streamsoft/Streamsoft.node';
import {
	schemaProfile,
	startStreamsoft,
	type StreamsoftSeed,
	type StreamsoftSimulator,
} from '../../../sandbox/streamsoft';
import type { StreamsoftOptions } from '../../../sandbox/streamsoft';
import { wireHost } from '../../support/wireHost';

export const ANNA = 10_001;
export const PIOTR = 10_002;
export const MEETING = 10_001;
export const VISIT = 10_002;
export const ZURAW = 10_001;

/** Two operators, three types, two contractors, a person and a feature; no tasks. */
export const seed: StreamsoftSeed = {
	operators: [
		{ id: ANNA, login: 'anna', name: 'Anna Nowakowska' },
		{ id: PIOTR, login: 'piotr', name: 'Piotr Zieliński' },
		{ id: 10_003, login: 'dawny', name: 'Były Pracownik', active: false },
	],
	contractors: [
		{ id: ZURAW, number: 1, name: 'Zakłady Ślusarskie Żuraw' },
		{ id: 10_002, number: 2, name: 'Piekarnia Złoty Kłos' },
		{ id: 10_003, number: 3, name: 'Hurtownia Łódka', base: 1 },
	],
	branches: [{ id: 10_001, contractor: ZURAW, name: 'Zielona Góra' }],
	persons: [{ id: 10_001, branch: 10_001, lastName: 'Wiśniewska', firstName: 'Grażyna' }],
	types: [
		{ id: MEETING, name: 'Spotkanie', synchronised: true },
		{ id: VISIT, name: 'Wizyta referencyjna', synchronised: true },
		{ id: 10_003, name: 'Oferta handlowa', synchronised: false },
	],
	features: [
		{ id: 10_001, name: 'Wartość szansy' },
		{ id: 10_002, name: 'Priorytet' },
	],
};

export const values = {
	typeId: MEETING,
	operatorId: ANNA,
	subject: 'Spotkanie',
	start: '2026-07-01 10:00:00',
	end: '2026-07-01 11:00:00',
};

export async function startWorld(options: StreamsoftOptions = {}): Promise<StreamsoftSimulator> {
	const sim = await startStreamsoft(options);
	await sim.seed(seed);
	return sim;
}

export async function fill(sim: StreamsoftSimulator): Promise<void> {
	await sim.reset();
	await sim.seed(seed);
	sim.requests.clear();
}

/** What a person types for this simulator: the shipped profile where its schema is the plain one. */
export function credentialFor(sim: StreamsoftSimulator, more: IDataObject = {}): IDataObject {
	const { host, port, database, user, password } = sim.database;
	const { schema, procedures } = sim.switches;
	return {
		...{ host, port, database, password, userName: user, role: '', timezone: 'Europe/Warsaw', wireEncryption: 'auto' },
		schemaProfile: schema === 'modified' ? schemaProfile({ procedures }) : '{}',
		...more,
	};
}

/** With the contact person, which the shipped profile leaves out. */
export const withPerson = JSON.stringify({ events: { columns: { personId: 'ID_OSOBAKONTRAH' } } });

export async function withApi<T>(
	sim: StreamsoftSimulator,
	work: (api: StreamsoftApi) => Promise<T>,
	more: IDataObject = {},
	deadline?: number,
): Promise<T> {
	const api = new StreamsoftApi(accessOf(credentialFor(sim, more) as never, deadline));
	try {
		return await work(api);
	} finally {
		await api.close();
	}
}

export async function all<T>(portions: AsyncIterable<readonly T[]>): Promise<T[]> {
	const list: T[] = [];
	for await (const portion of portions) list.push(...portion);
	return list;
}

/** The error that a piece of work ends in. */
export const failure = async (work: Promise<unknown>): Promise<Error & Record<string, string>> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Error & Record<string, string>) => error,
	);

export interface Executed {
	rows: IDataObject[];
	hints: string[];
}

/** Runs an operation of the action node over items, as n8n would. */
export async function execute(
	sim: StreamsoftSimulator,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	{ credential, goesOn = false }: { credential?: IDataObject; goesOn?: boolean } = {},
): Promise<Executed> {
	const hints: string[] = [];
	const host = wireHost({
		credential: { name: 'streamsoftFirebirdApi' },
		values: credentialFor(sim, credential) as never,
		parameters: { mapBy: 'name', options: {}, ...parameters },
		timezone: 'Europe/Warsaw',
	});
	Object.assign(host, {
		getInputData: (): INodeExecutionData[] => items.map((json) => ({ json })),
		continueOnFail: () => goesOn,
		addExecutionHints: (...lines: Array<{ message: string }>) =>
			void hints.push(...lines.map(({ message }) => message)),
	});
	const [output] = await new Streamsoft().execute.call(host as unknown as IExecuteFunctions);
	return { rows: output!.map(({ json }) => json), hints };
}

/** Rows by name: fixed values. */
export const mapping = (fields: Record<string, unknown>): IDataObject => ({
	fieldsByName: {
		rows: Object.entries(fields).map(([field, value]) => ({ field, from: 'value', value }) as IDataObject),
	},
});

/** Rows by name: paths in the incoming item. */
export const paths = (fields: Record<string, string>): IDataObject => ({
	fieldsByName: { rows: Object.entries(fields).map(([field, path]) => ({ field, from: 'path', path })) },
});
