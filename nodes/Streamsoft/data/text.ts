/** Whether a text can be kept in a column, and what is left of it otherwise. Pure. */
import type { ColumnInfo } from '../profile/catalogue';

/** Firebird's character sets, as the standard that Node knows calls them. Others are not judged: the server does that. */
const ENCODINGS: Readonly<Record<string, string>> = {
	WIN1250: 'windows-1250',
	WIN1251: 'windows-1251',
	WIN1252: 'windows-1252',
	WIN1253: 'windows-1253',
	WIN1254: 'windows-1254',
	WIN1257: 'windows-1257',
	ISO8859_1: 'iso-8859-1',
	ISO8859_2: 'iso-8859-2',
};

/** Reads bytes of a character set, as Firebird calls it. One that is not known is taken for UTF-8. */
export const decoderOf = (charset: string) => new TextDecoder(ENCODINGS[charset] ?? 'utf-8');

const known = new Map<string, ReadonlySet<number>>();

/** Code points of a character set of one byte; nothing for one that is not known, or knows all. */
function charactersOf(charset: string): ReadonlySet<number> | undefined {
	const encoding = ENCODINGS[charset];
	if (!encoding) return charset === 'ASCII' ? asciiOnly : undefined;
	let characters = known.get(charset);
	if (!characters) {
		const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
		const points = [...new TextDecoder(encoding).decode(all)].map((char) => char.codePointAt(0)!);
		// Bytes that mean nothing are read as control characters, which Firebird does not do.
		characters = new Set(points.filter((point) => point < 0x80 || point >= 0xa0));
		known.set(charset, characters);
	}
	return characters;
}

const asciiOnly: ReadonlySet<number> = new Set(Array.from({ length: 128 }, (_, point) => point));

/** A lone half of a pair is no character at all. */
const isLone = (point: number): boolean => point >= 0xd800 && point <= 0xdfff;

export interface Fitted {
	text: string;
	/** How many characters the text has, where that is more than fit. */
	tooLong?: number;
	/** The first character that cannot be stored. */
	unknown?: string;
}

const LARGEST_BLOB = 2_000_000;

/**
 * The text as a column can hold it: characters that it does not know become `?`, and what is too long is cut. Both by whole
 * code points, as Firebird counts.
 * @param textCharset how texts without a character set are kept
 */
export function fitted(
	text: string,
	{ length, charset }: Pick<ColumnInfo, 'length' | 'charset'>,
	textCharset: string,
): Fitted {
	const characters = charactersOf(charset === undefined || charset === 'NONE' ? textCharset : charset);
	const most = length ?? LARGEST_BLOB;
	let unknown: string | undefined;
	const kept: string[] = [];
	let count = 0;
	for (const char of text.normalize('NFC')) {
		const point = char.codePointAt(0)!;
		const isKnown = !isLone(point) && point !== 0 && (characters?.has(point) ?? true);
		if (!isKnown) unknown ??= char;
		if (count++ < most) kept.push(isKnown ? char : '?');
	}
	return {
		text: kept.join(''),
		...(count > most && { tooLong: count }),
		...(unknown !== undefined && { unknown }),
	};
}
