import { badInput } from '../../shared/fault';
import type { Start } from '../../shared/watch/feed';
import { BEGINNING, type Cursor } from './place';
import { Pass } from './pass';
import type { TaskSource } from './source';
import type { Watch } from './watched';

/** The first cursor. From now on means that the tasks that are there are known; they are read once. @throws Fault */
export async function startAt(source: TaskSource, watch: Watch, start: Start): Promise<{ cursor: Cursor }> {
	const cursor: Cursor = { time: BEGINNING, round: 0, rows: '' };
	if (start.from === 'everything') return { cursor };
	if (start.from === 'date') {
		const message = 'Streamsoft does not tell which tasks were changed since a date.';
		throw badInput('Start With', message, 'Choose another start: from now on, or everything in the window.');
	}
	const { next } = await new Pass(source, watch, cursor, true).read({ limit: 1, deadline: Infinity });
	return { cursor: next };
}
