import { badInput } from '../../shared/fault';
import { element, joined, nameXml, type Xml } from '../../shared/xml/write';
import { demand, filled } from './placeholders';
import { recordXml, type RecordName } from './record';

export type AuditlogDetail = 'always' | 'warning' | 'error' | 'never';

/** What a function is given (helios-green.md 2.4). */
export type RunInput =
	| { style: 'records'; records: readonly RecordName[] }
	| { style: 'params'; rows: ReadonlyArray<Record<string, string | null>> }
	/** Elements in USERDATA, in order; a name may repeat. */
	| { style: 'userData'; values: ReadonlyArray<readonly [string, string | null]> }
	| { style: 'none' };

export interface RunCall {
	/** Number of the function, or its short name together with `class`. */
	function: string;
	class?: string;
	folder?: string;
	auditlogDetail?: AuditlogDetail;
	input: RunInput;
	/** Numbers of the records that the input is about, where they are known. */
	numbers?: readonly string[];
	message?: string;
}

/** Any of these carries the input in a message of one's own. */
const CARRIERS: Readonly<Record<RunInput['style'], readonly string[]>> = {
	records: ['input', 'records', 'numbers'],
	params: ['input', 'rows'],
	userData: ['input', 'userData'],
	none: [],
};

/** RUN (helios-green.md 2.4). @throws Fault `input` */
export function runMessage(call: RunCall): string {
	const { folder, auditlogDetail, input } = call;
	const content = inputXml(input);
	const { numbers } = call;
	if (call.message?.trim()) {
		const carriers = [...CARRIERS[input.style], ...(numbers && input.style !== 'records' ? ['numbers'] : [])];
		if (carriers.length > 0) demand(call.message, 'what the function is given', carriers);
		return filled(call.message, {
			function: call.function,
			class: call.class,
			folder,
			auditlogDetail,
			input: content,
			records: input.style === 'records' ? joined(input.records.map(recordXml)) : '',
			rows: input.style === 'params' ? joined(input.rows.map(rowXml)) : '',
			userData: input.style === 'userData' ? valuesXml(input.values) : '',
			numbers: (numbers ?? (input.style === 'records' ? input.records.map(({ number = '' }) => number) : [])).join(','),
		});
	}
	return element('RUN', { ...functionOf(call), FOLDERID: folder?.trim() || undefined, auditlogDetail }, content).text;
}

function functionOf({ function: typed, class: kind = '' }: RunCall): Record<string, string> {
	const name = typed.trim();
	if (name === '') throw badInput('Function', '"Function" is empty.', 'Enter the number of the function.');
	if (/^\d+$/.test(name)) return { FUNCTIONID: name };
	if (/^\d+$/.test(kind.trim())) return { CLASSID: kind.trim(), FUNCTIONNAME: name };
	throw badInput(
		'Class',
		`The function "${name}" is given by its name, so the number of its class is needed.`,
		'Enter the class number, or the number of the function instead of its name.',
	);
}

function inputXml(input: RunInput): Xml {
	switch (input.style) {
		case 'records':
			return element('RECORDS', {}, ...input.records.map(recordXml));
		case 'params':
			return element('params', {}, element('rows', {}, ...input.rows.map(rowXml)));
		case 'userData':
			return element('USERDATA', {}, valuesXml(input.values));
		case 'none':
			return joined([]);
	}
}

const rowXml = (row: Record<string, string | null>): Xml => element('row', {}, valuesXml(Object.entries(row)));

const valuesXml = (values: ReadonlyArray<readonly [string, string | null]>): Xml =>
	joined(values.map(([name, value]) => element(nameXml(name, 'Column'), {}, value ?? '')));
