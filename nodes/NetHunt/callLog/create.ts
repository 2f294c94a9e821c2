import { badInput } from '../../shared/fault';
import { field } from '../../shared/fields';
import { record, writableFolder } from '../fields';
import { recordIdOf } from '../ids';
import { write } from '../room';

const text = field({
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	required: true,
	description: 'What the call was about',
});

const time = field({
	displayName: 'Time',
	name: 'time',
	type: 'dateTime',
	default: '',
	description: 'When the call began. Empty means now.',
});

const duration = field({
	displayName: 'Duration',
	name: 'duration',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 2 },
	default: 0,
	description: 'How long the call lasted, in minutes. 0 leaves it out.',
});

export const create = write({
	name: 'Create',
	action: 'Create a call log',
	description: 'Log a call on the timeline of a record',
	fields: [writableFolder, record, text, time, duration],
	async plan({ read, timezone }) {
		const { timeFrom } = await import('../time');
		const recordId = recordIdOf(read.record);
		if (read.text.trim() === '') throw badInput('Text', '"Text" is empty.', 'Write what the call was about.');
		if (!(read.duration >= 0)) throw badInput('Duration', '"Duration" is not a number of minutes.');
		const start = timeFrom(read.time, timezone, 'Time');
		const call = {
			text: read.text,
			...(start && { time: start }),
			...(read.duration > 0 && { duration: read.duration }),
		};
		return { action: 'created', key: recordId, call, record: { recordId, ...call } };
	},
	async apply({ api }, { key: recordId, call }) {
		const { writeOnce } = await import('../lost');
		const answer = await writeOnce('The call log', async () => await api.createCallLog(recordId, call));
		return { recordId, ...call, ...answer };
	},
});
