import type { Fault } from '../../../nodes/shared/fault';
import { VendorServer } from '../../support/vendorServer';
import { clientOf, enveloped, listed, pathOf, refused } from './server';

let vendor: VendorServer;
beforeAll(async () => void (vendor = await VendorServer.start()));
beforeEach(() => vendor.reset());
afterAll(async () => await vendor.stop());

const faultOf = async (work: Promise<unknown>): Promise<Fault> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Fault) => error,
	);

describe('signing in', () => {
	it('sends the token in the header that is chosen', async () => {
		vendor.otherwise = enveloped({ user: 'robot' });
		await (await clientOf(vendor, { accessToken: 'example-token-a' })).whoim();
		await (await clientOf(vendor, { accessToken: 'example-token-a', headerName: 'X-AUTH-TOKEN-OPENAPI' })).whoim();
		expect(vendor.got.map(({ headers }) => [headers['x-auth-token'], headers['x-auth-token-openapi']])).toEqual([
			['example-token-a', undefined],
			[undefined, 'example-token-a'],
		]);
		expect(pathOf(vendor.got[0]!)).toBe('/api/v6/whoim.json');
	});

	const login = { signIn: 'login', username: 'robot', password: 'example-password' };
	const session = (token: string, more: object = {}) =>
		enveloped({ accessToken: token, refreshToken: `r-${token}`, ...more });

	it('signs in once for requests that begin together, and renews a refused session once', async () => {
		vendor.queue = [session('t1')];
		vendor.otherwise = (got, response, request) =>
			(got.headers['x-auth-token'] === 't1' ? listed([]) : refused(['no'], null, 401))(got, response, request);
		const api = await clientOf(vendor, { ...login, username: 'robot1' });
		await Promise.all([1, 2, 3].map(async () => await api.list('contacts', {}, { take: 1 })));
		expect(
			vendor.got
				.filter(({ url }) => url.includes('login'))
				.map(({ method, body }) => [method, JSON.parse(body) as object]),
		).toEqual([['POST', { username: 'robot1', password: 'example-password' }]]);

		vendor.got.length = 0;
		vendor.otherwise = (got, response, request) => {
			const reaction = got.url.includes('login')
				? session('t2')
				: got.headers['x-auth-token'] === 't2'
					? listed([])
					: refused(['no'], null, 401);
			reaction(got, response, request);
		};
		await Promise.all([1, 2, 3].map(async () => await api.list('contacts', {}, { take: 1 })));
		expect(vendor.got.filter(({ url }) => url.includes('login')).map(({ method, body }) => [method, body])).toEqual([
			['PUT', '{"refreshToken":"r-t1"}'],
		]);
	});

	it('signs in anew when the renewal is refused, and fails for good when the new session is refused too', async () => {
		const api = await clientOf(vendor, { ...login, username: 'robot2' });
		vendor.queue = [
			session('t1'),
			refused(['ended'], null, 401),
			refused(['no'], null, 401),
			session('t3'),
			listed([]),
		];
		await api.list('contacts', {}, { take: 1 });
		expect(vendor.got.map(({ method }) => method)).toEqual(['POST', 'GET', 'PUT', 'POST', 'GET']);
		vendor.otherwise = (got, response, request) =>
			(got.url.includes('login') ? session('t4') : refused(['no'], null, 401))(got, response, request);
		expect((await faultOf(api.list('contacts', {}, { take: 1 }))).kind).toBe('unauthorized');
	});

	it('takes a bare token, and never shows a secret', async () => {
		const api = await clientOf(vendor, { ...login, username: 'robot3' });
		vendor.queue = [enveloped('bare-token-value'), refused(['bad token bare-token-value of example-password'])];
		const { message } = await faultOf(api.list('contacts', {}, { take: 1 }));
		expect(vendor.got[1]!.headers['x-auth-token']).toBe('bare-token-value');
		expect(message).not.toMatch(/bare-token-value|example-password/);
	});

	it.each([200, 400])('never shows the token that a refusal quotes (%d)', async (status) => {
		const token = `quoted-token-${status}`;
		vendor.otherwise = refused([`${token} may not do this`], null, status);
		const api = await clientOf(vendor, { accessToken: token });
		for (const asked of [api.list('contacts', {}, { take: 1 }), api.create('contacts', { title: 'A' })])
			expect((await faultOf(asked)).message).toContain('*** may not do this');
	});

	it('tries a password once in a run, however many requests need it', async () => {
		vendor.otherwise = refused(['Wrong password'], null, 401);
		const api = await clientOf(vendor, { ...login, username: 'robot5' });
		for (let request = 0; request < 3; request++)
			expect((await faultOf(api.list('contacts', {}, { take: 1 }))).kind).toBe('unauthorized');
		expect(vendor.got).toHaveLength(1);
		vendor.otherwise = (got, response, request) =>
			(got.url.includes('login') ? session('t5') : listed([]))(got, response, request);
		await (await clientOf(vendor, { ...login, username: 'robot5' })).list('contacts', {}, { take: 1 });
	});

	it('says so when the sign-in itself is refused', async () => {
		vendor.otherwise = refused(['Wrong password'], null, 401);
		const fault = await faultOf((await clientOf(vendor, { ...login, username: 'robot4' })).whoim());
		expect([fault.kind, vendor.got.length]).toEqual(['unauthorized', 1]);
	});
});
