export type TextKind = 'empty' | 'xml' | 'page' | 'text';

/** So many characters tell what a text is. */
export const TELLING = 256;

/** What a text is, by its beginning: XML, a web page, or neither. */
export function kindOf(start: string): TextKind {
	const text = start.replace(/^[\s\uFEFF]+/, '');
	if (text === '') return 'empty';
	if (/^(<\?xml[^>]*>\s*)?(<!--[^>]*-->\s*)*<(!doctype\s+html|html)\b/i.test(text)) return 'page';
	return /^<[?!\p{L}_:]/u.test(text) ? 'xml' : 'text';
}

export const isXml = (text: string): boolean => kindOf(text.slice(0, TELLING)) === 'xml';
