import { badInput } from '../shared/fault';
import { textOf } from '../shared/text';

const CLOCK = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3})\d*)?)?Z?$/i;

/**
 * `8:30` as `08:30:00.000Z`: what Salesforce cannot read would fail the records beside this one too.
 * @throws Fault `input` naming the field
 */
export function timeOfDay(value: unknown, field: string): string {
	const text = textOf(value).trim();
	const [, hour = '', minute = '', second = '0', fraction = ''] = CLOCK.exec(text) ?? [];
	if (hour === '' || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) {
		throw badInput(field, `${field}: "${text.slice(0, 60)}" is not a time of day.`, 'Give a time such as 14:30.');
	}
	return `${hour.padStart(2, '0')}:${minute}:${second.padStart(2, '0')}.${fraction.padEnd(3, '0')}Z`;
}
