import { Fault } from '../../shared/fault';
import type { Plan } from '../../shared/operation';

export const goneFault = (recordId: string): Fault =>
	new Fault(
		'notFound',
		`NetHunt has no record ${recordId} in this folder: it was deleted, moved, or the ID is wrong.`,
		{
			advice: 'Check folder and record, or set "If the Record Is Gone" to Skip.',
			field: 'Record',
		},
	);

export const gonePlan = (recordId: string): Plan => ({
	action: 'skipped',
	key: recordId,
	record: { id: recordId, recordId },
	reason: 'NetHunt does not have the record (any more).',
});
