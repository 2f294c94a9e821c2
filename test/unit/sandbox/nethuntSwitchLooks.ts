import type { NetHuntSwitches } from '../../../sandbox/nethunt/switches';
import type { Wire } from './nethuntWire';

/** Switch, what is looked at, and what is seen under each value, the default first. */
export type Row<K extends keyof NetHuntSwitches = keyof NetHuntSwitches> = {
	[P in K]: [P, () => unknown, Array<[NetHuntSwitches[P], unknown]>];
}[K];

/** Ways to look at a workspace that opens only when the tests run. */
export function lookAt(wire: () => Wire) {
	const find = (query: string) => wire().get(`searches/find-record/${wire().deals()}?${query}`);
	const created = (query = '') => wire().get(`triggers/new-record/${wire().deals()}?${query}`);
	const updated = (query = '') => wire().get(`triggers/updated-record/${wire().deals()}?${query}`);
	const changes = (query = '') => wire().get(`triggers/record-change/${wire().deals()}?${query}`);
	const update = (id: string, fieldActions: object) => wire().post(`actions/update-record/${id}`, { fieldActions });
	const create = (fields: object, timeZone = 'UTC') =>
		wire().send('POST', `actions/create-record/${wire().deals()}`, { timeZone, fields });
	const deal = (fields: Record<string, unknown> = {}) => wire().deal('A', fields);
	/** A deal with one edit after `since`. */
	const edited = (field: string, from: unknown, to: unknown) => {
		const id = deal(from === undefined ? {} : { [field]: from });
		const since = wire().now();
		wire().set(id, field, to);
		return { id, since };
	};
	const lastActions = async () => (await changes())[0].fieldActions;
	return { find, created, updated, changes, update, create, deal, edited, lastActions };
}

export type Looks = ReturnType<typeof lookAt> & { readonly wire: Wire };
