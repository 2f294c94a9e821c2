import { WorksectionApi as ApiKeyCredential } from '../../../credentials/WorksectionApi.credentials';
import type { Fault } from '../../../nodes/shared/fault';
import type { WorksectionApi } from '../../../nodes/Worksection/api';
import { openWorksection } from '../../../nodes/Worksection/open';
import { startWorksection, type WorksectionSimulator } from '../../../sandbox/worksection';
import { wireHost } from '../../support/wireHost';
import { fresh } from './actionsWorld';

export const KEY = 'sandbox-admin-key';

/** The simulated account of a test file, as new before each of its tests, and the client over it. */
export function clientWorld() {
	const sim = {} as WorksectionSimulator;
	let started: WorksectionSimulator;
	beforeAll(async () => {
		started = await startWorksection();
		Object.setPrototypeOf(sim, started);
	});
	beforeEach(() => fresh(started));
	afterAll(async () => await started.close());

	const valuesOf = (more: object = {}) => ({
		accountUrl: started.url,
		apiKey: KEY,
		scheme: 'md5',
		requestsPerSecond: 0,
		timezone: '',
		...more,
	});
	const open = async (more: object = {}, timeoutMs?: number): Promise<WorksectionApi> =>
		await openWorksection(
			wireHost({ credential: new ApiKeyCredential(), values: valuesOf(more), ...(timeoutMs && { timeoutMs }) }),
		);
	return { sim, valuesOf, open };
}

export const faultOf = async (work: Promise<unknown>): Promise<Fault> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Fault) => error,
	);
