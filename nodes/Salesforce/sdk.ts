/** The one file that imports jsforce. The build bundles it with what it uses; it is loaded with the first request. */
import 'jsforce/lib/api/bulk2';
import { Connection } from 'jsforce/lib/connection';
import { OAuth2 } from 'jsforce/lib/oauth2';
import { Transport } from 'jsforce/lib/transport';
import type { HttpRequest, HttpResponse } from 'jsforce/lib/types';
import { StreamPromise } from 'jsforce/lib/util/promise';
import { PassThrough } from 'node:stream';

/** What jsforce would send; `path` is relative to the instance. */
export interface Asked {
	method: HttpRequest['method'];
	path: string;
	headers: Record<string, string>;
	body?: string;
}

export interface Answered {
	status: number;
	headers: Record<string, string>;
	text: string;
}

/** How the requests of jsforce really travel: paced, signed, retried and judged by us. What it throws comes out of jsforce unchanged. */
export interface Sender {
	/** Parsed and checked data, for everything that is JSON. */
	json(asked: Asked): Promise<unknown>;
	/** The bare answer, where jsforce reads CSV. */
	text(asked: Asked): Promise<Answered>;
}

/** Stands for the instance, whose address is known only once somebody has signed in. */
const INSTANCE = 'https://instance.invalid';

const askedFor = ({ method, url, headers, body }: HttpRequest): Asked => ({
	method,
	path: url.startsWith(INSTANCE) ? url.slice(INSTANCE.length) : url,
	headers: headers ?? {},
	...(typeof body === 'string' && { body }),
});

const promised = <T>(promise: Promise<T>): StreamPromise<T> =>
	StreamPromise.create(() => ({ stream: new PassThrough(), promise }));

class Carrier extends Transport {
	constructor(private readonly send: (request: HttpRequest) => Promise<HttpResponse>) {
		super();
	}

	override httpRequest(request: HttpRequest): StreamPromise<HttpResponse> {
		return promised(this.send(request));
	}
}

class Carried extends Connection {
	constructor(
		version: string,
		private readonly sender: Sender,
	) {
		super({ instanceUrl: INSTANCE, version });
		this._transport = new Carrier(async (request) => {
			const { status, headers, text } = await sender.text(askedFor(request));
			return { statusCode: status, headers, body: text };
		});
	}

	override request<R = unknown>(request: string | HttpRequest): StreamPromise<R> {
		const full = typeof request === 'string' ? { method: 'GET' as const, url: request } : request;
		return promised(this.sender.json(askedFor({ ...full, url: this._normalizeUrl(full.url) })) as Promise<R>);
	}
}

/** A jsforce connection whose every request goes through the sender; one for each call, so that each has its own words. */
export const connect = (version: string, sender: Sender): Connection => new Carried(version, sender);

/** Who signs in, and how. */
export interface Grant {
	consumerKey: string;
	consumerSecret?: string;
	/** Set for the flow with user name and password, the security token already behind the password. */
	login?: { userName: string; password: string };
	/** Set for the other flows: `grant_type` and what belongs to it. */
	params?: { grant_type: string } & Record<string, string>;
}

/** Asks for a session. `send` posts the form to the token address; it throws what a refusal means. */
export async function requestToken(
	grant: Grant,
	send: (form: string, path: string) => Promise<Answered>,
): Promise<unknown> {
	const oauth2 = new OAuth2({
		loginUrl: INSTANCE,
		clientId: grant.consumerKey,
		...(grant.consumerSecret && { clientSecret: grant.consumerSecret }),
	});
	oauth2._transport = new Carrier(async (request) => {
		const { status, headers, text } = await send(String(request.body ?? ''), askedFor(request).path);
		return { statusCode: status, headers, body: text };
	});
	if (grant.login) return await oauth2.authenticate(grant.login.userName, grant.login.password);
	return await oauth2.requestToken(grant.params!);
}
