/** What of a task is shown in the calendar and never read back, as lines that people understand. Pure. */
import type { TaskSettings } from '../../shared/sync/pairs/door';
import { lineOf } from './text';
import type { Feature, FullRow } from './convert';

export type Shown = TaskSettings['shown'];

export function shownOf({ contractor, person, features }: FullRow, shown: Shown): string {
	return [
		...(shown.contractor ? [['Contractor', contractor] as const] : []),
		...(shown.person ? [['Person', person] as const] : []),
		...chosen(features, shown.features).map(({ name, value }) => [name, value] as const),
	]
		.map(([name, value]) => [lineOf(name), lineOf(value)])
		.filter(([, value]) => value !== '')
		.map(([name, value]) => `${name}: ${value}`)
		.join('\n');
}

/** In the order of the settings; where all are shown, in that of their names: the database has none. */
function chosen(features: readonly Feature[], wanted: Shown['features']): Feature[] {
	const sorted = [...features].sort((a, b) => compare(plain(a.name), plain(b.name)) || compare(a.value, b.value));
	if (wanted === 'all') return sorted;
	const isCalled = (called: string) => (feature: Feature) =>
		feature.id === called.trim() || plain(feature.name) === plain(called);
	return [...new Set(wanted.flatMap((called) => sorted.filter(isCalled(called))))];
}

const plain = (name: string): string => lineOf(name).toLowerCase();
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
