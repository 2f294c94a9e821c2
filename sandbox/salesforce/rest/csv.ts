/** Rows of cells; quoted cells may hold separators, quotes (doubled) and line ends. Throws an Error for a quote that is never closed. */
export function parseCsv(text: string, delimiter: string): string[][] {
	const rows: string[][] = [];
	let row: string[] = [];
	let at = text.startsWith('\uFEFF') ? 1 : 0;
	while (at < text.length) {
		const { cell, end } = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter);
		row.push(cell);
		at = end;
		if (text[at] === delimiter) {
			at += 1;
			if (at >= text.length) row.push('');
			continue;
		}
		at += text.startsWith('\r\n', at) ? 2 : 1;
		rows.push(row);
		row = [];
	}
	if (row.length) rows.push(row);
	return rows.filter((cells) => cells.length > 1 || cells[0] !== '');
}

function quoted(text: string, start: number): { cell: string; end: number } {
	let at = start + 1;
	for (;;) {
		const quote = text.indexOf('"', at);
		if (quote < 0) throw new Error('a quoted cell is not closed');
		if (text[quote + 1] !== '"') return { cell: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
		at = quote + 2;
	}
}

function plain(text: string, start: number, delimiter: string): { cell: string; end: number } {
	let end = start;
	while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
	return { cell: text.slice(start, end), end };
}

/** One line, with its end. */
export function csvLine(cells: readonly string[], delimiter: string, lineEnd: string): string {
	const shown = cells.map((cell) =>
		cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell,
	);
	return shown.join(delimiter) + lineEnd;
}
