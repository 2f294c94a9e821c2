import type { HeliosFunction, HeliosRecord, Scalar } from '../domain/model';
import type { Call } from '../room';
import { Refusal, say } from '../texts';
import type { Element } from '../xml/parse';
import { escape } from '../xml/write';
import { auditlog, type Entry, type State } from './auditlog';
import type { Outcome } from './process';
import { writeRecord } from './records';
import { readRun, type Target } from './runRequest';

/** Runs a function (helios-green.md 2.4). The functions set attributes of the records that they are given. */
export function run(call: Call, message: Element): Outcome {
	const { writer, switches } = call;
	const request = readRun(call, message);
	const { targets } = request;
	if (targets.length === 0 && looksForRecords(request.function) && switches.runWithoutRecords === 'fail')
		throw new Refusal('application', 'noRecords');
	const entries = targets.map((target, at) => work(call, request.function, target, at === targets.length - 1));
	const state = stateOf(call, entries);
	const sources = targets.flatMap(({ record }) => record ?? []).map((record) => writeRecord(call, record));
	const isFail = state === 'failure' && switches.failedRunState === 'FAIL';
	const content = [
		isFail ? failure(call, entries) : '',
		sources.length > 0 ? writer.element('SOURCE', {}, ...sources) : '',
		outputParams(call, request.function),
		userData(call, request.function),
		auditlog(call, state, entries, request.detail),
	];
	return { content: content.join(''), state: isFail ? 'FAIL' : 'SUCCESS' };
}

const looksForRecords = ({ sets }: HeliosFunction) => Object.keys(sets).length > 0;

function work(call: Call, func: HeliosFunction, { record, label }: Target, isLast: boolean): Entry {
	const { runOutcome } = call.switches;
	if (!record || record.class.number !== func.classNumber) return { severity: 'error', key: 'record', label };
	if (call.store.isLocked(record)) return { severity: 'error', key: 'locked', label, record };
	if (runOutcome === 'failure' || (runOutcome === 'withError' && isLast))
		return { severity: 'error', key: 'skipped', label, record };
	apply(call, func, record);
	return runOutcome === 'warning'
		? { severity: 'warning', key: 'warned', label, record }
		: { severity: 'info', key: 'done', label, record };
}

function apply({ store, switches }: Call, { sets }: HeliosFunction, given: HeliosRecord): void {
	const record = given.class.records.get(given.number);
	if (!record) return;
	const now = store.stamp();
	const values: Record<string, Scalar> = { ...record.values };
	for (const [name, value] of Object.entries(sets)) {
		const isTime = record.class.attributes.get(name)?.type === 'dateTime';
		values[name] = isTime && value === 'now' ? now : value;
	}
	store.commit(record, { ...record, values, updated: switches.markTouchesUpdated ? now : record.updated });
}

/** successWithError: some records were committed and some were not (helios-green.md 2.4). */
function stateOf({ switches }: Call, entries: readonly Entry[]): State {
	const errors = entries.filter(({ severity }) => severity === 'error').length;
	if (entries.length === 0) return switches.runOutcome === 'failure' ? 'failure' : 'success';
	if (errors === entries.length) return 'failure';
	if (errors > 0) return 'successWithError';
	return entries.some(({ severity }) => severity === 'warning') ? 'successWithWarning' : 'success';
}

function failure(call: Call, [first]: readonly Entry[]): string {
	const message = say(call.session.language, first?.key ?? 'noRecords', [first?.label]);
	return call.writer.detail('application', message, call);
}

function outputParams({ writer }: Call, { outputParams: row }: HeliosFunction): string {
	if (!row) return '';
	const columns = Object.entries(row).map(([name, value]) => writer.text(name, value));
	return writer.element('OUTPUTPARAMS', {}, writer.element('rows', {}, writer.element('row', {}, ...columns)));
}

function userData({ writer, switches }: Call, { userData: data }: HeliosFunction): string {
	if (data === undefined) return '';
	return writer.element('USERDATA', {}, switches.userDataEncoded ? escape(data) : data);
}
