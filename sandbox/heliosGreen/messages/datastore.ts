import type { Column, HeliosRecord } from '../domain/model';
import { toText, type Accessor } from '../domain/values';
import type { Call } from '../room';
import { escape } from '../xml/write';

export interface ReadColumn extends Column {
	readonly accessor: Accessor;
}

/** Long enough that sending costs little for each row, short enough that little waits in memory. */
const PIECE = 65_536;

/** A Datastore: the definition of the columns, then the rows (helios-green.md 2.3). */
export function* datastore(
	call: Call,
	columns: readonly ReadColumn[],
	records: readonly HeliosRecord[],
): Iterable<string> {
	const { writer, switches } = call;
	const named = columns.map((column) => ({
		...column,
		name: switches.columnCase === 'upper' ? column.alias.toUpperCase() : column.alias,
	}));
	yield '<Datastore>';
	if (switches.definition) {
		const defined = named.map(({ name, caption, accessor }) =>
			writer.element('Column', { Name: name, DataType: accessor.type, Caption: caption }),
		);
		yield writer.element('Definition', { TableName: 'Table' }, writer.element('Columns', {}, ...defined));
	}
	yield '<DataRows>';
	const write = rowWriter(call, named);
	let piece = '';
	for (const record of records) {
		piece += write(record);
		if (piece.length < PIECE) continue;
		yield piece;
		piece = '';
	}
	yield `${piece}</DataRows></Datastore>`;
}

function rowWriter(
	{ switches, time }: Call,
	columns: ReadonlyArray<ReadColumn & { name: string }>,
): (record: HeliosRecord) => string {
	const { nullAs, answerCase } = switches;
	const asAttributes = switches.rowsAs === 'attributes';
	const isNull = `${answerCase === 'upper' ? 'ISNULL' : 'IsNull'}="True"`;
	return (record) => {
		let attributes = '';
		let elements = '';
		for (const { name, accessor } of columns) {
			const value = accessor.get(record);
			if (value === null && nullAs === 'absent') continue;
			if (value === null && nullAs === 'isNull') {
				elements += `<${name} ${isNull}/>`;
				continue;
			}
			const text = value === null ? '' : escape(toText(accessor.type, value, time));
			if (asAttributes) attributes += ` ${name}="${text}"`;
			else elements += `<${name}>${text}</${name}>`;
		}
		return elements === '' ? `<DataRow${attributes}/>` : `<DataRow${attributes}>${elements}</DataRow>`;
	};
}
