import type { HeliosRecord } from '../domain/model';
import type { Call } from '../room';
import { say, type TextKey } from '../texts';
import { writeRecord } from './records';
import type { Detail } from './runRequest';

export type State = 'success' | 'successWithWarning' | 'successWithError' | 'failure';

/** What became of one record. */
export interface Entry {
	readonly severity: 'info' | 'warning' | 'error';
	readonly key: TextKey;
	readonly label: string;
	readonly record?: HeliosRecord;
}

/** Severities that make the log come, by auditlogDetail (helios-green.md 2.4). */
const SHOWN: Record<Detail, ReadonlyArray<Entry['severity']>> = {
	always: ['info', 'warning', 'error'],
	warning: ['warning', 'error'],
	error: ['error'],
	never: [],
};

/** The log of a run: its state, and its entries where the detail asks for them. */
export function auditlog(call: Call, state: State, entries: readonly Entry[], detail: Detail): string {
	const { writer, switches } = call;
	const shows = entries.some(({ severity }) => SHOWN[detail].includes(severity));
	if (!shows && switches.quietAuditlog === 'absent') return '';
	const written = shows ? entries.map((entry, at) => entryOf(call, entry, at + 1)) : [];
	const inside = shows ? writer.element('entries', {}, ...written) : '';
	return placed(call, 'auditlog', { id: call.store.nextTransaction(), state: writer.word(state) }, inside);
}

function entryOf(call: Call, { severity, key, label, record }: Entry, id: number): string {
	const { writer, time, clock, session } = call;
	const head = {
		id,
		when: time.format(clock.now().getTime()),
		severity: writer.word(severity),
		level: writer.word('application'),
	};
	const text = writer.text('text', say(session.language, key, [label]));
	return placed(call, 'entry', head, text + (record ? writeRecord(call, record) : ''));
}

/** Details as attributes or as elements, as the switch says. */
function placed(
	{ writer, switches }: Call,
	name: string,
	head: Record<string, string | number>,
	inside: string,
): string {
	if (switches.auditlogAs === 'attributes') return writer.element(name, head, inside);
	const elements = Object.entries(head).map(([key, value]) => writer.text(key, String(value)));
	return writer.element(name, {}, ...elements, inside);
}
