import { badInput } from '../shared/fault';
import { settledNow } from '../shared/settled';

/** What a link to a record or folder in NetHunt's web application says (nethunt.md 2.3). */
export interface LinkParts {
	folderId?: string;
	recordId?: string;
}

const LINK = /#nethunt\/([A-Za-z0-9+/_=%-]+)/;

/** Reads a link of NetHunt's web application; undefined for any other text. */
export function partsOfLink(text: string): LinkParts | undefined {
	const encoded = LINK.exec(text)?.[1];
	if (encoded === undefined) return undefined;
	const read = settledNow(
		() => JSON.parse(Buffer.from(decodeURIComponent(encoded), 'base64').toString('utf8')) as Record<string, unknown>,
	);
	if ('error' in read || typeof read.value !== 'object' || read.value === null) return undefined;
	const { folderId, recordId, recordPage } = read.value;
	const record = textOf(recordId) ?? textOf((recordPage as Record<string, unknown> | undefined)?.recordId);
	const folder = textOf(folderId);
	return { ...(folder !== undefined && { folderId: folder }), ...(record !== undefined && { recordId: record }) };
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The id that a person entered, alone or as a link. @throws Fault `input` when a link names none, or nothing was entered */
export function recordIdOf(entered: string): string {
	return idOf(entered, 'Record', 'recordId');
}

/** As `recordIdOf`, for folders. */
export function folderIdOf(entered: string): string {
	return idOf(entered, 'Folder', 'folderId');
}

function idOf(entered: string, label: string, part: keyof LinkParts): string {
	const text = String(entered ?? '').trim();
	if (text === '')
		throw badInput(label, `"${label}" is empty.`, `Choose "${label}" from the list, or give its ID or link.`);
	if (!/[/#:\s]/.test(text)) return text;
	const id = partsOfLink(text)?.[part];
	if (id !== undefined) return id;
	const advice = 'Copy the address of the opened record from the browser, or give the 24 digits of the ID.';
	throw badInput(label, `"${label}" is not an ID, and no link to a ${label.toLowerCase()} in NetHunt either.`, advice);
}
