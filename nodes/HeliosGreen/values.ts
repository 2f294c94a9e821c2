import { isoOf, localIn, readWhen, type WhenInput } from '../shared/when';
import { settledNow } from '../shared/settled';
import { withoutDates } from '../shared/text';

export type HeliosValue = string | number | boolean | null;

const WHOLE = /^(u|unsigned)?(int|long|short|byte)(16|32|64)?$|^(s?byte|integer|(non)?(positive|negative)integer)$/;
const FRACTION = /^(decimal|double|float|single|money|number|numeric)$/;
const MOMENT = /^datetime(offset)?$/;
/** Beyond these a number of JavaScript is no longer the number that was written. */
const MOST_DIGITS = 15;

/** How values of one column become data. */
export type Typing = (text: string) => HeliosValue;

const asText: Typing = (text) => text;
const wholeNumber: Typing = (text) => {
	if (text.trim() === '') return null;
	const value = Number(text);
	return Number.isSafeInteger(value) ? value : text;
};
const fraction: Typing = (text) => {
	if (text.trim() === '') return null;
	const digits = text.replace(/^[-+]?0*|\D/g, '').length;
	const value = Number(text);
	return Number.isFinite(value) && digits <= MOST_DIGITS ? value : text;
};
const yesNo: Typing = (text) => {
	if (/^(true|1|yes)$/i.test(text)) return true;
	if (/^(false|0|no)$/i.test(text)) return false;
	return text.trim() === '' ? null : text;
};

/** @param type as in Definition: XSD names, or those of .NET (helios-green.md 2.3). @param moments how times are read */
export function typingOf(type: string, moments: Typing): Typing {
	const name = type.replace(/^.*[:.]/, '').toLowerCase();
	if (WHOLE.test(name)) return wholeNumber;
	if (FRACTION.test(name)) return fraction;
	if (/^bool(ean)?$/.test(name)) return yesNo;
	return MOMENT.test(name) ? moments : asText;
}

const DAY_S = 86_400;
const MOST_DAYS = 5_000;
const NAIVE = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(\.\d+)?$/;

/**
 * Reads wall clock times of a zone as ISO UTC, many of them: a day on which the clock is not changed is looked up once.
 * Days stay days, what is no date stays as it is, and nothing is null.
 */
export function momentsIn(zone: string): Typing {
	const midnights = new Map<string, number | undefined>();
	const midnightOf = (day: string): number | undefined => {
		if (midnights.has(day)) return midnights.get(day);
		if (midnights.size >= MOST_DAYS) midnights.clear();
		const ends = settledNow(() => ['00:00:00', '23:59:59'].map((time) => Date.parse(isoOf(`${day}T${time}`, zone))));
		const [first, last] = 'value' in ends ? ends.value : [];
		const isEven = first !== undefined && last !== undefined && last - first === (DAY_S - 1) * 1000;
		midnights.set(day, isEven ? first : undefined);
		return isEven ? first : undefined;
	};
	return (text) => {
		const found = NAIVE.exec(text);
		const midnight = found ? midnightOf(found[1]!) : undefined;
		if (found && midnight !== undefined) {
			const seconds = (Number(found[2]) * 60 + Number(found[3])) * 60 + Number(found[4]);
			const fractionMs = found[5] ? Math.trunc(Number(found[5]) * 1000) : 0;
			if (seconds < DAY_S) return new Date(midnight + seconds * 1000 + fractionMs).toISOString();
		}
		return momentOf(text, zone);
	};
}

function momentOf(text: string, zone: string): HeliosValue {
	if (text.trim() === '') return null;
	const read = settledNow(() => readWhen(text, zone));
	if ('error' in read) return text;
	return read.value.kind === 'day' ? read.value.date : new Date(read.value.ms).toISOString();
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d([.,]\d+)?)?(Z|[+-]\d\d:?\d\d)$/i;

/**
 * A value as Helios reads it: numbers and truth in their plain form, points in time as wall clock time of its zone
 * (helios-green.md 2). Null clears.
 */
export function toHelios(value: unknown, zone: string): string | null {
	const plain = withoutDates(value);
	if (plain === null || plain === undefined) return null;
	if (typeof plain === 'string') return wallClockOf(plain, zone) ?? plain;
	if (typeof plain === 'number') return digitsOf(plain);
	return typeof plain === 'object' ? JSON.stringify(plain) : String(plain as WhenInput);
}

const FORM_TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)?(\.\d+)?$/;

function wallClockOf(text: string, zone: string): string | undefined {
	if (INSTANT.test(text.trim())) return localIn(text.trim(), zone);
	const [, day, time, seconds = ':00'] = FORM_TIME.exec(text.trim()) ?? [];
	return day && `${day} ${time}${seconds}`;
}

/** Without an exponent, which is no decimal of Helios. */
const digitsOf = (value: number): string =>
	String(value).includes('e')
		? value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 20 })
		: String(value);

const MIDNIGHT = /[T ]00:00:00(\.0+)?$/;

/**
 * Whether Helios would store the same: midnight is its day, and `1.50` is 1.5 where a number is wanted. In texts, such as those of
 * versions and phones, every character counts.
 */
export function sameValue(stored: unknown, wanted: string | null, isNumber = false): boolean {
	const [a, b] = [plainOf(stored), plainOf(wanted)];
	if (a === b) return true;
	const plain = a.replace(',', '.');
	if (!isNumber || !/^-?\d+(\.\d+)?$/.test(plain)) return false;
	return plain.length <= MOST_DIGITS && Number(plain) === Number(b);
}

function plainOf(value: unknown): string {
	const text = value === null || value === undefined ? '' : String(value);
	if (/^(true|false)$/i.test(text)) return text.toLowerCase();
	const moment = NAIVE.exec(text);
	if (!moment) return text.replace(/\r\n?/g, '\n');
	return MIDNIGHT.test(text) ? moment[1]! : `${moment[1]} ${moment[2]}:${moment[3]}:${moment[4]}`;
}
