import type { IDataObject } from 'n8n-workflow';

/** Flat and short: the fields beside what identifies the record. */
export function flat(row: IDataObject): IDataObject {
	const { recordId, link, createdAt, updatedAt, fields } = row;
	return {
		...(fields as IDataObject),
		recordId,
		...(link && { link }),
		...(createdAt && { createdAt }),
		...(updatedAt && { updatedAt }),
	};
}
