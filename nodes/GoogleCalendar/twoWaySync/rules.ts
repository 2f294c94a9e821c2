import type { FieldRule } from '../../shared/sync/merge';
import type { TaskSettings } from '../../shared/sync/pairs/door';
import type { Policy } from '../../shared/sync/pairs/pair';
import type { SyncedField } from '../../shared/sync/pairs/types';

/** What the fields of the operation say, as n8n gives them. */
export interface Chosen {
	conflict: string;
	eventDeleted: string;
	editedAndDeleted: string;
	options: Partial<{
		closedTasks: boolean;
		createCalendars: boolean;
		minutes: number;
		features: string[];
		fieldRules: { rows?: Array<{ field?: string; rule?: string }> };
		match: boolean;
		maxDeletions: number;
		newEvents: boolean;
		newTasks: boolean;
		shown: string[];
	}>;
}

const DEFAULT_SHOWN = ['contractor', 'person', 'features'];

/** The later of two rules for one field counts. Pure. */
export function policyOf({ conflict, eventDeleted, editedAndDeleted, options }: Chosen): Policy {
	const rows = options.fieldRules?.rows ?? [];
	return {
		conflict: conflict as FieldRule,
		fields: Object.fromEntries(
			rows.map(({ field = 'subject', rule = 'left' }) => [field as SyncedField, rule as FieldRule]),
		),
		eventDeleted: eventDeleted as Policy['eventDeleted'],
		editedAndDeleted: editedAndDeleted as Policy['editedAndDeleted'],
		newEvents: options.newEvents ?? true,
		newTasks: options.newTasks ?? true,
		closedTasks: options.closedTasks ?? false,
		match: options.match ?? true,
	};
}

export function taskSettingsOf({ options }: Chosen): TaskSettings {
	const { minutes = 60, shown = DEFAULT_SHOWN, features = [] } = options;
	const named = features.map((name) => name.trim()).filter(Boolean);
	return {
		minutes,
		shown: {
			contractor: shown.includes('contractor'),
			person: shown.includes('person'),
			features: !shown.includes('features') ? [] : named.length > 0 ? named : 'all',
		},
	};
}
