import { field, optionsOf } from '../../shared/fields';
import type { Plan, Resource } from '../../shared/operation';
import type { HeliosGreenApi } from '../api';

import { write } from '../room';

const inputXml = field({
	displayName: 'Message',
	name: 'inputXml',
	type: 'string',
	typeOptions: { rows: 8 },
	required: true,
	default: '',
	placeholder: 'e.g. <RETRIEVE><RECORDS><RECORD CLASSID="22001" recordNumber="1001"/></RECORDS></RETRIEVE>',
	description: 'XML that is sent as it is',
});

const onlyReads = field({
	displayName: 'Only Reads',
	name: 'onlyReads',
	type: 'boolean',
	default: false,
	description: 'Whether the message changes nothing, so that it may be sent again where its answer is lost',
});

const answerAs = field({
	displayName: 'Answer As',
	name: 'answerAs',
	type: 'options',
	options: [
		{ name: 'Data', value: 'data', description: 'Attributes and elements by name' },
		{ name: 'XML', value: 'xml', description: 'The text of the answer in one field' },
	],
	default: 'data',
	description: 'How to give out the answer',
});

interface RawPlan extends Plan {
	message: string;
}

const processXml = write({
	name: 'Process XML',
	value: 'processXml',
	action: 'Process an XML message',
	description: 'Send any message of the XML gate and get its answer',
	fields: [inputXml, optionsOf(answerAs, onlyReads)],
	async plan({ read, index }): Promise<RawPlan> {
		const { checkedXml } = await import('../messages/placeholders');
		const message = checkedXml(read.inputXml, 'Message');
		return { action: 'updated', key: `message of item ${index}`, message, record: { message } };
	},
	async apply({ api, read }, { message }) {
		const { data, xml } = await api.processXml(message, read.options.onlyReads === true ? 'read' : 'write');
		return read.options.answerAs === 'xml' ? { xml } : data;
	},
});

export const raw: Resource<HeliosGreenApi> = { name: 'Raw', value: 'raw', operations: [processXml] };
