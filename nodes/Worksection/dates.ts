import { badInput } from '../shared/fault';
import { addDays, dateIn, type WhenInput } from '../shared/when';

const DOTTED = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/;

/**
 * The calendar day, `YYYY-MM-DD`, on which a date or time falls in the account's zone. Days as Worksection writes them,
 * `10.02.2026`, are understood too.
 * @throws Fault `input` for what is no date
 */
export function dayOf(value: unknown, zone: string, label: string): string {
	const dotted = typeof value === 'string' ? DOTTED.exec(value.trim()) : null;
	const iso = dotted ? `${dotted[3]}-${dotted[2]!.padStart(2, '0')}-${dotted[1]!.padStart(2, '0')}` : value;
	return dateIn((Array.isArray(iso) ? iso[0] : iso) as WhenInput, zone, undefined, label);
}

/** A day as the vendor takes it: `DD.MM.YYYY` (worksection.md section 2). */
export const toVendor = (day: string): string => day.split('-').reverse().join('.');

/** A day that the vendor was or will be given, as `YYYY-MM-DD`; undefined for none. */
export const fromVendor = (day: string | undefined): string | undefined =>
	day ? day.split('.').reverse().join('-') : undefined;

/** A day so many calendar days later. An expression may give the number as text. */
export const daysLater = (day: string, days: number, label: string): string => addDays(day, Number(days), 'UTC', label);

/** @throws Fault `input` naming the due date when it lies before the start */
export function checkOrder(start: string | undefined, due: string | undefined): void {
	if (start === undefined || due === undefined || start <= due) return;
	throw badInput(
		'Due Date',
		`Due Date ${due} lies before Start Date ${start}.`,
		'Give a Due Date on or after the Start Date.',
	);
}
