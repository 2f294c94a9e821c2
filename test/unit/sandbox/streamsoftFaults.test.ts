import { once } from 'node:events';
import { connect } from 'node:net';
import { describeFirebird, errorOf, openStreamsoft, type Kit } from './streamsoftKit';

const TASK = 10_001;
let kit: Kit;

describeFirebird('faults on the wire of Streamsoft', () => {
	beforeAll(async () => {
		kit = await openStreamsoft();
	});
	afterAll(() => kit.close());
	beforeEach(() => kit.fill());

	const rename = (subject: string) => kit.ask('UPDATE ZDARZENIE SET TEMAT = ? WHERE ID_ZDARZENIE = ?', [subject, TASK]);
	const subject = async () => (await kit.sim.store.task(TASK))?.subject;
	const OLD = 'Spotkanie z klientem: nowa hala';

	test('the log names every packet, with its SQL, and nothing that acts do', async () => {
		await rename('Nowy');
		await kit.sim.act.completeTask({ task: TASK });
		expect(kit.sim.requests.entries.map(({ action }) => action)).toEqual([
			'connect',
			'cont_auth',
			'attach',
			'transaction',
			'allocate_statement',
			'prepare_statement',
			'execute',
			'free_statement',
			'commit',
			'detach',
		]);
		expect(kit.sim.requests.entries.find(({ action }) => action === 'execute')).toMatchObject({
			method: 'FIREBIRD',
			path: '/execute',
			status: 200,
			query: { connection: expect.any(String), packet: '7', sql: expect.stringContaining('UPDATE ZDARZENIE') },
		});
		expect(kit.sim.requests.count({ action: 'connect' })).toBe(1);
	});

	test('a commit whose answer is lost has happened', async () => {
		kit.sim.faults.inject({ match: { path: 'commit' }, reset: 'after' });
		expect((await errorOf(rename('Nowy'))).code).toBe('ECONNRESET');
		expect(await subject()).toBe('Nowy');
		expect(kit.sim.requests.entries.at(-1)).toMatchObject({ action: 'commit', status: 0 });
		expect(kit.sim.faults.pending).toEqual([]);
	});

	test('a commit that never arrived has not', async () => {
		kit.sim.faults.inject({ match: { path: 'commit' }, reset: 'before' });
		expect((await errorOf(rename('Nowy'))).code).toBe('ECONNRESET');
		expect(await subject()).toBe(OLD);
	});

	test.each(['connect', 'attach', 'prepare_statement', 'execute', 'packet=4\\b', 'sql=UPDATE'])(
		'strikes at %s, once',
		async (path) => {
			kit.sim.faults.inject({ match: { path }, reset: 'before' });
			await errorOf(rename('Nowy'));
			expect(await subject()).toBe(OLD);
			await rename('Nowy');
			expect(await subject()).toBe('Nowy');
		},
	);

	test('strikes the statement that is meant, and leaves others', async () => {
		kit.sim.faults.inject({ match: { path: 'execute.*sql=DELETE' }, times: Infinity, reset: 'before' });
		await rename('Nowy');
		await errorOf(kit.ask('DELETE FROM ZDARZENIE WHERE ID_ZDARZENIE = ?', [TASK]));
		expect(await subject()).toBe('Nowy');
	});

	test('delay: the others go on, it comes through', async () => {
		kit.sim.faults.inject({ match: { path: 'commit' }, delayMs: 120 });
		const slow = rename('Nowy');
		expect(await kit.ask('SELECT COUNT(*) N FROM UZYTKOWNIK')).toEqual([{ N: 3 }]);
		await slow;
		expect(await subject()).toBe('Nowy');
	});

	test('hang: never an answer, until the connection is cut', async () => {
		kit.sim.faults.inject({ match: { path: 'execute' }, hang: true });
		const hanging = errorOf(rename('Nowy'));
		while (kit.sim.faults.pending.length) await new Promise((resolve) => setTimeout(resolve, 5));
		expect(await subject()).toBe(OLD);
		expect(kit.sim.act.cutConnections()).toEqual({ cut: 1 });
		expect(await hanging).toBeInstanceOf(Error);
	});

	test('a fault that only HTTP has is refused, in code and over the back door', async () => {
		expect(() => kit.sim.faults.inject({ status: 500 })).toThrow("no 'status'");
		const post = (body: object) =>
			fetch(`${kit.sim.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });
		expect((await post({ reply: 'html' })).status).toBe(400);
		expect((await post({ match: { path: 'commit' }, reset: 'after' })).status).toBe(200);
		expect(kit.sim.faults.pending).toHaveLength(1);
		await errorOf(rename('Nowy'));
		expect(await subject()).toBe('Nowy');
	});

	test('down: refused, acts too; up again at the same port with what was committed', async () => {
		await rename('Nowy');
		const { port, pid } = kit.sim.database;
		await kit.sim.act.stopServer();
		expect(() => process.kill(pid!, 0)).toThrow('ESRCH');
		expect((await errorOf(rename('Nigdy'))).code).toBe('ECONNREFUSED');
		await expect(kit.sim.act.completeTask({ task: TASK })).rejects.toThrow('startServer');
		expect(kit.sim.database.pid).toBeUndefined();
		await kit.sim.act.startServer();
		expect(kit.sim.database.port).toBe(port);
		expect(await kit.ask('SELECT TEMAT FROM ZDARZENIE WHERE ID_ZDARZENIE = ?', [TASK])).toEqual([{ TEMAT: 'Nowy' }]);
	});

	test('down in the middle of a transaction takes it back', async () => {
		const attachment = await kit.attach();
		const transaction = await attachment.transactionAsync();
		await transaction.queryAsync('UPDATE ZDARZENIE SET TEMAT = ? WHERE ID_ZDARZENIE = ?', ['Nowy', TASK]);
		await kit.sim.act.stopServer();
		await kit.sim.act.startServer();
		await errorOf(transaction.commitAsync());
		expect(await subject()).toBe(OLD);
	});

	test('bytes that are no Firebird pass as unknown, and the server ends them', async () => {
		const { host, port } = kit.sim.database;
		const socket = connect(port, host);
		socket.on('error', () => undefined);
		socket.write('GET / HTTP/1.1\r\n\r\n');
		await once(socket, 'close');
		expect(kit.sim.requests.entries).toEqual([expect.objectContaining({ action: 'unknown' })]);
	});
});
