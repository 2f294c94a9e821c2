import { badInput } from '../../shared/fault';
import { plainId } from '../ids';
import { write } from '../room';
import { shown, type CallPlan } from '../task/fields';
import { costId, entry, entryParams } from './fields';

export const update = write({
	name: 'Update',
	action: 'Update a cost',
	description: 'Change an entry of time or money',
	fields: [costId, ...entry],
	brake: true,
	async plan({ api, read }): Promise<CallPlan> {
		const id = plainId(read.cost, 'Cost ID');
		const params = await entryParams({ api, read });
		if (params.length === 0) throw badInput('Fields', 'No field is set.', 'Fill in what is to change.');
		return { action: 'updated', key: id, id, params, record: { id, ...shown(params) } };
	},
	async apply({ api }, { id, params }) {
		await api.costs.update(id!, params);
		return { id: id!, ...shown(params) };
	},
});

export const remove = write({
	name: 'Delete',
	action: 'Delete a cost',
	description: 'Delete an entry of time or money for good',
	fields: [costId],
	brake: true,
	async plan({ read }): Promise<CallPlan> {
		const id = plainId(read.cost, 'Cost ID');
		return { action: 'deleted', key: id, id, params: [], record: { id } };
	},
	async apply({ api }, { id }) {
		await api.costs.remove(id!);
		return { id: id!, deleted: true };
	},
});
