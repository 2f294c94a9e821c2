import type { Change } from '../../shared/watch/feed';
import type { RecordChange } from '../api';
import type { RecordAction } from '../changes';

/** Which changes of records concern a feed. */
export interface Watch {
	event: string;
	actions: readonly RecordAction[];
	/** Only changes of these fields, and only these are shown; empty means all. */
	fields: readonly string[];
}

/** A row as the feed shows it; nothing where it does not concern the feed. */
export function changeOf({ id, recordId, time, action, user, fields }: RecordChange, watch: Watch): Change[] {
	if (!watch.actions.includes(action)) return [];
	const shown = Object.entries(fields).filter(([name]) => watch.fields.length === 0 || watch.fields.includes(name));
	if (watch.fields.length > 0 && shown.length === 0) return [];
	return [
		{
			id,
			recordId,
			event: watch.event,
			occurredAt: time,
			...(shown.length > 0 && { changes: Object.fromEntries(shown) }),
			...(user && { about: { user } }),
		},
	];
}
