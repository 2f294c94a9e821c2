import { optionsOf } from '../../shared/fields';
import { Fault } from '../../shared/fault';
import { messageTemplate, numberAttribute, recordClass, recordNumber } from '../fields';
import type { NumberAttribute } from '../messages/record';
import { read } from '../room';
import { LOOKUP_PLACEHOLDERS } from './fields';

export const get = read({
	name: 'Get',
	action: 'Get a record',
	description: 'Read one record with its attributes',
	fields: [recordClass, recordNumber, optionsOf(messageTemplate(LOOKUP_PLACEHOLDERS), numberAttribute)],
	async run({ api, read: { recordClass: kind, recordNumber: number, options } }) {
		const { numberAttribute: attribute, message } = options;
		const found = await api.retrieve({
			target: { class: kind, number, ...(attribute && { numberAttribute: attribute as NumberAttribute }) },
			...(message?.trim() && { message }),
		});
		if (found) return found;
		throw new Fault('notFound', `Helios Green has no record ${number} of class ${kind}.`, {
			advice: 'Check class and number, or try another Record Number Attribute in the options.',
		});
	},
});
