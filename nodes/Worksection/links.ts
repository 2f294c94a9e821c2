/** The links that a task's text carries, also when somebody wrote below them in Worksection. */
import { readLinks, type Link } from '../shared/sync/link';

const MARK = '[source:';
const LINE_END = /[\r\n]|<(?:br|\/?(?:p|div|li|ul|ol|blockquote|pre))\b/i;
/** So many marks are looked at from the end of a text: what people write below a link holds no more of them. */
const MOST_MARKS = 10;

/** The links on the last lines of a text; where there are none, those nearest to its end that have a line of their own. */
export function linksIn(text: string): Link[] {
	let links = readLinks(text);
	let mark = text.lastIndexOf(MARK);
	for (let looked = 0; links.length === 0 && mark >= 0 && looked < MOST_MARKS; looked++) {
		const length = text.slice(mark).search(LINE_END);
		links = length < 0 ? [] : readLinks(text.slice(0, mark + length));
		mark = mark === 0 ? -1 : text.lastIndexOf(MARK, mark - 1);
	}
	return links;
}
