import type { Field, Folder, NetHuntRecord } from './model';
import { listOf } from './values';
import { WordIndex, wordsOf, wordsOfValues } from './words';

export interface SearchOptions {
	limit: number;
	/** Milliseconds; decides what `created:today` means. Days are UTC. */
	now: number;
	fuzzy: boolean;
}

/**
 * NetHunt's search language as far as it was seen in use (2.5): `Field:value`, `Field:"value"`, `Field=value`, `created:`,
 * `created:today`, `created:2026-02-10`, free text. Newest first. Fuzzy means: the words are looked for in every field, and
 * as beginnings of words, so that a client has to check what it gets.
 */
export function search(folder: Folder, query: string, options: SearchOptions): NetHuntRecord[] {
	const { field, created, value } = parse(folder, query);
	if (created) return createdOn(folder, value, options);
	const words = wordsOf(value);
	const found = words.length ? index(folder).find(words) : folder.created.all();
	const fits = options.fuzzy ? fuzzyFit(words, value) : field ? exactFit(field, value) : containing(value);
	return found
		.filter((record) => !record.deleted && fits(record))
		.sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? 1 : -1))
		.slice(0, options.limit);
}

function parse(folder: Folder, query: string): { field?: Field; created: boolean; value: string } {
	const [, left, right] = /^\s*("[^"]+"|[^:="]+)[:=](.*)$/s.exec(query) ?? [];
	const name = left?.trim().replaceAll('"', '').toLowerCase();
	const value = (text: string) =>
		text
			.trim()
			.replace(/^"(.*)"$/s, '$1')
			.replaceAll('\\"', '"');
	if (name === 'created') return { created: true, value: value(right ?? '') };
	const field = name === undefined ? undefined : folder.fields.find((one) => one.name.toLowerCase() === name);
	return field ? { field, created: false, value: value(right ?? '') } : { created: false, value: value(query) };
}

function index(folder: Folder): WordIndex<NetHuntRecord> {
	if (folder.words) return folder.words;
	folder.words = new WordIndex();
	for (const record of folder.created.all()) folder.words.add(record, wordsOfValues(Object.values(record.values)));
	return folder.words;
}

function createdOn(folder: Folder, day: string, { limit, now }: SearchOptions): NetHuntRecord[] {
	const wanted = day === 'today' ? new Date(now).toISOString().slice(0, 10) : day;
	const records: NetHuntRecord[] = [];
	for (const record of folder.created.read({ inclusive: true, order: 'newest', now })) {
		if (records.length >= limit) break;
		if (record.deleted) continue;
		if (wanted === '' || new Date(record.createdAt).toISOString().startsWith(wanted)) records.push(record);
	}
	return records;
}

/** Words were matched by the index; text without any word ('@') is looked for as it stands. */
const fuzzyFit = (words: readonly string[], value: string) => (words.length ? () => true : containing(value));

const exactFit = (field: Field, value: string) => (record: NetHuntRecord) =>
	listOf(record.values[field.id]).some((item) => String(item).toLowerCase() === value.toLowerCase());

const containing = (value: string) => (record: NetHuntRecord) =>
	Object.values(record.values).some((kept) =>
		listOf(kept).some((item) => String(item).toLowerCase().includes(value.toLowerCase())),
	);
