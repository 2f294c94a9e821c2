import { select } from '../domain/select';
import type { Call } from '../room';
import { Refusal } from '../texts';
import type { Element } from '../xml/parse';
import { readBrowse, type BrowseRequest } from './browseRequest';
import type { Outcome } from './process';
import { datastore } from './datastore';

/** Rows of a template in a folder (helios-green.md 2.3), written while they are sent. */
export function browse(call: Call, message: Element): Outcome {
	const { reader, switches, store, session } = call;
	if (switches.browseNesting === 'wrapped') reader.only(message, [], ['browse']);
	const request = readBrowse(
		call,
		switches.browseNesting === 'wrapped' ? reader.neededChild(message, 'browse') : message,
	);
	session.browses += 1;
	const found = select(store.shelf(request.class, request.template, request.folder.number), {
		conditions: request.conditions,
		sorts: request.sorts,
		fold: switches.textIgnoresCase,
		tiesDescending: switches.tieOrder === 'unstable' && session.browses % 2 === 0,
		key: request.key,
	});
	const upper = lastRow(call, request, found.total);
	const records = found.slice(request.lower - 1, upper);
	return { content: pieces(call, request, found.total, records) };
}

/** 1-based and inclusive; a cap either cuts what was asked for or refuses it. */
function lastRow({ switches: { rowCap, overCap } }: Call, { lower, upper }: BrowseRequest, total: number): number {
	const last = upper === -1 ? total : Math.min(upper, total);
	if (rowCap <= 0 || last - lower + 1 <= rowCap) return last;
	if (overCap === 'fail') throw new Refusal('application', 'cap', rowCap);
	return lower + rowCap - 1;
}

function* pieces(
	call: Call,
	request: BrowseRequest,
	total: number,
	records: Parameters<typeof datastore>[2],
): Iterable<string> {
	const { writer, switches } = call;
	const { template, folder, columns } = request;
	yield writer.start('browse', {
		id: template.number,
		name: template.name,
		folderId: folder.number,
		classId: template.classNumber,
		rowsType: writer.word('master'),
		totalRowCount: request.totalRowCount ? total : undefined,
	});
	if (request.columnInfo) yield writer.element('columnsInfo', {}, ...columns.map((column) => columnInfo(call, column)));
	if (switches.datastoreIn === 'data') yield '<data>';
	yield* datastore(call, columns, records);
	yield switches.datastoreIn === 'data' ? '</data></browse>' : '</browse>';
}

const columnInfo = ({ writer }: Call, { alias, visible, caption }: BrowseRequest['columns'][number]): string =>
	writer.element('column', { columnName: alias, visible, headerText: caption, dataFormat: '' });
