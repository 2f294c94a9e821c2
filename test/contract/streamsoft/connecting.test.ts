import { createServer, type AddressInfo, type Socket } from 'node:net';

import { testStreamsoft } from '../../../nodes/Streamsoft/credentialTest';
import type { StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { credentialFor, failure, startWorld, withApi } from './world';

let sim: StreamsoftSimulator;
beforeAll(async () => {
	sim = await startWorld();
});
beforeEach(() => sim.requests.clear());
afterAll(async () => await sim.close());

describe('connecting', () => {
	const tried = async (more: object) =>
		await failure(withApi(sim, async (api) => await api.operators(), more as never, Date.now() + 15_000));

	test.each([
		[
			'a wrong password',
			{ password: 'not-the-one' },
			'unauthorized',
			/refused the user name or the password of SYSDBA/,
		],
		['an unknown user', { userName: 'NOBODY' }, 'unauthorized', /refused the user name or the password of NOBODY/],
		[
			'a missing file',
			{ database: 'C:\\PRESTIZ\\BAZA\\NIE.FB' },
			'misconfigured',
			/could not open the database C:\\PRESTIZ/,
		],
		['a closed port', { port: 1 }, 'unreachable', /127\.0\.0\.1:1: no Firebird server answers/],
		['an unknown host', { host: 'nowhere.invalid' }, 'unreachable', /there is no computer of that name/],
		[
			'no encryption where it is required',
			{ wireEncryption: 'required' },
			'misconfigured',
			/does not encrypt the connection/,
		],
	])('%s', async (_, more, kind, message) => {
		const fault = await tried(more);
		expect(fault).toMatchObject({ name: 'Fault', kind, message: expect.stringMatching(message) });
		expect(JSON.stringify([fault.message, fault.advice, fault.stack])).not.toContain('not-the-one');
	});

	test('a refused sign-in is not tried again in the same run', async () => {
		await withApi(
			sim,
			async (api) => {
				for (let time = 0; time < 3; time++)
					expect(await failure(api.operators())).toMatchObject({ kind: 'unauthorized' });
			},
			{ password: 'not-the-one' },
		);
		expect(sim.requests.count({ action: 'attach' })).toBeLessThanOrEqual(1);
	});

	test('the test of the credential says what is missing', async () => {
		const test = async (more: object) => await testStreamsoft(credentialFor(sim, more as never) as never);
		expect(await test({})).toEqual({
			status: 'OK',
			message:
				'Connected to Firebird 3.0.11 (WIN1250), not encrypted. The database has all that the schema profile names.',
		});
		const profile = { events: { columns: { place: 'MIEJSCA' } }, featureDefs: { table: 'CECHY' } };
		expect(await test({ schemaProfile: JSON.stringify(profile) })).toEqual({
			status: 'Error',
			message: expect.stringMatching(
				/column ZDARZENIE\.MIEJSCA \(events\.columns\.place; perhaps MIEJSCE\); table CECHY/,
			),
		});
		expect(await test({ password: 'not-the-one' })).toEqual({
			status: 'Error',
			message: expect.not.stringContaining('not-the-one'),
		});
		expect(await test({ host: '' })).toMatchObject({ status: 'Error', message: expect.stringContaining('"Host"') });
	});

	test.each([
		['speaks another language', (socket: Socket) => void socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'.repeat(20))],
		['hangs up', (socket: Socket) => void socket.destroy()],
		[
			'answers with what means something else',
			(socket: Socket) => void socket.write(Buffer.from([0, 0, 0, 66, 0, 0, 0, 0, 0, 0, 0, 1])),
		],
	])('a server that %s ends in a fault, and not the process', async (_, speak) => {
		const server = createServer((socket) => {
			socket.on('error', () => undefined);
			socket.once('data', () => speak(socket));
		}).listen(0, '127.0.0.1');
		await new Promise((resolve) => server.once('listening', resolve));
		const { port } = server.address() as AddressInfo;
		const fault = await failure(withApi(sim, async (api) => await api.ping(), { port }, Date.now() + 2_000));
		expect(fault).toMatchObject({ name: 'Fault', kind: expect.stringMatching(/unreachable|timedOut/) });
		server.close();
	});
});
