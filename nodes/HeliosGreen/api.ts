import type { IDataObject } from 'n8n-workflow';

import { Fault } from '../shared/fault';
import { settled } from '../shared/settled';
import { isXml } from '../shared/xml/kind';
import { treeOf } from '../shared/xml/tree';
import { VENDOR } from './access';
import { auditlogIn, checkState, dataOf, errorsOf, recordsIn, type Auditlog, type HeliosRecord } from './answers';
import { theOne } from './lookingUp';
import { rowsOf, type BrowseRequest } from './browsing';
import { HeliosGreenClient, type Asked } from './client';
import { notXml } from './faults';
import { insertUpdateMessage, recordMessage, type Lookup, type RecordChange } from './messages/record';
import { runMessage, type RunCall } from './messages/run';
import { profilesIn, type DatabaseProfile } from './profiles';
import type { HeliosColumn, HeliosRow } from './rows';
import { outputOf, type RunResult } from './runResult';
import type { Effect } from './service';
import { toHelios } from './values';

export { PAGE_SIZE, type BrowseRequest } from './browsing';
export type { BrowseInfo, HeliosColumn, HeliosRow } from './rows';
export type { HeliosRecord } from './answers';

/** Helios Green by its service gate: one method for each thing that is asked of it. */
export class HeliosGreenApi extends HeliosGreenClient {
	/** A value as Helios reads it in conditions and attributes: instants as its wall clock time. Null clears. */
	toHelios(value: unknown): string | null {
		return toHelios(value, this.access.zone);
	}

	/** A time of Helios as ISO UTC; what is none stays as it is. */
	toIso(text: string): string {
		return String(this.moments(text) ?? '');
	}

	/** Rows of a template, page by page as they are asked for. @throws Fault, also while reading */
	browse(request: BrowseRequest): AsyncGenerator<HeliosRow, void, undefined> {
		return rowsOf(request, (bounds, told) => this.page(request, bounds, told));
	}

	/** The columns of a template, learnt from its first row. @throws Fault */
	async columns(folder: string, template: string, more: Partial<BrowseRequest> = {}): Promise<HeliosColumn[]> {
		const request = { sortsByName: false, ...more, folder, template };
		let columns: HeliosColumn[] = [];
		for await (const rows of this.page(request, { lower: 1, upper: 1 }, (info) => void ({ columns } = info))) {
			const named = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: '', label: name }));
			if (columns.length === 0) columns = named;
		}
		return columns;
	}

	/** One record with its attributes, or undefined where Helios has none. @throws Fault */
	async retrieve(lookup: Lookup): Promise<HeliosRecord | undefined> {
		const asked: Asked = { doing: 'read a record', effect: 'read' };
		const answer = await settled(
			async () => await this.ask(recordMessage('RETRIEVE', lookup), 'RETRIEVERESULT', asked),
		);
		if ('value' in answer) return theOne(recordsIn(answer.value), lookup);
		if (answer.error instanceof Fault && answer.error.kind === 'notFound') return undefined;
		throw answer.error;
	}

	/** Creates or changes a record. @returns it as Helios names it in its answer. @throws Fault */
	async insertUpdate(change: RecordChange): Promise<HeliosRecord | undefined> {
		const doing = change.action === 'insert' ? 'create a record' : 'write a record';
		const root = await this.ask(insertUpdateMessage(change), 'INSERTUPDATERESULT', { doing, effect: 'write' });
		return recordsIn(root)[0];
	}

	/** Deletes a record. @throws Fault */
	async delete(lookup: Lookup, disableBusinessLogic = false): Promise<void> {
		const message = recordMessage('DELETE', lookup, disableBusinessLogic);
		await this.ask(message, 'DELETERESULT', { doing: 'delete a record', effect: 'write' });
	}

	/**
	 * Runs a function. Never repeated when its answer is lost: it may have run.
	 * @returns its result, also where some records failed (`successWithError`). @throws Fault where it failed as a whole
	 */
	async run(call: RunCall): Promise<RunResult> {
		const doing = `run function ${call.function.trim()}`;
		const root = await this.ask(runMessage(call), 'RUNRESULT', { doing, effect: 'write' });
		const auditlog = auditlogIn(root, (text) => this.gate.withoutSecrets(text));
		if (auditlog && /^fail/i.test(auditlog.state)) throw this.gate.safe(functionFailed(auditlog, doing));
		return { ...(auditlog && { auditlog }), records: recordsIn(root), ...outputOf(root) };
	}

	/** Sends a message as it is. @returns the answer as XML text and as plain data. @throws Fault, for STATE=FAIL as well */
	async processXml(message: string, effect: Effect): Promise<{ xml: string; data: IDataObject }> {
		const asked: Asked = { doing: 'process the message', effect };
		return await this.tried(asked, async (token) => {
			let xml = '';
			for await (const piece of this.gate.processXml(token, message, asked)) {
				xml += piece;
				if (xml.length > LONGEST_RAW) throw tooLong();
			}
			if (!isXml(xml)) throw notXml(xml, asked.doing);
			const root = treeOf(xml, { vendor: VENDOR, doing: asked.doing });
			checkState(root, undefined, asked.doing);
			const data = dataOf(root);
			return { xml, data: { [root.name]: data } };
		});
	}

	/** The database profiles that the server offers, which needs no session. @throws Fault, where `Data.asmx` is not there as well */
	async profiles(): Promise<DatabaseProfile[]> {
		const doing = 'list the database profiles';
		const read = await settled(async () => await this.gate.info('GETDBPROFILES', doing));
		if ('value' in read) return profilesIn(read.value, doing);
		if (!(read.error instanceof Fault) || read.error.kind !== 'notFound') throw read.error;
		throw new Fault('notFound', `This ${VENDOR} server does not offer the list of its database profiles (Data.asmx).`, {
			advice: 'Ask the Helios administrator for the name of the profile and enter it in the credential.',
		});
	}
}

const LONGEST_RAW = 16 * 1024 * 1024;

const tooLong = () =>
	new Fault('unreadable', `${VENDOR} sent more than ${LONGEST_RAW >> 20} million characters.`, {
		advice: 'Ask for fewer records at once, or use Template: Get Many, which reads page by page.',
	});

function functionFailed(auditlog: Auditlog, doing: string): Fault {
	const told = errorsOf(auditlog);
	const message = `${VENDOR} refused to ${doing}: ${told || 'the function failed'} (audit log ${auditlog.id || 'without number'}).`;
	return new Fault('invalid', message, { advice: 'Look at the audit log in Helios under that number.' });
}
