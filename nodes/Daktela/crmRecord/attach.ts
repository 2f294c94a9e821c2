import type { IDataObject } from 'n8n-workflow';

import { badInput } from '../../shared/fault';
import type { ItemContext, Plan, Written } from '../../shared/operation';
import { settled } from '../../shared/settled';
import type { DaktelaApi } from '../api';
import { goneFault, isKind, isLost, mayHaveBeenWritten } from '../lost';
import { crmRecord } from '../kinds';
import { flat } from '../record';

interface Values {
	record: string;
	property: string;
	options: { fileName?: string; ifThere?: string };
}

type Context = Pick<ItemContext<DaktelaApi, Values>, 'api' | 'read' | 'files'>;

interface AttachPlan extends Plan {
	title: string;
	recordKey: string;
}

const MOST = 1000;

/** Which attachments a record has: by their titles, which need not be unique (daktela.md 1). */
async function titlesOf(api: DaktelaApi, key: string): Promise<string[]> {
	const titles: string[] = [];
	const doing = `read the attachments of CRM record ${key}`;
	// Without an order: which fields attachments can be sorted by is not documented.
	const { rows } = await api.list(`crmRecords/${encodeURIComponent(key)}/attachments`, {}, { take: MOST }, doing);
	for (const row of rows)
		titles.push(...[row.title, row.filename, row.file].filter((one): one is string => typeof one === 'string'));
	return titles;
}

export async function planAttachment({ api, read, files }: Context): Promise<AttachPlan> {
	const recordKey = read.record.trim();
	if (recordKey === '') throw badInput('CRM Record', '"CRM Record" is empty.', 'Choose the record, or enter its key.');
	const file = await files.get(read.property);
	const title = read.options.fileName?.trim() || file.name;
	const plan: AttachPlan = {
		action: 'updated',
		key: recordKey,
		recordKey,
		title,
		changes: { attachments: { from: null, to: title } },
		record: { name: recordKey },
	};
	if (read.options.ifThere === 'add') return plan;
	const titles = await settled(async () => await titlesOf(api, recordKey));
	if ('error' in titles) throw isKind(titles.error, 'notFound') ? goneFault(crmRecord, recordKey) : titles.error;
	if (!titles.value.includes(title)) return plan;
	return {
		action: 'unchanged',
		key: recordKey,
		recordKey,
		title,
		record: { name: recordKey },
		reason: `It has an attachment "${title}".`,
	};
}

/** Puts the file aside, then ties it to the record (daktela.md 5). */
export async function attach({ api, read, files }: Context, plan: Plan): Promise<Written> {
	const { title, recordKey } = plan as AttachPlan;
	const file = await files.get(read.property);
	const name = await api.upload({ ...file, name: title });
	const body: IDataObject = { add_files: [{ name, title }] };
	const sent = await settled(
		async () => await api.update('crmRecords', recordKey, body, `attach "${title}" to CRM record ${recordKey}`),
	);
	if ('value' in sent) return flat({ ...sent.value, attachment: title });
	const { error } = sent;
	if (isKind(error, 'notFound')) throw goneFault(crmRecord, recordKey);
	if (!isLost(error)) throw error;
	const what = `The attachment "${title}"`;
	// Where it may be there twice, its title does not tell whether this one is.
	if (read.options.ifThere === 'add') throw mayHaveBeenWritten(error, what);
	const titles = await settled(async () => await titlesOf(api, recordKey));
	if ('value' in titles && titles.value.includes(title)) return { name: recordKey, attachment: title };
	throw mayHaveBeenWritten(error, what, 'Run again: a record that has it already is skipped.');
}
