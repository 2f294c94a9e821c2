import { triggerProperties } from '../../../../nodes/shared/watch/describe';
import type { Feed } from '../../../../nodes/shared/watch/feed';

const fieldOf = (name: string) => ({ displayName: name, name, type: 'string' as const, default: '' });
const [object, columns, column, values, reading] = ['object', 'columns', 'column', 'values', 'reading'].map(fieldOf);
const feed = (value: string, ...fields: unknown[]) => ({ name: value, value, description: '', fields });

test('each event shows its fields in its own order, whichever event comes first', () => {
	const feeds = [
		feed('changed', object, columns, reading),
		feed('became', object, column, values, reading),
		feed('added', object, reading),
	];
	for (const ordered of [feeds, [...feeds].reverse()]) {
		const properties = triggerProperties(ordered as unknown as Array<Feed<object, never, never>>);
		for (const { value, fields } of feeds) {
			const shown = properties.filter(({ displayOptions }) => displayOptions?.show?.triggerOn?.includes(value));
			expect(shown.map(({ name }) => name)).toEqual(fields.map((field) => (field as { name: string }).name));
		}
	}
});
