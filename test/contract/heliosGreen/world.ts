import type { IDataObject, IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

import { HeliosGreenApi as Credential } from '../../../credentials/HeliosGreenApi.credentials';
import { HeliosGreen } from '../../../nodes/HeliosGreen/HeliosGreen.node';
import type { HeliosGreenApi } from '../../../nodes/HeliosGreen/api';
import { openHeliosGreen } from '../../../nodes/HeliosGreen/open';
import {
	heliosGreenDemo,
	heliosGreenLogin,
	heliosGreenNumbers,
	startHeliosGreen,
	type HeliosGreenSimulator,
} from '../../../sandbox/heliosGreen';
import { wireHost } from '../../support/wireHost';
import { harness, type Harness } from '../../support/workflow';

export const { companies, contacts, orders, version } = heliosGreenNumbers;
export const START = '2026-05-04T08:00:00.000Z';
export const ZONE = 'Europe/Prague';

export async function startWorld(): Promise<HeliosGreenSimulator> {
	const sim = await startHeliosGreen({ clock: START });
	fill(sim);
	return sim;
}

export function fill(sim: HeliosGreenSimulator): void {
	sim.reset();
	sim.clock.set(START);
	sim.seed(heliosGreenDemo());
	Object.assign(sim.switches, { serverZone: ZONE });
}

/** n8n with one node of this room and a credential for the simulator. */
export async function n8nWith(sim: HeliosGreenSimulator, type: string, node: INodeType): Promise<Harness> {
	const { profile, username, password, path } = heliosGreenLogin;
	const typed = {
		serviceGateAddress: sim.url + path,
		databaseProfile: profile,
		userName: username,
		password,
		timezone: ZONE,
	};
	return await harness({
		nodes: { [type]: node },
		credentialTypes: [new Credential()],
		credentials: { heliosGreenApi: typed },
	});
}

export interface HostMore {
	values?: IDataObject;
	timeoutMs?: number;
	parameters?: IDataObject;
	timezone?: string;
	signal?: AbortSignal;
}

let count = 0;

/** Each host has a sign-in of its own, so that what is learnt about one server is not known of the next. */
export function hostFor(sim: HeliosGreenSimulator, { values, ...more }: HostMore = {}) {
	const { profile, username, password, path } = heliosGreenLogin;
	const typed = {
		serviceGateAddress: `${sim.url}/App${++count}${path}`,
		databaseProfile: profile,
		userName: username,
		password,
		language: 'CZ',
		options: '',
		timezone: ZONE,
		timeoutMinutes: 10,
		...values,
	};
	return wireHost({ credential: new Credential(), values: typed as never, ...more });
}

/** Does something with a client and signs off. */
export async function withApi<T>(
	sim: HeliosGreenSimulator,
	work: (api: HeliosGreenApi) => Promise<T>,
	more?: HostMore,
): Promise<T> {
	const api = await openHeliosGreen(hostFor(sim, more));
	try {
		return await work(api);
	} finally {
		await api.close();
	}
}

export async function all<T>(rows: AsyncIterable<T>): Promise<T[]> {
	const list: T[] = [];
	for await (const row of rows) list.push(row);
	return list;
}

/** The error that a piece of work ends in. */
export const failure = async (work: Promise<unknown>): Promise<Error & { description?: string; kind?: string }> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Error) => error,
	);

export interface Executed {
	rows: IDataObject[];
	hints: string[];
}

/** Runs an operation of the action node over items, as n8n would. */
export async function execute(
	sim: HeliosGreenSimulator,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	more: HostMore & { continueOnFail?: boolean } = {},
): Promise<Executed> {
	const hints: string[] = [];
	const host = hostFor(sim, { ...more, parameters });
	Object.assign(host, {
		getInputData: (): INodeExecutionData[] => items.map((json) => ({ json })),
		continueOnFail: () => more.continueOnFail === true,
		addExecutionHints: (...lines: Array<{ message: string }>) =>
			void hints.push(...lines.map(({ message }) => message)),
	});
	const [output] = await new HeliosGreen().execute.call(host as IExecuteFunctions);
	return { rows: output!.map(({ json }) => json), hints };
}

/** Rows by name from an object: fixed values. */
export const valuesOf = (values: Record<string, unknown>, more: IDataObject = {}): IDataObject => ({
	fieldsByName: {
		rows: Object.entries(values).map(([field, value]) => ({ field, from: 'value', value, ...more }) as IDataObject),
	},
});
