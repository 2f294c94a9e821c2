import type { IDataObject } from 'n8n-workflow';

import { settledNow } from '../shared/settled';
import { isXml } from '../shared/xml/kind';
import { attributeOf, everyOf, findIn, treeOf, type XmlNode } from '../shared/xml/tree';
import { VENDOR } from './access';
import { dataOf, type Auditlog, type HeliosRecord } from './answers';

/** What a function gave back (helios-green.md 2.4). */
export interface RunResult extends IDataObject {
	auditlog?: Auditlog;
	records: HeliosRecord[];
	/** Rows of the table of output parameters. */
	outputParams?: IDataObject[];
	userData?: IDataObject | string;
	storedProcedureResult?: IDataObject | string;
}

export function outputOf(root: XmlNode): Pick<RunResult, 'outputParams' | 'userData' | 'storedProcedureResult'> {
	const [params, userData, stored] = ['OUTPUTPARAMS', 'USERDATA', 'storedProcedureResult'].map((name) =>
		findIn(root, name),
	);
	return {
		...(params && { outputParams: tableIn(params) }),
		...(userData && { userData: userDataOf(userData) }),
		...(stored && { storedProcedureResult: dataOf(stored) }),
	};
}

/** The payload may come escaped once more (helios-green.md 2.4). */
function userDataOf(node: XmlNode): IDataObject | string {
	const data = dataOf(node);
	if (typeof data !== 'string' || !isXml(data)) return data;
	const parsed = settledNow(() => treeOf(`<USERDATA>${data}</USERDATA>`, { vendor: VENDOR, doing: 'read USERDATA' }));
	return 'value' in parsed ? dataOf(parsed.value) : data;
}

/** A table in either of the two forms that messages use: `row` or `DataRow`, columns as attributes or elements. */
function tableIn(node: XmlNode): IDataObject[] {
	const rows = [...everyOf(node, 'DataRow'), ...everyOf(node, 'row')];
	return rows.map(({ attributes, children }) =>
		Object.fromEntries([
			...Object.entries(attributes),
			...children.map((child) => [
				child.name,
				/^true$/i.test(attributeOf(child.attributes, 'IsNull') ?? '') ? null : child.text,
			]),
		]),
	) as IDataObject[];
}
