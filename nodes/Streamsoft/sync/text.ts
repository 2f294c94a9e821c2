/** Texts as a task and an event are compared by them, and as a column of the database can hold them. Pure. */
import { fitted } from '../data/text';
import type { ColumnInfo } from '../profile/catalogue';

export type TextColumn = Pick<ColumnInfo, 'length' | 'charset'>;

const LINE_END = /\r\n|[\r\v\f\u2028\u2029]/g;
/** Invisible, and cut off or refused by one side or the other; all but the end of a line and the tab. */
const CONTROL = /[^\P{Cc}\n\t]/gu;
const LONE_SURROGATE = /\p{Cs}/gu;

/** Lines that end with `\n`, composed characters, nothing around them. */
export function linesOf(text: string | null | undefined): string {
	return (text ?? '')
		.replace(LINE_END, '\n')
		.replace(CONTROL, '')
		.replace(LONE_SURROGATE, '\uFFFD')
		.normalize('NFC')
		.trim();
}

/** The same in one line. */
export const lineOf = (text: string | null | undefined): string => linesOf(text).replace(/\s*\n\s*|\t/g, ' ');

/** As the application writes lines: its windows show a lone `\n` as nothing. */
export const stored = (text: string): string => text.replace(/\n/g, '\r\n');

/**
 * The text as it comes back from the column: characters that cannot be stored are `?` (one for each code point), and what is
 * too much is left out.
 * @param textCharset how columns without a character set are kept
 */
export const fitText = (text: string, column: TextColumn, textCharset: string): string =>
	linesOf(fitted(stored(text), column, textCharset).text);
