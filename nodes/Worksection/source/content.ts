/** What a task made from a source record says: title, text with imported data, dates, people, and the link. */
import { badInput } from '../../shared/fault';
import { mapped } from '../../shared/mapping';
import type { ItemContext } from '../../shared/operation';
import { compilePath, compileTemplate, type PathReader } from '../../shared/path';
import type { ValuesOf } from '../../shared/fields';
import { appendLink, readLinks, type Link } from '../../shared/sync/link';
import { textOf } from '../../shared/text';
import type { WorksectionApi } from '../api';
import { dayOf, daysLater } from '../dates';
import type { Params } from '../encode';
import { textIn } from '../params';
import { paramsOf } from '../targets';
import { assigneeOf, isEmpty, lengthOf, LONGEST_TEXT, titleOf } from '../values';
import type { sourceFields } from './fields';

export type SourceContext = ItemContext<WorksectionApi, ValuesOf<typeof sourceFields>>;

const compiled = new Map<string, PathReader>();
const templates = new Map<string, (json: unknown) => string>();
const MOST_COMPILED = 500;

function remembered<T>(
	cache: Map<string, T>,
	text: string,
	label: string,
	compile: (text: string, label: string) => T,
): T {
	const key = `${label}\n${text}`;
	let ready = cache.get(key);
	if (ready === undefined) {
		if (cache.size >= MOST_COMPILED) cache.clear();
		cache.set(key, (ready = compile(text, label)));
	}
	return ready;
}

/** The value at a path of the incoming item; undefined where there is none. */
const at = ({ item }: SourceContext, path: string, label: string): unknown =>
	remembered(compiled, path, label, compilePath)(item.json);

/**
 * The link to the source record, which identifies it.
 * @throws Fault `input` when the item does not say which record, or which change, it is about
 */
export function linkOf(context: SourceContext): Link {
	const { read } = context;
	const system = textIn(read.sourceSystem);
	const id = needed(context, read.sourceIdPath, 'Source Record ID');
	const change = read.createOnce === 'change' ? needed(context, read.changeIdPath, 'Change ID') : undefined;
	const url = textIn(read.sourceLinkPath) === '' ? '' : textOf(at(context, read.sourceLinkPath, 'Source Link')).trim();
	const isAddress = /^https?:\/\/\S+$/i.test(url);
	if (url !== '' && !isAddress) context.hint(`"${read.sourceLinkPath}" is no web address, so the link has none.`);
	return { system, id, ...(change !== undefined && { change }), ...(isAddress && { url }) };
}

function needed(context: SourceContext, path: string, label: string): string {
	const value = at(context, path, `${label} Path`);
	const text = typeof value === 'object' ? '' : textOf(value).trim();
	if (text !== '') return text;
	throw badInput(
		label,
		`${label}: there is nothing at "${path}" in the incoming item.`,
		`Correct "${label} Path" in the node. The trigger's items have the record at "id" and the change at "delivery.id".`,
	);
}

/** Parameters of post_task. @throws Fault `input` naming the field */
export function contentOf(context: SourceContext, link: Link): Params {
	const { read, api } = context;
	const values: Record<string, unknown> = { priority: read.priority, ...mapped(context as never) };
	if (isEmpty(values.title)) {
		values.title = titleOf(remembered(templates, read.title, 'Title', compileTemplate)(context.item.json));
	}
	if (isEmpty(values.email_user_to)) values.email_user_to = assigneeIn(context);
	if (isEmpty(values.datestart)) values.datestart = startIn(context);
	if (isEmpty(values.dateend)) values.dateend = dueIn(context, values.datestart);
	values.text = linkedText(context, textOf(values.text), link);
	return paramsOf(values, 'taskFromSource', api.zone);
}

function assigneeIn(context: SourceContext): string | undefined {
	const { read } = context;
	// n8n gives the value of a list field only where it is shown.
	if (read.assignTo === 'member') return assigneeOf(read.assignee, 'Assignee');
	if (read.assignTo !== 'path') return undefined;
	const { assigneePath } = read;
	const value = at(context, assigneePath, 'Assignee Path');
	if (!isEmpty(value)) return assigneeOf(value, 'Assignee');
	context.hint(`"${assigneePath}" is empty in the incoming item, so no assignee was set.`);
	return undefined;
}

const today = ({ api, startedAt }: SourceContext): string => dayOf(startedAt, api.zone, 'Day of the Run');

function startIn(context: SourceContext): string | undefined {
	const { startFrom, startPath, startOffset } = context.read;
	const day =
		startFrom === 'run' ? today(context) : startFrom === 'path' ? dayAt(context, startPath, 'Start Date') : undefined;
	return day === undefined ? undefined : daysLater(day, startOffset, 'Start Date');
}

function dueIn(context: SourceContext, start: unknown): string | undefined {
	const { dueFrom, duePath, dueOffset, duration } = context.read;
	if (dueFrom === 'none') return undefined;
	if (dueFrom === 'path') {
		const day = dayAt(context, duePath, 'Due Date');
		return day === undefined ? undefined : daysLater(day, dueOffset, 'Due Date');
	}
	const from = isEmpty(start) ? today(context) : dayOf(start, context.api.zone, 'Start Date');
	return daysLater(from, duration, 'Due Date');
}

function dayAt(context: SourceContext, path: string, label: string): string | undefined {
	const value = at(context, path, `${label} Path`);
	if (!isEmpty(value)) return dayOf(value, context.api.zone, label);
	context.hint(`"${path}" is empty in the incoming item, so ${label} was not set.`);
	return undefined;
}

/** Text, imported lines and, last, the link. @throws Fault `input` when that is more than the vendor keeps */
function linkedText(context: SourceContext, text: string, link: Link): string {
	const whole = [text, ...importedLines(context)].filter((part) => part !== '').join('\n');
	// A marked line that came with the data must not be taken for a link of this task.
	const apart = readLinks(whole).length > 0 ? `${whole}\n-` : whole;
	const linked = appendLink(apart, link);
	const surplus = lengthOf(linked) - LONGEST_TEXT;
	if (surplus <= 0) return linked;
	throw badInput(
		'Text',
		`Text is ${LONGEST_TEXT + surplus} characters long with the imported data and the link; Worksection would cut it off after ${LONGEST_TEXT}.`,
		`Shorten it by ${surplus} characters, or import less.`,
	);
}

function importedLines(context: SourceContext): string[] {
	const { lines = [] } = (context.read.importedData ?? {}) as { lines?: Array<{ label?: string; path?: string }> };
	return lines.flatMap(({ label = '', path = '' }) => {
		if (path.trim() === '') return [];
		const value = textOf(at(context, path, 'Imported Data')).trim();
		return value === '' ? [] : [`${label.trim() || lastName(path)}: ${value}`];
	});
}

const lastName = (path: string): string => /([^.[\]"']+)["'\]]*$/.exec(path.trim())?.[1] ?? path;
