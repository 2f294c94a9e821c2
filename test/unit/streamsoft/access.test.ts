import { accessOf } from '../../../nodes/Streamsoft/access';

const typed = { host: ' 192.168.1.10 ', database: 'C:\\PRESTIZ\\BAZA\\FIRMA.FB', userName: 'N8N', password: ' p w ' };
const of = (more: object = {}, deadline?: number) => accessOf({ ...typed, ...more } as never, deadline);

test('what is left out has its usual value, and a password keeps its spaces', () => {
	expect(of()).toMatchObject({
		host: '192.168.1.10',
		port: 3050,
		database: 'C:\\PRESTIZ\\BAZA\\FIRMA.FB',
		password: ' p w ',
		role: '',
		encryption: 'auto',
		zone: 'Europe/Warsaw',
		profile: '',
		account: '192.168.1.10:3050/c:\\prestiz\\baza\\firma.fb',
	});
});

test('another password, role or profile is another sign-in, and the key does not tell them', () => {
	const keys = [
		of(),
		of({ password: 'other' }),
		of({ role: 'R' }),
		of({ schemaProfile: '{"profile":"x"}' }),
		of({ port: 3051 }),
	];
	expect(new Set(keys.map(({ key }) => key)).size).toBe(5);
	expect(of({}, 5).key).toBe(of().key);
	expect(of().key).not.toContain('p w');
});

test('a profile may come as an object, a port as text, an address in brackets', () => {
	expect(of({ schemaProfile: { profile: 'x' }, port: '3051', host: '[::1]' })).toMatchObject({
		profile: '{"profile":"x"}',
		port: 3051,
		host: '::1',
	});
});

test.each([
	[{ host: '' }, 'Host'],
	[{ database: ' ' }, 'Database'],
	[{ userName: undefined }, 'User Name'],
	[{ port: 'x' }, 'Port'],
	[{ port: 70_000 }, 'Port'],
	[{ timezone: 'Warszawa' }, 'Time Zone'],
	[{ host: 'https://server' }, 'Host'],
	[{ host: 'server:3050' }, 'Host'],
	[{ host: 'server/3050:C:\\x' }, 'Host'],
])('%j is refused, naming the field', (more, field) => {
	expect(() => of(more)).toThrow(expect.objectContaining({ kind: 'input', field }));
});
