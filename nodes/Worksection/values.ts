/** From what a person maps to what the vendor takes: checked here, so that a refusal names the field before anything is sent. */
import { badInput } from '../shared/fault';
import { textOf } from '../shared/text';

/** The vendor cuts off what goes beyond, without a word (worksection.md section 2). */
export const LONGEST_TEXT = 65_536;
/** No limit is documented; a title beyond this is a text that was mapped to the wrong field. */
const LONGEST_TITLE = 1_000;

const EMAIL = /^[^\s@,;<>"']+@[^\s@,;<>"']+\.[^\s@,;<>"']{2,}$/;

/** A title on one line. @throws Fault `input` when it is empty or too long */
export function titleOf(value: unknown, label = 'Title'): string {
	const title = textOf(value).replace(/\s+/g, ' ').trim();
	if (title === '') {
		throw badInput(label, `${label} is empty.`, `Give ${label} a value, or check the path that leads to it.`);
	}
	if (title.length > LONGEST_TITLE) {
		const message = `${label} is ${title.length} characters long; up to ${LONGEST_TITLE} are sent.`;
		throw badInput(label, message, `Shorten ${label}, or map the long text to Text.`);
	}
	return title;
}

/** Characters, line ends counted as the two that the vendor gives back (worksection.md 3.3). */
export const lengthOf = (text: string): number => text.length + (text.match(/(?<!\r)\n/g)?.length ?? 0);

/**
 * @param checklist items that the vendor puts below the text, each on a line with a bullet (worksection.md 3.3)
 * @throws Fault `input` for a text that would be cut
 */
export function longText(value: unknown, label = 'Text', checklist: readonly string[] = []): string {
	const text = textOf(value);
	const length = lengthOf([text, ...checklist.map((item) => `• ${item}`)].join('\n'));
	if (length <= LONGEST_TEXT) return text;
	const withList = checklist.length > 0 ? ' with the checklist' : '';
	throw badInput(
		label,
		`${label} is ${length} characters long${withList}; Worksection would cut it off after ${LONGEST_TEXT}.`,
		`Shorten ${label} by ${length - LONGEST_TEXT} characters, or send the rest as a comment or a file.`,
	);
}

/** 0 is "paused", 1 to 10 rise (worksection.md 3.1). @throws Fault `input` */
export function priorityOf(value: unknown, label = 'Priority'): string {
	const text = textOf(value).trim();
	if (/^(\d|10)$/.test(text)) return text;
	throw badInput(label, `${label} is "${text.slice(0, 40)}".`, `Give ${label} a whole number from 0 to 10.`);
}

/** @throws Fault `input` for what is no e-mail address */
export function emailOf(value: unknown, label: string): string {
	const email = addressIn(value);
	if (EMAIL.test(email)) return email;
	throw badInput(
		label,
		`${label} is not an e-mail address: "${email.slice(0, 80)}".`,
		'Give the address of one member.',
	);
}

const NOBODY = /^(noone|none)$/i;

/** An address, `ANY` (anyone) or `NOONE` (worksection.md 3.1). @throws Fault `input` */
export function assigneeOf(value: unknown, label: string): string {
	const email = addressIn(value);
	if (NOBODY.test(email)) return 'NOONE';
	return /^any$/i.test(email) ? 'ANY' : emailOf(email, label);
}

/** A person from another system may be an object or a list of one. */
function addressIn(value: unknown): string {
	const one: unknown = Array.isArray(value) ? value[0] : value;
	if (typeof one !== 'object' || one === null) return textOf(one).trim();
	const { email, emailAddress } = one as { email?: unknown; emailAddress?: unknown };
	return textOf(email ?? emailAddress ?? one).trim();
}

/** A list: an array, an object of titles by ID, or text with commas. Empty entries are left out. */
export function listOf(value: unknown): string[] {
	const list: unknown[] = Array.isArray(value)
		? value
		: typeof value === 'object' && value !== null
			? Object.values(value)
			: textOf(value).split(/[,;\n]/);
	return [...new Set(list.map((one) => textOf(one).trim()).filter((one) => one !== ''))];
}

/** @throws Fault `input` for an entry that is no e-mail address */
export const emailsOf = (value: unknown, label: string): string[] => {
	const list: unknown[] = Array.isArray(value) ? value : listOf(value);
	return [...new Set(list.map((one) => emailOf(one, label)))];
};

/** Hours or money as a number, or hours as `h:mm` (worksection.md 3.6). @throws Fault `input` */
export function amountOf(value: unknown, label: string): string {
	const text = textOf(value).trim();
	if (/^\d{1,9}([.,]\d{1,4})?$/.test(text) || /^\d{1,6}:[0-5]\d$/.test(text)) return text;
	throw badInput(label, `${label} is "${text.slice(0, 40)}".`, `Give ${label} a number such as 1.5, or hours as 1:30.`);
}

/** Planned hours or money as a plain number, the only form shown for them (worksection.md 3.1). @throws Fault `input` */
export function estimateOf(value: unknown, label: string): string {
	const [whole, minutes] = amountOf(value, label).replace(',', '.').split(':');
	return minutes === undefined ? whole! : String(Math.round((Number(whole) + Number(minutes) / 60) * 100) / 100);
}

export const isEmpty = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && value.trim() === '') ||
	(Array.isArray(value) && value.length === 0);
