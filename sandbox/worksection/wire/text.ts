import type { World } from '../world';

/** A text as it is kept: line ends `\n`, a bullet per checklist item, mentioned names last, the surplus silently cut. */
export function textIn(world: World, text: string, todos: string[] = [], mentioned: string[] = []): string {
	const lines = [cleaned(world, text).replace(/\r\n?/g, '\n'), ...todos.map((item) => `• ${item}`)];
	const whole = [...lines, mentioned.join(', ')].filter((line) => line !== '').join('\n');
	const limit = world.switches.textLimit;
	if (whole.length <= limit) return whole;
	return Array.from(whole).slice(0, limit).join('');
}

function cleaned(world: World, text: string): string {
	if (world.switches.htmlInText === 'strip') return text.replace(/<\/?[a-z][^>]*>/gi, '');
	if (world.switches.htmlInText === 'escape') return escaped(text);
	return text;
}

const escaped = (text: string): string =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');

/** A kept text as it is answered (switch `textReturned`, `extra=html`). */
export function textOut(world: World, text: string, asHtml = false): string {
	const form = asHtml ? 'html' : world.switches.textReturned;
	if (form === 'plain') return text;
	if (form === 'crlf') return text.replace(/\n/g, '\r\n');
	return text
		.replace(/&(?!\w+;|#\d+;)/g, '&amp;')
		.replace(/<(?![a-z/])/gi, '&lt;')
		.replace(/\n/g, '<br>');
}
