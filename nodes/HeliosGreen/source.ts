import type { INodePropertyOptions } from 'n8n-workflow';

import { closing } from '../shared/closing';
import { badInput } from '../shared/fault';
import type { FieldSource } from '../shared/sources';
import type { HeliosColumn } from './api';
import { credentialTest } from './connection';
import { choiceOf } from './lookups';
import { openHeliosGreen } from './open';

const TYPED = /^\s*(\d{1,18})\s*\/\s*(\d{1,18})\s*$/;

/** The columns of a template of Helios, for mappings in the nodes of other systems. Templates cannot be listed: they are typed. */
export const source: FieldSource = {
	async fields(host, object) {
		const [, folder, template] = TYPED.exec(object) ?? [];
		if (folder === undefined || template === undefined) {
			const message = `"${object.slice(0, 60)}" is not a template of Helios Green.`;
			throw badInput(
				'Source Object',
				message,
				'Type the numbers of folder and template with a slash between: 20020/30020.',
			);
		}
		return await closing(await openHeliosGreen(host), async (api) => sourceFields(await api.columns(folder, template)));
	},
	test: credentialTest.heliosGreenTest,
};

/** In the order of the template. Values are paths in the record of the trigger's item. */
export const sourceFields = (columns: readonly HeliosColumn[]): INodePropertyOptions[] =>
	columns.map((column) => {
		const { name } = column;
		return choiceOf(column, /[.[\]\s"\\]/.test(name) ? `[${JSON.stringify(name)}]` : name);
	});
