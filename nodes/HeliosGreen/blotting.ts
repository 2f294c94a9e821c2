/** Shorter secrets are blotted only where they stand alone: inside of words they would make every message unreadable. */
const SHORT = 4;
const WRITTEN: Readonly<Record<string, string>> = {
	'&': '(?:&amp;|&)',
	'<': '(?:&lt;|<)',
	'>': '(?:&gt;|>)',
	'"': '(?:&quot;|&#34;|")',
	"'": "(?:&apos;|&#39;|')",
};

const patternOf = (word: string): string =>
	[...word].map((one) => WRITTEN[one] ?? `\\u{${one.codePointAt(0)!.toString(16)}}`).join('');

/**
 * What finds a secret in a quote, however it came there: escaped for XML, its white space folded, or cut between two of its words by
 * the end of the quote.
 */
export function traceOf(secret: string): RegExp | undefined {
	const [first, ...others] = secret
		.split(/\s+/)
		.filter((word) => word !== '')
		.map(patternOf);
	if (first === undefined) return undefined;
	const whole = [first, ...others].join('\\s+');
	const cut = others.slice(0, -1).reduceRight((rest, word) => `(?:\\s+${word}${rest})?`, '');
	const alone = secret.trim().length < SHORT ? (['(?<![\\p{L}\\p{N}])', '(?![\\p{L}\\p{N}])'] as const) : ['', ''];
	const traces = `${alone[0]}${whole}${alone[1]}${others.length > 0 ? `|${first}${cut}(?=\\s*…)` : ''}`;
	return new RegExp(traces, 'giu');
}
