/**
 * The description of an event: what people wrote, and below a marked line what is only shown (google-calendar.md E). What stands
 * below that line is never taken for something that a person wrote. Pure.
 */
import { htmlOfText, textOfHtml } from './html';

export const MARKED_LINE = '--- CRM (read-only) ---';

const DASH = '[-\\u00ad\\u2010-\\u2015\\u2212_=~*.•·]';
const WORDS = 'crm\\s*\\(\\s*read(?:\\s|-|[\\u2010-\\u2015\\u2212])*only\\s*\\)';
const DRESS = `(?:[^\\S\\n]|${DASH})*`;
/** Alone in its line in whatever dress, or with its dashes in the middle of one. */
const MARK = new RegExp(`^${DRESS}${WORDS}${DRESS}$|(?<!${DASH})${DASH}{2,}\\s*${WORDS}(?:\\s*${DASH}{2,})?`, 'imu');
/** Makes the words in a text of somebody's own something else than the mark, and can be taken back. */
const GUARD = '\u200b';
const GUARDED = new RegExp(`(crm)(${GUARD}*)(?=${WORDS.slice(3)})`, 'giu');

export interface Described {
	/** What people wrote. */
	notes: string;
	/** What stands below the marked line. */
	shown: string;
}

/** One writing of a text: NFC, lines ended by `\n`, nothing empty around it. */
export const plainText = (text: string): string => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();

export function readDescription(description: string | null | undefined): Described {
	const text = plainText(textOfHtml((description ?? '').replace(/\r\n?/g, '\n')));
	const mark = MARK.exec(text);
	const notes = mark ? text.slice(0, mark.index) : text;
	return { notes: unguarded(notes.trim()), shown: mark ? text.slice(mark.index + mark[0].length).trim() : '' };
}

/** Reads back as what it was made of, in the writing of `plainText`. */
export function writeDescription({ notes, shown }: Described): string {
	const own = guarded(plainText(notes));
	const below = plainText(shown);
	if (below === '') return htmlOfText(own);
	return htmlOfText(`${own}${own === '' ? '' : '\n\n'}${MARKED_LINE}\n${below}`);
}

const guarded = (text: string): string => text.replace(GUARDED, `$1$2${GUARD}`);

const unguarded = (text: string): string =>
	text.replace(GUARDED, (_all, word: string, guards: string) => word + guards.slice(1));
