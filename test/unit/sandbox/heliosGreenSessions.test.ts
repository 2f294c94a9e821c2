import { browseXml, companies, openHelios, stateOf, type Kit } from './heliosGreenKit';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const keep = async (sessionToken: string) => (await kit.send('KeepAlive', { sessionToken })).result;
const off = async (sessionToken: string) => (await kit.send('LogOff', { sessionToken })).result;

describe('LogOn', () => {
	test('answers number,seconds, each time another number', async () => {
		const [one, two] = [await kit.logOn(), await kit.logOn()];
		expect(one).toMatch(/^\d+,900$/);
		expect(two).not.toBe(one);
	});

	test.each([
		[{ profile: 'Nobody' }, 'ERROR: Databázový profil „Nobody“ neexistuje.'],
		[{ profile: 'demofirma' }, 'ERROR: Databázový profil „demofirma“ neexistuje.'],
		[{ username: 'nobody' }, 'ERROR: Chybné přihlašovací jméno nebo heslo.'],
		[{ password: 'wrong', language: 'EN' }, 'ERROR: The user name or the password is wrong.'],
		[{ password: 'wrong', language: '' }, 'ERROR: Chybné přihlašovací jméno nebo heslo.'],
		[{ language: 'XX' }, 'ERROR: Jazyk „XX“ není podporován.'],
	])('%j is refused with HTTP 200', async (changes, message) => {
		expect(await kit.logOn(changes)).toBe(message);
		expect(kit.sim.requests.entries.at(-1)?.status).toBe(200);
	});

	test('the language of the session is that of its messages', async () => {
		const token = await kit.logOn({ language: 'en' });
		expect((await kit.raw('<BROWSE folderId="9" browseLookup="userDefault"/>', token)).result).toContain(
			'Folder 9 does not exist.',
		);
	});

	test('when all licences are taken there is one again after LogOff or idleness', async () => {
		kit.sim.switches.maxSessions = 2;
		const second = await kit.logOn();
		expect(await kit.logOn()).toBe('ERROR: Byl překročen počet licencí.');
		await off(second);
		expect(await kit.logOn()).toMatch(/,900$/);
		kit.sim.clock.advance(3_600_000);
		expect(await kit.logOn()).toMatch(/,900$/);
	});
});

describe('a session', () => {
	test('ends once', async () => {
		expect(await off(kit.token())).toBe('1');
		expect(await off(kit.token())).toBe('Uživatel není přihlášen.');
		expect(await keep(kit.token())).toBe('ERROR: Uživatel není přihlášen.');
		expect(stateOf(await kit.process(browseXml(companies)))).toBe('FAIL system Uživatel není přihlášen.');
	});

	test('lives as long as it is used', async () => {
		for (let at = 0; at < 3; at++) {
			kit.sim.clock.advance(3_599_000);
			expect(await keep(kit.token())).toBe('300');
		}
		kit.sim.clock.advance(3_599_000);
		expect((await kit.process(browseXml(companies))).attributes.STATE).toBe('SUCCESS');
		kit.sim.clock.advance(3_600_000);
		expect((await kit.process(browseXml(companies))).name).toBe('RESULT');
	});

	test('is ended by the administrator', async () => {
		await kit.logOn();
		expect(kit.sim.act.endSessions()).toEqual({ ended: 2 });
		expect(await keep(kit.token())).toMatch(/^ERROR/);
	});

	test('goes by its token alone, whole or cut', async () => {
		const whole = await kit.logOn();
		for (const token of [whole, whole.split(',')[0]!]) expect(await keep(token)).toBe('300');
		for (const token of ['', '1', `${whole}1`, `${whole.split(',')[0]},1`]) expect(await keep(token)).toMatch(/^ERROR/);
	});
});
