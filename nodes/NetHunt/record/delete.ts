import { optionsOf } from '../../shared/fields';
import type { Plan } from '../../shared/operation';
import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { ifGone, record, writableFolder } from '../fields';
import { folderIdOf, recordIdOf } from '../ids';
import { write } from '../room';
import { goneFault, gonePlan } from './gone';

interface DeletePlan extends Plan {
	folderId: string;
}

export const remove = write({
	name: 'Delete',
	action: 'Delete a record',
	description: 'Move a record to the trash of NetHunt',
	fields: [writableFolder, record, optionsOf(ifGone)],
	brake: true,
	async plan({ api, read }): Promise<DeletePlan> {
		const [folderId, recordId] = [folderIdOf(read.folder), recordIdOf(read.record)];
		const plan: DeletePlan = { action: 'deleted', key: recordId, folderId, record: { id: recordId, recordId } };
		if (!(read as { dryRun?: boolean }).dryRun) return plan;
		const found = await api.findRecord(folderId, recordId);
		if (found) return { ...plan, record: found };
		if (read.options.ifGone === 'skip') return { ...gonePlan(recordId), folderId };
		throw goneFault(recordId);
	},
	async apply({ api, read }, { key: recordId, folderId }) {
		const { writeAndLook } = await import('../lost');
		const done = { id: recordId, recordId, deleted: true };
		let sentBefore = false;
		const outcome = await settled(
			async () =>
				await writeAndLook(
					`The deletion of record ${recordId}`,
					async () => ({ ...done, ...(await api.deleteRecord(recordId)) }),
					async () => {
						sentBefore = true;
						return (await api.findRecord(folderId, recordId)) ? undefined : done;
					},
				),
		);
		if ('value' in outcome) return outcome.value;
		if (!(outcome.error instanceof Fault) || outcome.error.kind !== 'notFound') throw outcome.error;
		// The search may still find what lies in the trash: gone now, it was deleted by the first try.
		if (sentBefore) return done;
		if (read.options.ifGone !== 'skip') throw goneFault(recordId);
		return { record: { id: recordId, recordId }, action: 'skipped' };
	},
});
