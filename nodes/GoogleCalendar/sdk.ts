/** The one file that imports Google's client library. The build bundles it with what it uses; it is loaded with the first request. */
import { calendar_v3 } from '@googleapis/calendar/build/v3';

/** Google's calendar client, which here only makes requests and never sends them. */
export type Calendar = calendar_v3.Calendar;

/** A request as Google's library would send it; `path` with its query, below the API address. */
export interface Asked {
	method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	path: string;
	headers: Record<string, string>;
	body?: string;
}

/** Stands for the API address, which is put in only when the request is sent. */
const HERE = 'https://api.invalid/';

interface Prepared {
	url?: string | URL;
	method?: string;
	headers?: Headers;
	params?: object;
	paramsSerializer?: (params: object) => string;
	data?: unknown;
}

/** The library hands every finished request to who signs in; this one keeps it. */
class Taker {
	asked?: Asked;

	async request({ url, method = 'GET', headers, params, paramsSerializer, data }: Prepared): Promise<object> {
		const query = params && paramsSerializer ? paramsSerializer(params) : '';
		const { pathname, search } = new URL(String(url));
		this.asked = {
			method: method as Asked['method'],
			path: pathname + search + (query && `${search ? '&' : '?'}${query}`),
			headers: headersOf(headers, data !== undefined),
			...(data !== undefined && { body: JSON.stringify(data) }),
		};
		return { data: {}, status: 200, headers: new Headers() };
	}
}

/** Without `Accept-Encoding`: who really sends the request asks for what it can unpack. */
function headersOf(given: Headers | undefined, hasBody: boolean): Record<string, string> {
	const headers = Object.fromEntries(given ?? []);
	delete headers['accept-encoding'];
	return { ...headers, ...(hasBody && { 'content-type': 'application/json' }) };
}

/** The request that a call of Google's library leads to. Nothing is sent. @throws Error where a parameter is missing or unsafe */
export async function askedBy(call: (calendar: Calendar) => unknown): Promise<Asked> {
	const taker = new Taker();
	await call(new calendar_v3.Calendar({ auth: taker as never, rootUrl: HERE }));
	if (!taker.asked) throw new Error('The call made no request.');
	return taker.asked;
}
