/** How a call of Worksection's API travels: address, encoding, signature, envelope, errors (worksection.md 1 and 2). */
import { randomUUID } from 'node:crypto';

import { badInput, Fault } from '../shared/fault';
import { Wire, type Host, type WireReply, type WireRequest } from '../shared/http';
import { settled } from '../shared/settled';
import { encodeFiles, encodeForm, encodeJson, type Params, type Upload } from './encode';
import { judge, VENDOR } from './errors';
import { listOf, read, readEnvelope, uploaded } from './schema';
import type { ZodType } from '../shared/vendor';

/** What the credential says. */
export interface Access {
	/** `worksectionApi` or `worksectionOAuth2Api`. */
	credential: string;
	/** `https://studio.worksection.com`, without a path. */
	account: string;
	signature: 'md5' | 'hmac' | 'oauth';
	/** IANA name: the zone of Worksection's naive times. */
	zone: string;
	/** 0 means no limit. */
	requestsPerSecond: number;
	/** Epoch milliseconds after which nothing is waited for any more (poll budget). */
	deadline?: number;
}

export interface Call {
	action: string;
	params?: Params;
	files?: readonly Upload[];
	/** In words that fit after "could not": `create the task`. */
	doing: string;
	/** Default `read`. A write is sent again only where `again` says that twice does no harm. */
	kind?: 'read' | 'write';
	again?: boolean;
	timeoutMs?: number;
}

export interface Answer {
	data?: unknown;
	[key: string]: unknown;
}

/** The vendor's limit of an address; 8 kB, less what stands around it (worksection.md section 2). */
const LONGEST_ADDRESS = 7_500;
/** A little more than a second: requests are counted where they arrive, and not all travel equally fast. */
const SECOND_MS = 1_050;
const WITHOUT_LIMIT = { intervalMs: 0, concurrency: 8 };

export class WorksectionClient {
	private readonly wire: Wire;

	constructor(
		private readonly host: Host,
		readonly access: Access,
	) {
		const { account, credential, requestsPerSecond, signature, deadline } = access;
		this.wire = new Wire(host, {
			vendor: VENDOR,
			credential,
			baseUrl: account,
			account,
			pace: requestsPerSecond > 0 ? { intervalMs: SECOND_MS / requestsPerSecond, concurrency: 1 } : WITHOUT_LIMIT,
			judge,
			...(deadline !== undefined && { deadline }),
			...(signature === 'oauth' && { refreshes: true }),
		});
	}

	get spent() {
		return this.wire.spent;
	}

	/** Sends a call and reads its envelope. @throws Fault */
	async call(call: Call): Promise<Answer> {
		const request = await this.requestOf(call);
		const effect = call.kind === 'write' ? 'unknown' : 'none';
		const { data } = await this.signedIn(async () => await this.wire.json(request));
		return readEnvelope(data, call.doing, effect) as Answer;
	}

	/** The list in `data`; an empty one may be left out altogether (worksection.md section 2). */
	async list<T>(shape: ZodType<T>, call: Call): Promise<T[]> {
		const { data } = await this.call(call);
		return data === undefined || data === null ? [] : read(listOf(shape), data, call.doing);
	}

	/** The object in `data`. A few methods answer a list of one (worksection.md section 6). */
	async one<T>(shape: ZodType<T>, call: Call): Promise<T> {
		const { data } = await this.call(call);
		const value: unknown = Array.isArray(data) ? data[0] : data;
		return read(shape, value, call.doing, call.kind === 'write' ? 'unknown' : 'none');
	}

	/** The bytes of a file. */
	async bytes(call: Call): Promise<WireReply> {
		const request = await this.requestOf(call);
		return await this.signedIn(async () => await this.wire.send(request));
	}

	private async requestOf(call: Call): Promise<WireRequest> {
		const { action, doing, timeoutMs, files = [] } = call;
		const common = {
			method: 'POST' as const,
			doing,
			repeatable: call.kind !== 'write' || call.again === true,
			...(timeoutMs !== undefined && { timeoutMs }),
		};
		const path = this.access.signature === 'oauth' ? '/api/oauth2' : '/api/admin/v2/';
		const params = call.params ?? [];
		if (this.access.signature === 'hmac')
			return { ...common, ...(await this.asJson(path, action, params, files, doing)) };
		const form = encodeForm([['action', action], ...params]);
		if (files.length > 0) return { ...common, ...asUpload(`${path}?${form}`, files, 'attach') };
		return { ...common, path, body: form, headers: { 'Content-Type': 'application/x-www-form-urlencoded' } };
	}

	/** The official client sends files first and names them in the call (worksection.md 3.1). */
	private async asJson(path: string, action: string, params: Params, files: readonly Upload[], doing: string) {
		const sent = files.length > 0 ? await this.upload(path, files, doing) : undefined;
		const plain = encodeJson(params);
		const body = sent ? JSON.stringify({ ...(JSON.parse(plain) as object), files: sent }) : plain;
		const headers = { 'Content-Type': 'application/json; charset=utf-8' };
		return { path: `${path}?action=${encodeURIComponent(action)}`, body, headers };
	}

	private async upload(path: string, files: readonly Upload[], doing: string): Promise<unknown[]> {
		const request: WireRequest = {
			method: 'POST',
			doing: `${doing} with files`,
			...asUpload(`${path}?action=upload_files`, files, 'files'),
		};
		const { data } = await this.wire.json(request);
		const answer = readEnvelope(data, request.doing, 'none') as Answer;
		const list = read(listOf(uploaded), answer.data ?? [], request.doing);
		const failed = list.find(
			({ error, id }) => id === undefined || (error !== undefined && error !== '' && error !== 0),
		);
		if (failed || list.length !== files.length) {
			const name = failed?.name ? ` "${failed.name}"` : '';
			throw new Fault('invalid', `Worksection did not take the file${name}.`, { field: 'Attachments' });
		}
		return list;
	}

	/** Renews access once where its end is told with HTTP 200, which n8n does not see, and words the fault for OAuth2. */
	private async signedIn<T>(send: () => Promise<T>): Promise<T> {
		const { signature, credential } = this.access;
		const first = await settled(send);
		if ('value' in first) return first.value;
		const fault = first.error;
		if (signature !== 'oauth' || !(fault instanceof Fault) || fault.kind !== 'unauthorized') throw fault;
		const renew = (this.host.helpers as Partial<RenewHelper>).refreshOAuth2Token;
		if (fault.status !== 200 || !renew) throw connectAgain(fault);
		const renewed = await settled(async () => await renew.call(this.host, credential));
		if ('error' in renewed) throw connectAgain(fault);
		return await send();
	}
}

interface RenewHelper {
	refreshOAuth2Token(this: unknown, credential: string): Promise<unknown>;
}

const connectAgain = ({ message, status }: Fault): Fault =>
	new Fault('unauthorized', message, {
		...(status !== undefined && { status }),
		advice: 'Open the credential and connect the account again.',
	});

/** Parameters (and with them the hash) stand in the address, files in the body (worksection.md 1.1). */
function asUpload(path: string, files: readonly Upload[], field: 'attach' | 'files') {
	if (path.length > LONGEST_ADDRESS) {
		throw badInput(
			'Attachments',
			`Attachments cannot be sent together with so long a text: Worksection takes both in one address of 8 kB.`,
			'Shorten the text, send the files with a comment, or choose the HMAC signature in the credential.',
		);
	}
	const { body, contentType } = encodeFiles(files, field, `part-${randomUUID()}`);
	return { path, body, headers: { 'Content-Type': contentType } };
}
