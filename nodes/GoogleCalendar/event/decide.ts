/** What becomes of the event of a source record. Pure. */
import { Fault } from '../../shared/fault';
import type { Changes, SyncAction } from '../../shared/sync/types';
import type { EventBody, GoogleEvent } from '../schema';
import { isDeleted } from './settle';
import { baseOf, isEdited, isOurs, rebased, sameBase, SOURCE, stampBody, type Source } from './stamp';
import { bodyOf, changesOf, type Difference, type Wanted } from './wanted';
import { PLAIN } from './values';

/** What happens to fields that somebody has changed in Google since they were last written. */
export type WhenChanged = 'overwrite' | 'keep' | 'ask';
export type WhenDeleted = 'create' | 'leave';

export interface Rules {
	whenChanged: WhenChanged;
	whenDeleted: WhenDeleted;
}

export type Decision =
	| { do: 'create'; body: EventBody; changes: Changes }
	/** Its event was deleted, and gets a successor. */
	| { do: 'succeed' }
	/** `action`: what it is called; a write of nothing but the stamp leaves the event unchanged. */
	| { do: 'update'; action: 'updated' | 'unchanged'; body: EventBody; changes: Changes; reason?: string }
	| {
			do: 'nothing';
			action: Extract<SyncAction, 'unchanged' | 'conflict' | 'skipped'>;
			changes?: Changes;
			reason?: string;
	  };

/** @throws Fault */
export function decide(wanted: Wanted, source: Source, rules: Rules, current: GoogleEvent | undefined): Decision {
	if (current && isDeleted(current)) {
		if (rules.whenDeleted === 'create') return { do: 'succeed' };
		return { do: 'nothing', action: 'skipped', reason: 'The event was deleted in Google Calendar.' };
	}
	if (!current) {
		const differences = wanted.forNew();
		const base = rebased({}, wanted.comparables(undefined));
		return {
			do: 'create',
			body: { ...bodyOf(differences), ...stampBody(source, base) },
			changes: changesOf(differences),
		};
	}
	if (!isOurs(current, source)) throw foreign(current);
	return forEvent(wanted, source, rules, current);
}

function forEvent(wanted: Wanted, source: Source, { whenChanged }: Rules, current: GoogleEvent): Decision {
	const base = baseOf(current);
	const differences = wanted.differences(current);
	const held = whenChanged === 'overwrite' ? [] : differences.filter(({ id }) => isEdited(id, current, base));
	if (whenChanged === 'ask' && held.length > 0) {
		const reason = `Changed in Google Calendar since it was last written: ${labelsOf(held)}.`;
		return { do: 'nothing', action: 'conflict', changes: changesOf(held), reason };
	}
	const write = differences.filter((one) => !held.includes(one));
	const agreed = wanted.comparables(current).filter(([id]) => !held.some((one) => one.id === id));
	const next = rebased(base, agreed);
	const kept = held.length > 0 ? { reason: `Left as it is in Google Calendar: ${labelsOf(held)}.` } : {};
	const stamp = stampBody(source, next);
	if (write.length > 0) {
		return {
			do: 'update',
			action: 'updated',
			body: { ...bodyOf(write), ...stamp },
			changes: changesOf(write),
			...kept,
		};
	}
	const isLinked = current.extendedProperties?.private?.[SOURCE.link] !== undefined;
	const isNoted = isLinked && (whenChanged === 'overwrite' || sameBase(base, next));
	if (isNoted) return { do: 'nothing', action: 'unchanged', ...kept };
	return { do: 'update', action: 'unchanged', body: stamp, changes: {}, ...kept };
}

const labelsOf = (differences: readonly Difference[]): string =>
	differences.map(({ id }) => PLAIN[id]?.label ?? 'Date and Time').join(', ');

const foreign = ({ id }: GoogleEvent): Fault =>
	new Fault('conflict', `Event ${id} carries the link of another source record.`, {
		advice: 'Look at its private properties; without them it is taken for the event of this record again.',
	});
