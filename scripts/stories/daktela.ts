import type { Sandbox } from '../../sandbox';
import type { ResourceName } from '../../sandbox/daktela';

/** A choice from a list, as n8n keeps it. */
export const chosen = (value: string, cachedResultName: string) => ({
	__rl: true,
	mode: 'list',
	value,
	cachedResultName,
});

/** What Daktela holds under a key. */
export const rowOf = ({ daktela }: Sandbox, resource: ResourceName, name: string) =>
	daktela.store.tables[resource].get(name);

/** What Daktela holds of one source, told by the beginning of the keys. */
export const rowsWith = ({ daktela }: Sandbox, resource: ResourceName, prefix: string) =>
	[...daktela.store.tables[resource].rows()].filter(({ name }) => name.startsWith(prefix));

/** Requests that changed, or tried to change, something in Daktela. */
export const daktelaWrites = ({ daktela }: Sandbox): number =>
	daktela.requests.entries.filter(({ method }) => method !== 'GET').length;
