import { badInput } from '../../shared/fault';
import { settledNow } from '../../shared/settled';
import { readXml } from '../../shared/xml/reader';
import { valueXml, Xml } from '../../shared/xml/write';
import { VENDOR } from '../access';

export type Placeholders = Record<string, Xml | string | number | undefined>;

const FIELD = 'Message Template';

/**
 * A message in a person's own form: `{folder}` and the like are replaced by values, escaped, and by parts that this node
 * builds, such as `{rowFilter}`. Anything else in braces stays.
 * @throws Fault `input` where a name in braces is unknown, or the result is no well-formed XML
 */
export function filled(template: string, values: Placeholders): string {
	const message = template.replace(/\{([A-Za-z][A-Za-z0-9]*)\}/g, (_, name: string) => {
		if (!Object.hasOwn(values, name)) throw unknown(name, Object.keys(values));
		const value = values[name] ?? '';
		return (value instanceof Xml ? value : valueXml(String(value), name)).text;
	});
	return checkedXml(message, FIELD);
}

/**
 * What a template must hold so that nothing of what was entered is left out unseen.
 * @param what would be left out, in words @throws Fault `input` where it holds none of the placeholders
 */
export function demand(template: string, what: string, names: readonly string[]): void {
	if (names.some((name) => template.includes(`{${name}}`))) return;
	const list = names.map((name) => `{${name}}`).join(', ');
	throw badInput(
		FIELD,
		`"${FIELD}" holds none of ${list}, so ${what} would not be sent.`,
		'Put one of them where the message takes it.',
	);
}

function unknown(name: string, known: string[]) {
	const names = known.map((one) => `{${one}}`).join(', ');
	return badInput(
		FIELD,
		`"${FIELD}" has the placeholder {${name}}, which this operation does not know.`,
		`There are: ${names}.`,
	);
}

/** A message typed by a person, when it is XML. @throws Fault `input` naming the field */
export function checkedXml(message: string, field: string): string {
	const text = message.trim();
	const read = settledNow(() => readXml(text, { vendor: VENDOR, doing: 'check' }, {}));
	if ('value' in read) return text;
	const reason = /\((.*)\)/s.exec((read.error as Error).message)?.[1];
	throw badInput(
		field,
		`"${field}" is not well-formed XML${reason ? `: ${reason}` : ''}.`,
		'Check tags, quotes and & characters.',
	);
}
