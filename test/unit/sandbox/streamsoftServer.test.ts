import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { firebirdProblem, installCommand, startStreamsoft } from '../../../sandbox/streamsoft';
import { programs } from '../../../sandbox/streamsoft/server/installed';
import { describeFirebird, errorOf, openStreamsoft } from './streamsoftKit';

const run = promisify(execFile);
const isGone = (pid: number) => {
	try {
		process.kill(pid, 0);
		return false;
	} catch {
		return true;
	}
};
const until = async (fact: () => boolean) => {
	while (!fact()) await new Promise((resolve) => setTimeout(resolve, 10));
};

test('where Firebird is not installed, the start says what to install', async () => {
	const paths = programs as { server: string; isql: string };
	const { server, isql } = paths;
	Object.assign(paths, { server: '/nowhere/firebird', isql: '/nowhere/isql' });
	try {
		expect(firebirdProblem()).toMatch(/firebird3\.0-server and firebird3\.0-utils/);
		expect(firebirdProblem()).toContain(installCommand);
		await expect(startStreamsoft()).rejects.toThrow(installCommand);
	} finally {
		Object.assign(paths, { server, isql });
	}
	expect(firebirdProblem() === undefined).toBe(existsSync(server) && existsSync(isql));
});

describeFirebird("Streamsoft's private server", () => {
	test('is a Firebird 3 with a WIN1250 database of dialect 3, and leaves nothing behind', async () => {
		const kit = await openStreamsoft();
		const { file, pid, host } = kit.sim.database;
		expect(host).toBe('127.0.0.1');
		expect(
			await kit.ask(
				`SELECT RDB$GET_CONTEXT('SYSTEM', 'ENGINE_VERSION') V, TRIM(RDB$CHARACTER_SET_NAME) C, MON$SQL_DIALECT D FROM RDB$DATABASE, MON$DATABASE`,
			),
		).toEqual([{ V: expect.stringMatching(/^3\.0\./), C: 'WIN1250', D: 3 }]);
		await kit.close();
		await kit.close();
		expect([isGone(pid!), existsSync(dirname(dirname(file)))]).toEqual([true, false]);
		await expect(kit.sim.store.tasks()).rejects.toThrow('closed');
	});

	test('runs as nobody where we are root', async () => {
		const kit = await openStreamsoft();
		const { stdout } = await run('ps', ['-o', 'uid=', '-p', String(kit.sim.database.pid)]).catch(() => ({
			stdout: '',
		}));
		await kit.close();
		if (process.getuid?.() === 0 && stdout) expect(stdout.trim()).toBe('65534');
	});

	test('goes with the process that started it, however that ends, also while the server is stopped', async () => {
		const program = `
			const { startStreamsoft } = require(${JSON.stringify(join(__dirname, '../../../sandbox/streamsoft'))});
			(async () => {
				const first = await startStreamsoft();
				const second = await startStreamsoft();
				const { pid, file } = first.database;
				const stopped = second.database.file;
				await second.act.stopServer();
				console.log(JSON.stringify({ pid, file, stopped }));
			})();`;
		const child = spawn(process.execPath, ['--require', require.resolve('tsx/cjs'), '--eval', program], {
			stdio: ['ignore', 'pipe', 'inherit'],
		});
		const [line] = (await once(child.stdout, 'data')) as [Buffer];
		const { pid, file, stopped } = JSON.parse(String(line)) as { pid: number; file: string; stopped: string };
		expect([isGone(pid), existsSync(file), existsSync(stopped)]).toEqual([false, true, true]);
		child.kill('SIGKILL');
		await until(() => isGone(pid) && !existsSync(dirname(dirname(file))) && !existsSync(dirname(dirname(stopped))));
	});

	test('several at once know nothing of each other', async () => {
		const kits = await Promise.all([openStreamsoft(), openStreamsoft(), openStreamsoft()]);
		await Promise.all(kits.map((kit, at) => kit.sim.act.addOperator({ login: `o${at}` })));
		const found = await Promise.all(kits.map((kit) => kit.ask('SELECT LOGIN FROM UZYTKOWNIK')));
		expect(found.flat().map(({ LOGIN }) => LOGIN as string)).toEqual(['o0', 'o1', 'o2']);
		expect(new Set(kits.map(({ sim }) => sim.database.port)).size).toBe(3);
		await Promise.all(kits.map((kit) => kit.close()));
	});

	test('the port can be chosen; a taken one is refused and leaves nothing running', async () => {
		const kit = await openStreamsoft();
		const { port } = kit.sim.database;
		await expect(startStreamsoft({ databasePort: port })).rejects.toThrow('EADDRINUSE');
		await kit.close();
		const next = await openStreamsoft({ databasePort: port });
		expect(next.sim.database.port).toBe(port);
		await next.close();
	});

	test('tells apart a wrong password, a database that is not there and a table that is not', async () => {
		const kit = await openStreamsoft();
		const one = 'SELECT 1 N FROM RDB$DATABASE';
		expect((await errorOf(kit.ask(one, [], { password: 'wrong' }))).gdscode).toBe(335544472);
		expect((await errorOf(kit.ask(one, [], { database: '/nowhere/FIRMA.FB' }))).gdscode).toBe(335544344);
		expect((await errorOf(kit.ask('SELECT 1 N FROM NIE_MA'))).gdscode).toBe(335544569);
		expect(await kit.ask(one, [], { database: kit.sim.database.file })).toEqual([{ N: 1 }]);
		await kit.close();
	});

	test('isql, an independent client, works through the front door; every packet of it is known', async () => {
		const kit = await openStreamsoft();
		await kit.fill();
		const { host, port, database, user, password } = kit.sim.database;
		const child = execFile(programs.isql, [
			'-q',
			'-bail',
			'-user',
			user,
			'-password',
			password,
			'-ch',
			'UTF8',
			`${host}/${port}:${database}`,
		]);
		let said = '';
		child.stdout!.on('data', (text: string) => (said += text));
		child.stderr!.on('data', (text: string) => (said += text));
		child.stdin!.end(
			`UPDATE ZDARZENIE SET OPIS = 'Zażółć gęślą jaźń' WHERE ID_ZDARZENIE = 10001;
INSERT INTO ZDARZENIE (ID_TYPZDARZENIA, ID_UZYTKOWNIK, TEMAT, DATAOD) VALUES (10001, 10001, 'Z isql', '2026-03-29 02:30:00');
COMMIT;
SELECT NAZWISKOIMIE FROM UZYTKOWNIK ORDER BY 1;`,
		);
		await once(child, 'close');
		expect(said).toContain('Piotr Zieliński');
		const tasks = await kit.sim.store.tasks();
		expect(tasks[0]?.description).toBe('Zażółć gęślą jaźń');
		expect(tasks.at(-1)).toMatchObject({ id: 10_007, subject: 'Z isql', start: '2026-03-29 02:30:00' });
		const actions = kit.sim.requests.entries.map(({ action }) => action);
		expect(actions).toEqual(expect.arrayContaining(['connect', 'attach', 'prepare_statement', 'execute', 'commit']));
		expect(actions).not.toContain('unknown');
		await kit.close();
	});
});
