import type { SalesforceSwitches } from '../../../sandbox/salesforce';
import { codes, passwordGrant, type Answer, type Wire } from './salesforceWire';

/** Switch, what is looked at, and what is seen under each value, the default first. */
export type Row<K extends keyof SalesforceSwitches = keyof SalesforceSwitches> = {
	[P in K]: [P, () => unknown, Array<[SalesforceSwitches[P], unknown]>];
}[K];

/** Ways to look at an org that opens only when the tests run. */
export function lookAt(wire: () => Wire) {
	const tokenError = async (change: Record<string, string> = {}) =>
		(await wire().token({ ...passwordGrant, ...change })).json.error;
	const total = async (where: string, all: '' | 'All' = '') =>
		(await wire().query(`SELECT count() FROM Contact ${where}`, {}, all)).json.totalSize;
	const grow = (count: number) => wire().sim.act.grow({ object: 'Contact', count });
	const names = (soql: string) => wire().column(soql, 'LastName');
	const create = (body: object) => wire().send('POST', 'sobjects/Contact', { LastName: 'A', ...body });
	/** Code of the first error; 'ok' without one. */
	const codeOf = (answer: Answer) => (Array.isArray(answer.json) ? codes(answer)[0] : 'ok');
	const bulk = async (csv: string) => {
		const job = { object: 'Contact', operation: 'upsert', externalIdFieldName: 'Daktela_Key__c' };
		const { id } = (await wire().send('POST', 'jobs/ingest', job)).json;
		await wire().send('PUT', `jobs/ingest/${id}/batches`, csv, { 'content-type': 'text/csv' });
		await wire().send('PATCH', `jobs/ingest/${id}`, { state: 'UploadComplete' });
		return id as string;
	};
	const state = async (id: string) => (await wire().get(`jobs/ingest/${id}`)).json.state;
	return { tokenError, total, grow, names, create, codeOf, bulk, state };
}

export type Looks = ReturnType<typeof lookAt> & { readonly wire: Wire };
