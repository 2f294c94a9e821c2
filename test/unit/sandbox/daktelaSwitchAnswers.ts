import type { Looks, Row } from './daktelaSwitchKit';
import { token, where, type Wire } from './daktelaWire';

/** Signing in, addresses, envelope and objects. */
export function switchAnswers(wire: () => Wire, { status, signIn, whoim, result }: Looks): Row[] {
	const accepted = (headers: Record<string, string>): [Row[1], Row[2]] => [
		() => whoim(headers),
		[
			[true, 200],
			[false, 401],
		],
	];
	const afterMinutes = async (minutes: number, again: (tokens: any) => Promise<number>) => {
		const { result: tokens } = (await signIn()).json;
		wire().sim.clock.advance(minutes * 60_000);
		return again(tokens);
	};
	const refresh = ({ refreshToken }: { refreshToken: string }) => wire().send('PUT', 'login', { refreshToken }, {});
	const contact = () => void wire().contact('ann', { customFields: { level: 'gold' } });
	return [
		['headerToken', ...accepted({ 'X-AUTH-TOKEN': token })],
		['openApiHeaderToken', ...accepted({ 'X-AUTH-TOKEN-OPENAPI': token })],
		['cookieToken', ...accepted({ Cookie: `c_user=${token}` })],
		['queryToken', () => status(wire().send('GET', `whoim?accessToken=${token}`, undefined, {})), accepted({})[1]],
		[
			'accessTokenMinutes',
			() => afterMinutes(10, ({ accessToken }) => whoim({ 'X-AUTH-TOKEN': accessToken })),
			[
				[60, 200],
				[5, 401],
			],
		],
		[
			'refreshTokenMinutes',
			() => afterMinutes(100, (tokens) => status(refresh(tokens))),
			[
				[1440, 200],
				[100, 401],
			],
		],
		[
			'refreshRotates',
			() => afterMinutes(1, async (tokens) => (await refresh(tokens), status(refresh(tokens)))),
			[
				[true, 401],
				[false, 200],
			],
		],
		[
			'loginResult',
			async () => [await signIn(), await signIn({ only_token: 1 })].map(({ json }) => typeof json.result),
			[
				['asAsked', ['object', 'string']],
				['string', ['string', 'string']],
				['object', ['object', 'object']],
			],
		],
		[
			'expirationShape',
			async () => (await signIn()).json.result.accessTokenExpirationDate,
			[
				['local', '2026-05-04 12:00:00'],
				['iso', '2026-05-04T10:00:00.000Z'],
				['unreadable', 'in a while'],
				['absent', undefined],
			],
		],
		['loginFailStatus', () => status(signIn({ password: 'x' })), [401, 400, 403].map((value) => [value, value])],
		[
			'jsonSuffix',
			async () => [await status(wire().get('contacts.json')), await status(wire().get('contacts'))],
			[
				['either', [200, 200]],
				['required', [200, 404]],
				['refused', [404, 200]],
			],
		],
		[
			'crmDefinitionEndpoints',
			async () => [
				await status(wire().get('crmDatabases.json')),
				await status(wire().get('crmRecordsTypes/order')),
				await status(wire().get('contacts')),
			],
			[
				['present', [200, 200, 200]],
				['missing', [404, 404, 200]],
				['forbidden', [403, 403, 200]],
			],
		],
		[
			'uploadPath',
			() =>
				Promise.all(
					['', '/api/v6'].map((base) => status(wire().upload('x', 'x', `${base}/file/upload.php?type=save`))),
				),
			[
				['root', [200, 404]],
				['api', [404, 200]],
				['either', [200, 200]],
			],
		],
		[
			'serverTime',
			async () => (await wire().get('whoim')).json._serverTime,
			[
				[true, '2026-05-04 11:00:00'],
				[false, undefined],
			],
		],
		[
			'timezoneMark',
			async () => (await wire().get('whoim')).json._timezone,
			[
				[true, 'Europe/Prague'],
				[false, undefined],
			],
		],
		[
			'dataShape',
			async () => (await result('statuses?fields=name')).data,
			[
				['array', [{ name: 'new' }, { name: 'paid' }]],
				['keyedByIndex', { 0: { name: 'new' }, 1: { name: 'paid' } }],
				['keyedByName', { new: { name: 'new' }, paid: { name: 'paid' } }],
			],
		],
		[
			'total',
			async () => (await result('statuses')).total,
			[
				['number', 2],
				['string', '2'],
				['missing', undefined],
			],
		],
		[
			'notModified',
			() => notModified(wire()),
			[
				['never', [200, 200, null]],
				['etag', [200, 304, expect.any(String)]],
				['unasked', [304, 304, null]],
			],
		],
		[
			'htmlPageStatus',
			async () => [await status(wire().get('whoim')), (await wire().get('whoim')).headers.get('content-type')],
			[
				[0, [200, 'application/json; charset=utf-8']],
				[200, [200, 'text/html; charset=utf-8']],
				[503, [503, 'text/html; charset=utf-8']],
			],
		],
		[
			'timezone',
			async () => {
				contact();
				const found = await wire().names(`contacts?${where('edited', 'gte', '2026-05-04 10:30:00')}`);
				return [(await result('contacts/ann')).edited, found];
			},
			[
				['Europe/Prague', ['2026-05-04 11:01:00', ['ann']]],
				['America/New_York', ['2026-05-04 05:01:00', []]],
			],
		],
		[
			'booleans',
			async () => (await result('crmDatabases/default')).default,
			[
				['boolean', true],
				['number', 1],
				['text', '1'],
			],
		],
		[
			'ticketName',
			async () => (wire().sim.act.createTicket({ title: 'T' }), await result('tickets')).data[0].name,
			[
				['number', 1],
				['text', '1'],
			],
		],
		[
			'embedDepth',
			async () => {
				wire().contact('ann', { account: 'acme' });
				const { user } = (await result('contacts/ann')).account;
				return typeof user;
			},
			[
				[2, 'object'],
				[1, 'string'],
			],
		],
		[
			'cfScheme',
			async () => (contact(), await result('contacts/ann'))._sys.cfScheme,
			[
				['object', expect.objectContaining({ email: expect.objectContaining({ type: 'EMAIL' }) })],
				['array', expect.arrayContaining([expect.objectContaining({ name: 'email', type: 'EMAIL' })])],
				['absent', undefined],
			],
		],
		[
			'blankCustomField',
			async () => (contact(), await result('contacts/ann')).customFields.email,
			[
				['null', [null]],
				['emptyList', []],
				['emptyText', ['']],
			],
		],
	];
}

/** Statuses of a list read again, with and without its mark, and the mark. */
async function notModified(wire: Wire) {
	const path = 'statuses?fields=name';
	const etag = (await wire.get(path)).headers.get('etag');
	const headers = { 'X-AUTH-TOKEN': token };
	const plain = await wire.send('GET', path, undefined, headers);
	const marked = await wire.send('GET', path, undefined, { ...headers, 'If-None-Match': etag ?? '"x"' });
	return [plain.status, marked.status, etag];
}
