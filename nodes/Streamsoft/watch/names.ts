import type { TaskField } from '../data/model';

/** Fields that can be watched, by their keys in the record; the labels are those of the node. */
export const FIELDS = {
	subject: 'Subject',
	description: 'Description',
	place: 'Place',
	start: 'Start',
	end: 'End',
	allDay: 'All Day',
	done: 'Done',
	cancelled: 'Cancelled',
	operator: 'Operator',
	type: 'Event Type',
	contractor: 'Contractor',
	person: 'Contact Person',
} as const;

export type FieldName = keyof typeof FIELDS;

/** What the client calls them. */
export const COLUMNS: Readonly<Record<FieldName, TaskField | 'cancelled'>> = {
	subject: 'subject',
	description: 'description',
	place: 'place',
	start: 'start',
	end: 'end',
	allDay: 'allDay',
	done: 'done',
	cancelled: 'cancelled',
	operator: 'operatorId',
	type: 'typeId',
	contractor: 'contractorId',
	person: 'personId',
};

/** Features among them: this and the id. */
export const FEATURE = 'feature:';
