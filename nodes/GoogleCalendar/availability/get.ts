import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { badInput, Fault } from '../../shared/fault';
import { field, optionsOf } from '../../shared/fields';
import { calendar } from '../fields';
import { read } from '../room';

const start = field({
	displayName: 'Start',
	name: 'start',
	type: 'dateTime',
	default: '={{ $now.toISO() }}',
	required: true,
	description: 'From when on the calendar is looked at',
});

const end = field({
	displayName: 'End',
	name: 'end',
	type: 'dateTime',
	default: "={{ $now.plus(1, 'hour').toISO() }}",
	required: true,
	description: 'Until when the calendar is looked at',
});

const timeZone = {
	displayName: 'Time Zone',
	name: 'timeZone',
	type: 'string',
	default: '',
	placeholder: 'e.g. Europe/Warsaw',
	description: "In which the times are written; empty means the workflow's own",
} as const satisfies INodeProperties;

export const get = read({
	name: 'Get',
	action: 'Get availability in a calendar',
	description: 'Read whether a calendar is free in a span of time, and when it is busy',
	fields: [calendar, start, end, optionsOf(timeZone)],
	async run({ api, read: values, timezone }) {
		const { isoOf } = await import('../../shared/when');
		const zone = values.options.timeZone?.trim() || timezone;
		const [timeMin, timeMax] = [isoOf(values.start, zone, 'Start'), isoOf(values.end, zone, 'End')];
		if (timeMax <= timeMin) throw badInput('End', 'The end is not later than the start.', 'Correct Start or End.');
		const { account, id } = await api.directory.find(values.calendar);
		const { calendars } = await account.freeBusy([id], { timeMin, timeMax, timeZone: zone });
		const [found] = Object.values(calendars);
		const problem = found?.errors?.[0]?.reason;
		if (!found || problem) {
			throw new Fault('notFound', `Google Calendar does not tell when this calendar is busy${reasonOf(problem)}.`, {
				field: 'Calendar',
				advice: 'Choose the calendar again; the account must be allowed to see it.',
			});
		}
		const busy = found.busy ?? [];
		return { calendarId: id, available: busy.length === 0, start: timeMin, end: timeMax, busy } as IDataObject;
	},
});

const reasonOf = (reason: string | null | undefined): string => (reason ? ` (${reason})` : '');
