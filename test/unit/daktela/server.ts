import { DaktelaApi as Credential } from '../../../credentials/DaktelaApi.credentials';
import type { DaktelaApi } from '../../../nodes/Daktela/api';
import { openDaktela } from '../../../nodes/Daktela/open';
import type { Got, Reaction, VendorServer } from '../../support/vendorServer';
import { answer, json } from '../../support/vendorServer';
import { wireHost } from '../../support/wireHost';

export const TIME = '2026-02-10 10:11:12';

/** An envelope as Daktela writes it. */
export const enveloped = (result: unknown, more: object = {}): Reaction =>
	json({ error: [], result, _time: TIME, ...more });

export const listed = (rows: object[], more: object = {}): Reaction =>
	enveloped({ data: rows, total: rows.length, ...more });

export const refused = (error: unknown, result: unknown = null, status = 400): Reaction =>
	json({ error, result, _time: TIME }, status);

export const page = answer(200, '<html><body>Sign in</body></html>', { 'Content-Type': 'text/html' });

let count = 0;

/** A client of the server; each has sessions and a pace of its own. */
export const clientOf = async (vendor: VendorServer, values: object = {}): Promise<DaktelaApi> =>
	await openDaktela(
		wireHost({
			credential: new Credential(),
			values: {
				instanceUrl: vendor.url,
				signIn: 'token',
				accessToken: `example-token-${++count}`,
				headerName: 'X-AUTH-TOKEN',
				timezone: 'Europe/Prague',
				requestsPerSecond: 0,
				concurrentRequests: 4,
				...values,
			},
		}),
	);

export const paramsOf = ({ url }: Got): Array<[string, string]> => [...new URL(url, 'http://x').searchParams];
export const pathOf = ({ url }: Got): string => new URL(url, 'http://x').pathname;
