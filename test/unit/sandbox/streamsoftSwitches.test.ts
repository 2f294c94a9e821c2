import { AUTH_PLUGIN_LEGACY, AUTH_PLUGIN_SRP, AUTH_PLUGIN_SRP256 } from 'node-firebird';
import type { StreamsoftSwitches } from '../../../sandbox/streamsoft';
import { defaultSwitches, switchChoices } from '../../../sandbox/streamsoft/switches';
import { describeFirebird, errorOf, namesOf, oneTask, openStreamsoft, type Kit } from './streamsoftKit';

let kit: Kit;
type Row = {
	[K in keyof StreamsoftSwitches]: [K, () => unknown, Array<[StreamsoftSwitches[K], unknown]>];
}[keyof StreamsoftSwitches];

const one = 'SELECT 1 N FROM RDB$DATABASE';
const seedOne = () => kit.sim.seed(oneTask);
const names = (sql: string) => namesOf(kit, sql);
const pluginsThatWork = async () => {
	const works = [];
	for (const pluginName of [undefined, AUTH_PLUGIN_LEGACY, AUTH_PLUGIN_SRP, AUTH_PLUGIN_SRP256])
		if (await kit.ask(one, [], { pluginName }).then(Boolean, () => false)) works.push(pluginName ?? 'default');
	return works.join();
};

const rows: Row[] = [
	[
		'schema',
		() => names("SELECT RDB$RELATION_NAME N FROM RDB$RELATION_FIELDS WHERE RDB$FIELD_NAME IN ('DATAOD', 'DATAMOD')"),
		[
			['plain', ['ZDARZENIE']],
			['modified', ['XXX_ZADANIE']],
		],
	],
	[
		'procedures',
		() => names('SELECT RDB$PROCEDURE_NAME N FROM RDB$PROCEDURES ORDER BY 1'),
		[
			[false, []],
			[true, ['XXX_N8N_ZDARZ_ADD', 'XXX_N8N_ZDARZ_DEL', 'XXX_N8N_ZDARZ_UPD']],
		],
	],
	[
		'linkTable',
		() => names("SELECT RDB$RELATION_NAME N FROM RDB$RELATIONS WHERE RDB$RELATION_NAME STARTING 'XXX_N8N'"),
		[
			[false, []],
			[true, ['XXX_N8N_LINK']],
		],
	],
	[
		'keyTrigger',
		async () => {
			const insert = kit.ask('INSERT INTO KONTRAH (NAZWASKR) VALUES (?) RETURNING ID_KONTRAH ID', ['Młyn']);
			return await insert.then(
				([row]) => row?.ID as number,
				(error: Error) => error.message.includes('*** null ***'),
			);
		},
		[
			[true, 10_001],
			[false, true],
		],
	],
	[
		'commitTrigger',
		async () => {
			await seedOne();
			expect(await kit.ask(one)).toEqual([{ N: 1 }]);
			const done = kit.ask('UPDATE ZDARZENIE SET ZAKONCZONE = 1');
			await done.catch((error: Error) => expect(error.message).toContain('Zapis zablokowany'));
			return (await kit.sim.store.tasks())[0]?.done;
		},
		[
			['none', true],
			['refuse', false],
		],
	],
	[
		'auth',
		pluginsThatWork,
		[
			['legacy', 'default,Legacy_Auth'],
			['srp', 'default,Srp,Srp256'],
			['any', 'default,Legacy_Auth,Srp,Srp256'],
		],
	],
	[
		'wireCrypt',
		async () => {
			kit.sim.switches.auth = 'srp';
			const seen = async (wireCrypt: number) => {
				const asked = kit.ask(one, [], { pluginName: AUTH_PLUGIN_SRP256, wireCrypt });
				kit.sim.requests.clear();
				await asked.catch(() => undefined);
				return [...new Set(kit.actions(kit.sim))].find((action) => /encrypted|commit/.test(action ?? '')) ?? 'refused';
			};
			return [await seen(0), await seen(1)];
		},
		[
			['enabled', ['commit', 'encrypted']],
			['disabled', ['commit', 'refused']],
			['required', ['refused', 'encrypted']],
		],
	],
	[
		'srpSalt',
		async () => {
			kit.sim.switches.auth = 'srp';
			const signedIn = kit.ask(one).then(
				() => 'signed in',
				() => 'lost',
			);
			const isStuck = () => kit.sim.requests.count({ action: 'cont_auth', status: 200 }) > 2;
			const isSignedIn = () => kit.sim.requests.count({ action: 'crypt' }) > 0;
			while (!isStuck() && !isSignedIn()) await new Promise((resolve) => setTimeout(resolve, 5));
			const seen = isSignedIn() ? 'signed in' : 'waits';
			kit.sim.act.cutConnections();
			await signedIn;
			return [seen, (await kit.sim.store.state()).tasks];
		},
		[
			['usual', ['signed in', []]],
			['leadingZero', ['waits', []]],
		],
	],
	[
		'serverZone',
		async () => {
			const [row] = await kit.ask('SELECT CAST(CURRENT_TIMESTAMP AS VARCHAR(30)) N FROM RDB$DATABASE');
			const ahead = Date.parse(`${String(row?.N).replace(' ', 'T')}Z`) - Date.now();
			return Math.round(ahead / 3_600_000) > 0;
		},
		[
			['Europe/Warsaw', true],
			['America/Phoenix', false],
		],
	],
];

describeFirebird('switches of Streamsoft', () => {
	beforeAll(async () => {
		kit = await openStreamsoft();
	});
	afterAll(() => kit.close());
	beforeEach(() => kit.sim.reset());

	describe.each(rows)('%s', (name, look, values) => {
		test.each(values as Array<[unknown, unknown]>)('%j', async (value, seen) => {
			Object.assign(kit.sim.switches, { [name]: value });
			expect(await look()).toEqual(seen);
		});

		test('the first is the default', () => {
			expect(defaultSwitches()[name]).toEqual(values[0]?.[0]);
		});
	});

	test('every switch is tried, with every value that it may take', () => {
		expect(rows.map(([name]) => name).sort()).toEqual(Object.keys(defaultSwitches()).sort());
		for (const [name, choices] of Object.entries(switchChoices)) {
			const row = rows.find(([one]) => one === name);
			expect([name, row?.[2].map(([value]) => value as string).sort()]).toEqual([name, [...choices].sort()]);
		}
	});

	test('a schema that is switched is empty, one of the server keeps the rows', async () => {
		await seedOne();
		kit.sim.switches.auth = 'any';
		expect(await kit.sim.store.tasks()).toHaveLength(1);
		kit.sim.switches.linkTable = true;
		expect(await kit.sim.store.state()).toMatchObject({ tasks: [], links: [] });
	});

	test('what excludes each other is named, and nobody can connect', async () => {
		kit.sim.switches.wireCrypt = 'required';
		await expect(kit.sim.store.tasks()).rejects.toThrow("needs auth 'srp'");
		expect((await errorOf(kit.ask(one))).message).toContain('ECONNRESET');
	});

	test('latency holds up answers, and they are the same', async () => {
		kit.sim.switches.latencyMs = 3;
		expect(await kit.ask(one)).toEqual([{ N: 1 }]);
	});

	test('options give other defaults, to which reset comes back', async () => {
		const other = await openStreamsoft({ switches: { schema: 'modified' } });
		other.sim.switches.schema = 'plain';
		await other.sim.reset();
		expect(other.sim.switches.schema).toBe('modified');
		await other.close();
	});
});
