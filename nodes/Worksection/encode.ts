import { badInput } from '../shared/fault';

/** Parameters of a call, in order. A name that ends in `[]` may repeat. */
export type Params = ReadonlyArray<readonly [name: string, value: string]>;

/** Worksection's names of parameters as the node shows them, for messages. */
const LABELS: Record<string, string> = {
	attach: 'Attachments',
	comment: 'Comment',
	company: 'Folder',
	date: 'Date',
	dateend: 'Due Date',
	datestart: 'Start Date',
	email: 'Email',
	email_manager: 'Manager Email',
	email_user: 'Member',
	email_user_from: 'Author Email',
	email_user_to: 'Assignee Email',
	filter: 'Conditions',
	group: 'Tag Set',
	hidden: 'Visible To',
	id_costs: 'Cost ID',
	id_file: 'File',
	id_parent: 'Parent Task ID',
	id_project: 'Project',
	id_task: 'Task',
	max_money: 'Max Money',
	max_time: 'Max Time',
	members: 'Members',
	mention: 'Mention',
	money: 'Money',
	priority: 'Priority',
	subscribe: 'Subscribers',
	tags: 'Tags',
	text: 'Text',
	time: 'Time',
	timer: 'Timer ID',
	title: 'Title',
	todo: 'Checklist',
};

/** The label of a parameter on the node; the vendor's own name where the node has none. */
export const labelOf = (parameter: string): string => LABELS[parameter.replace(/\s*[[(].*$/, '')] ?? parameter;

/**
 * One value or name as PHP's `urlencode` writes it: the signature is made over this text and the vendor checks it over the
 * text it receives (worksection.md 1.1).
 * @throws Fault `input` for half of a character pair, which cannot be written as UTF-8
 */
export function encodePart(text: string, parameter = ''): string {
	if (!text.isWellFormed()) {
		const label = labelOf(parameter);
		throw badInput(label, `${label} holds a broken character.`, `Clean ${label} of broken characters and run again.`);
	}
	return encodeURIComponent(text)
		.replace(/[!'()*~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
		.replace(/%20/g, '+');
}

/** All parameters as one form text, as PHP's `http_build_query` writes it. */
export const encodeForm = (params: Params): string =>
	params.map(([name, value]) => `${encodePart(name)}=${encodePart(value, name)}`).join('&');

/** All parameters as a JSON object: repeated names become lists (worksection.md 1.2). */
export function encodeJson(params: Params): string {
	const object: Record<string, string | string[]> = {};
	for (const [name, value] of params) {
		encodePart(value, name);
		const list = /^(.+)\[\]$/.exec(name)?.[1];
		if (list === undefined) object[name] = value;
		else object[list] = [...((object[list] as string[] | undefined) ?? []), value];
	}
	return JSON.stringify(object);
}

/** A file to send along. */
export interface Upload {
	name: string;
	mimeType: string;
	data: Buffer;
}

/** Files as a multipart body: `field` numbered as `attach[0]`, or `files[]` for all. */
export function encodeFiles(
	files: readonly Upload[],
	field: 'attach' | 'files',
	boundary: string,
): { body: Buffer; contentType: string } {
	const parts = files.flatMap(({ name, mimeType, data }, index) => {
		const head = [
			`--${boundary}`,
			`Content-Disposition: form-data; name="${field}[${field === 'attach' ? index : ''}]"; filename="${quoted(name)}"`,
			`Content-Type: ${/^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream'}`,
		].join('\r\n');
		return [Buffer.from(`${head}\r\n\r\n`), data, Buffer.from('\r\n')];
	});
	return {
		body: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
		contentType: `multipart/form-data; boundary=${boundary}`,
	};
}

/** As browsers write a file's name in a form. */
const quoted = (name: string): string => name.replace(/"/g, '%22').replace(/[\r\n]+/g, ' ');
