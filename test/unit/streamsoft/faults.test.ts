import { DriverError } from '../../../nodes/Streamsoft/driver/errors';
import { faultOf, isDuplicate, isLocked, isLost, isUnknownName } from '../../../nodes/Streamsoft/faults';
import { Fault } from '../../../nodes/shared/fault';

const access = { host: 'server', port: 3050, database: 'C:\\X.FB', user: 'N8N', password: 'made-up-word' };
const told = (message: string, code?: number, lost = false, more: object = {}) =>
	faultOf(new DriverError(message, code, lost), { doing: 'create the task', access, ...more });

test.each([
	[
		'Your user name and password are not defined. Ask',
		335544472,
		'unauthorized',
		/refused the user name or the password of N8N/,
	],
	['Error occurred during login, please check', 335545106, 'unauthorized', /refused/],
	[
		'I/O error during "open" operation for file "X"',
		335544344,
		'misconfigured',
		/could not open the database C:\\X\.FB/,
	],
	['Incompatible wire encryption levels', 335545064, 'misconfigured', /agree whether to encrypt/],
	['not encrypted', undefined, 'misconfigured', /does not encrypt/],
	['Database X shutdown', 335544528, 'unavailable', /shut down/],
	[
		'No permission for read/select access to TABLE ZDARZENIE',
		335544352,
		'forbidden',
		/N8N has no right READ\/SELECT on TABLE ZDARZENIE/,
	],
	[
		'Dynamic SQL Error, SQL error code = -204, Table unknown, NOPE, At line 1',
		335544569,
		'misconfigured',
		/has no table NOPE/,
	],
	['Column unknown, E.NOPE, At line 1', 335544569, 'misconfigured', /has no column E\.NOPE/],
	['attempted update during read-only transaction', 335544361, 'invalid', /may only be read/],
	[
		'arithmetic exception, string right truncation, expected length 120, actual 121',
		335544321,
		'invalid',
		/121 characters, and only 120 fit/,
	],
	['Cannot transliterate character between character sets', 335544565, 'invalid', /does not know/],
	[
		'validation error for column "ZDARZENIE"."TEMAT", value "*** null ***"',
		335544347,
		'invalid',
		/ZDARZENIE\.TEMAT must have a value/,
	],
	['violation of FOREIGN KEY constraint "FK_1" on table "ZDARZENIE"', 335544466, 'invalid', /\(ZDARZENIE, FK_1\)/],
	['violation of PRIMARY or UNIQUE KEY constraint', 335544665, 'conflict', /there is such a record already/],
	['deadlock, update conflicts with concurrent update', 335544336, 'conflict', /somebody else has the record open/],
	['operation was cancelled', 335544794, 'timedOut', /took too long/],
	['exception 1, XXX_E, Nie wolno, At trigger X line: 1', 335544517, 'invalid', /The database says: Nie wolno$/],
	['something new, At block line: 3', 335540000, 'invalid', /The database says: something new$/],
])('%s', (message, code, kind, words) => {
	expect(told(message, code)).toMatchObject({ kind, message: expect.stringMatching(words), effect: 'none' });
});

test('a broken connection: nothing was done, unless it was being committed', () => {
	expect(told('read ECONNRESET', undefined, true)).toMatchObject({ kind: 'unreachable', effect: 'none' });
	expect(told('read ECONNRESET', undefined, true, { committing: true })).toMatchObject({ effect: 'unknown' });
	const connecting = { doing: 'connect' };
	expect(told('ECONNREFUSED', undefined, true, connecting).message).toContain(
		'server:3050: no Firebird server answers',
	);
	expect(told('getaddrinfo ENOTFOUND server', undefined, true, connecting).message).toContain(
		'no computer of that name',
	);
	expect(told('timeout', undefined, true, connecting).message).toContain('it does not answer');
});

test('no message holds the password', () => {
	expect(told('exception 1, E, wrong: made-up-word', 335544517).message).not.toContain('made-up-word');
	expect(told('strange made-up-word', 1).message).toContain('***');
});

test('a fault, and a mistake of our own, pass unchanged', () => {
	const fault = new Fault('input', 'x');
	const mistake = new TypeError('x is not a function');
	expect(faultOf(fault, { doing: 'x', access })).toBe(fault);
	expect(faultOf(mistake, { doing: 'x', access })).toBe(mistake);
});

test('what can be tried again', () => {
	expect(isLocked(new DriverError('x', 335544336, false))).toBe(true);
	expect(isLocked(new DriverError('x', undefined, true))).toBe(false);
	expect(isDuplicate(new DriverError('x', 335544665, false))).toBe(true);
	expect(isLost(new DriverError('x', undefined, true))).toBe(true);
	expect(isUnknownName(new DriverError('Table unknown, X', 335544569, false))).toBe(true);
	expect([isLocked, isDuplicate, isLost, isUnknownName].map((is) => is(new Error('deadlock')))).toEqual([
		false,
		false,
		false,
		false,
	]);
});
