import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { DaktelaApi as Credential } from '../../../credentials/DaktelaApi.credentials';
import type { DaktelaApi } from '../../../nodes/Daktela/api';
import { Daktela } from '../../../nodes/Daktela/Daktela.node';
import { openDaktela } from '../../../nodes/Daktela/open';
import { daktelaDemo, sandboxUser, startDaktela, type DaktelaSimulator } from '../../../sandbox/daktela';
import { wireHost } from '../../support/wireHost';

export const START = '2026-02-01T10:00:00.000Z';

export async function startWorld(): Promise<DaktelaSimulator> {
	const sim = await startDaktela({ clock: START });
	fill(sim);
	return sim;
}

export function fill(sim: DaktelaSimulator): void {
	sim.reset();
	sim.clock.set(START);
	sim.seed(daktelaDemo());
	sim.requests.clear();
}

export interface HostMore {
	values?: IDataObject;
	timeoutMs?: number;
	parameters?: IDataObject;
	timezone?: string;
}

export function hostFor(sim: DaktelaSimulator, { values, ...more }: HostMore = {}) {
	const typed = {
		instanceUrl: sim.url,
		signIn: 'token',
		accessToken: sandboxUser().token,
		headerName: 'X-AUTH-TOKEN',
		timezone: 'Europe/Prague',
		requestsPerSecond: 0,
		concurrentRequests: 4,
		...values,
	};
	return wireHost({ credential: new Credential(), values: typed as never, ...more });
}

export const apiFor = async (sim: DaktelaSimulator, more?: HostMore): Promise<DaktelaApi> =>
	await openDaktela(hostFor(sim, more));

export interface Executed {
	rows: IDataObject[];
	hints: string[];
	/** How many requests of each method were sent. */
	sent: Partial<Record<string, number>>;
}

type Binary = NonNullable<INodeExecutionData['binary']>;

/** Runs an operation of the action node over items, as n8n would, and counts its requests. */
export async function execute(
	sim: DaktelaSimulator,
	parameters: IDataObject,
	items: IDataObject[] = [{}],
	more: HostMore & { continueOnFail?: boolean; file?: { name: string; mimeType: string; data: Buffer } } = {},
): Promise<Executed> {
	const hints: string[] = [];
	const host = hostFor(sim, { ...more, parameters: { options: {}, ...parameters } });
	Object.assign(host, {
		getInputData: (): INodeExecutionData[] => items.map((json) => ({ json })),
		continueOnFail: () => more.continueOnFail === true,
		addExecutionHints: (...lines: Array<{ message: string }>) =>
			void hints.push(...lines.map(({ message }) => message)),
	});
	Object.assign(host.helpers, {
		assertBinaryData: () => ({ fileName: more.file?.name, mimeType: more.file?.mimeType }) as unknown as Binary,
		getBinaryDataBuffer: async () => more.file?.data,
	});
	sim.requests.clear();
	const [output] = await new Daktela().execute.call(host as IExecuteFunctions);
	return { rows: output!.map(({ json }) => json), hints, sent: sentTo(sim) };
}

export function sentTo(sim: DaktelaSimulator): Executed['sent'] {
	const sent: Executed['sent'] = {};
	for (const { method } of sim.requests.entries) sent[method] = (sent[method] ?? 0) + 1;
	return sent;
}

/** Mapping by name: target field to path in the item. */
export const paths = (fields: Record<string, string>): IDataObject => ({
	mapBy: 'name',
	fieldsByName: { rows: Object.entries(fields).map(([field, path]) => ({ field, from: 'path', path })) },
});

/** Mapping by name with fixed values. */
export const fixed = (fields: Record<string, unknown>): IDataObject => ({
	mapBy: 'name',
	fieldsByName: { rows: Object.entries(fields).map(([field, value]) => ({ field, from: 'value', value })) } as never,
});

export const upsert = (resource: string, more: IDataObject = {}): IDataObject => ({
	resource,
	operation: 'upsert',
	matchOn: ['name'],
	...(resource === 'account' || resource === 'contact' ? { database: 'default' } : {}),
	...more,
});

export const syncOf = (row: IDataObject | undefined) =>
	row?.sync as {
		action: string;
		key: string;
		changes?: Record<string, { from: unknown; to: unknown }>;
		reason?: string;
	};

export const actionsOf = (rows: IDataObject[]) => rows.map((row) => (row.error ? 'failed' : syncOf(row).action));

/** The error that a piece of work ends in. */
export const failure = async (work: Promise<unknown>): Promise<Error & { description?: string }> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Error) => error,
	);
