import type { Value } from '../values';

/** How a bulk job is told to clear a field; an empty cell leaves it alone (salesforce.md 3). */
export const CLEAR = '#N/A';

/** A cell; quoted where commas, quotes, line ends or outer spaces would be misread. A job takes one form of line ends only. */
export function cell(value: Value | undefined): string {
	if (value === undefined) return '';
	if (value === null) return CLEAR;
	const text = String(value).replace(/\r\n?/g, '\n');
	return /[",\n]|^\s|\s$/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

/** Rows of cells, the heading among them. Quoted cells may hold anything. */
export function cellsOf(csv: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = csv.charCodeAt(0) === 0xfeff ? 1 : 0;
	while (at < csv.length) {
		const end = csv[at] === '"' ? quotedEnd(csv, at) : plainEnd(csv, at);
		row.push(csv[at] === '"' ? csv.slice(at + 1, end - 1).replaceAll('""', '"') : csv.slice(at, end));
		if (csv[end] === ',') {
			at = end + 1;
			if (at === csv.length) row.push('');
			continue;
		}
		rows.push(row);
		row = [];
		at = csv[end] === '\r' && csv[end + 1] === '\n' ? end + 2 : end + 1;
	}
	if (row.length > 0) rows.push(row);
	return rows;
}

function quotedEnd(csv: string, start: number): number {
	let at = start + 1;
	while (at < csv.length) {
		if (csv[at] !== '"') at++;
		else if (csv[at + 1] === '"') at += 2;
		else return at + 1;
	}
	return at + 1;
}

function plainEnd(csv: string, start: number): number {
	let at = start;
	while (at < csv.length && csv[at] !== ',' && csv[at] !== '\n' && csv[at] !== '\r') at++;
	return at;
}

/** Rows by the names of the heading. */
export function recordsOf(csv: string): Array<Record<string, string>> {
	const [heading, ...rows] = cellsOf(csv);
	if (!heading) return [];
	return rows
		.filter((row) => row.length > 1 || row[0] !== '')
		.map((row) => Object.fromEntries(heading.map((name, index) => [name, row[index] ?? ''])));
}
