import { optionsOf } from '../../shared/fields';
import { Fault } from '../../shared/fault';
import type { Plan } from '../../shared/operation';
import { messageTemplate, numberAttribute, recordClass, recordNumber } from '../fields';
import type { Lookup, NumberAttribute } from '../messages/record';
import { write } from '../room';
import { LOOKUP_PLACEHOLDERS, withoutLogic } from './fields';

interface DeletePlan extends Plan {
	lookup: Lookup;
}

export const remove = write({
	name: 'Delete',
	action: 'Delete a record',
	description: 'Delete a record of Helios',
	fields: [recordClass, recordNumber, optionsOf(withoutLogic, messageTemplate(LOOKUP_PLACEHOLDERS), numberAttribute)],
	brake: true,
	async plan({ api, read }): Promise<DeletePlan> {
		const { recordClass: kind, recordNumber: number, options } = read;
		const target = {
			class: kind,
			number,
			...(options.numberAttribute && { numberAttribute: options.numberAttribute as NumberAttribute }),
		};
		const lookup: Lookup = { target, ...(options.message?.trim() && { message: options.message }) };
		const plan: DeletePlan = {
			action: 'deleted',
			key: `${kind}/${number}`,
			lookup,
			record: { class: kind, recordNumber: number },
		};
		if (!(read as { dryRun?: boolean }).dryRun) return plan;
		const found = await api.retrieve({ target });
		if (found) return { ...plan, record: found };
		throw new Fault('notFound', `Helios Green has no record ${number} of class ${kind}.`);
	},
	async apply({ api, read }, { lookup }) {
		await api.delete(lookup, read.options.disableBusinessLogic === true);
		const { class: kind, number = '' } = lookup.target;
		return { class: kind, recordNumber: number, deleted: true };
	},
});
