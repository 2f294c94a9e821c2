import fc from 'fast-check';

import { accessOf } from '../../../nodes/HeliosGreen/access';
import { traceOf } from '../../../nodes/HeliosGreen/blotting';
import { openHeliosGreen } from '../../../nodes/HeliosGreen/open';
import { ServiceGate } from '../../../nodes/HeliosGreen/service';
import { Fault } from '../../../nodes/shared/fault';
import { answer, VendorServer } from '../../support/vendorServer';
import { wireHost } from '../../support/wireHost';

let vendor: VendorServer;
beforeAll(async () => void (vendor = await VendorServer.start()));
beforeEach(() => vendor.reset());
afterAll(async () => await vendor.stop());

const valuesWith = (password: string) => ({
	serviceGateAddress: `${vendor.url}/A`,
	databaseProfile: 'P',
	userName: 'u',
	password,
});
const hostWith = (password: string) =>
	wireHost({ credential: { name: 'heliosGreenApi' }, values: valuesWith(password) as never });
const gateWith = (password: string) => new ServiceGate(hostWith(password), accessOf(valuesWith(password), 'UTC'));
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const soap = (operation: string, result: string) =>
	answer(
		200,
		`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${operation}Response xmlns="http://lcs.cz/webservices/"><${operation}Result>${escaped(result)}</${operation}Result></${operation}Response></s:Body></s:Envelope>`,
	);
const refusedBy = async (work: Promise<unknown>): Promise<Fault> =>
	await work.then(
		() => Promise.reject(new Error('It went well.')),
		(error: Fault) => error,
	);

test('any secret is found, alone and escaped, and what finds it never fails', () => {
	const secret = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.string({ unit: fc.constantFrom(...'-\\^$.*+?()[]{}|/&<>"\'# aé') }),
	);
	fc.assert(
		fc.property(secret, (text) => {
			const trace = traceOf(text);
			if (!trace) return expect(text.trim()).toBe('');
			for (const told of [text, escaped(text), text.toUpperCase() === text ? text : text.replace(/\s+/g, ' ').trim()]) {
				expect(told.replace(trace, '***').trim()).toBe('***');
			}
		}),
		{ numRuns: 1_000 },
	);
});

describe('a password', () => {
	test.each([
		['with spaces and line ends, told on one line', 'open \n  sesame', 'Not right: open \n  sesame'],
		['cut in two by the end of a quote', 'first second third', `${'x '.repeat(245)}first second third`],
		['with quotes, as HTML writes them', `it's "mine"`, 'Not right: it&#39;s &quot;mine&quot;'],
		['of two characters', 'q7', 'Not right: q7.'],
		['of ordinary characters', 'password', 'The password "password" is wrong'],
	])('%s', async (_, password, words) => {
		vendor.otherwise = soap('LogOn', `ERROR: ${words}`);
		const { message } = await refusedBy(gateWith(password).logOn());
		expect(message).not.toContain(password.replace(/\s+/g, ' '));
		expect(message).not.toMatch(/first|sesame|mine|q7/);
		expect(message).toContain('***');
	});

	test('of one letter does not make the message unreadable', async () => {
		vendor.otherwise = soap('LogOn', 'ERROR: The user name or the password e is wrong');
		const { message } = await refusedBy(gateWith('e').logOn());
		expect(message).toBe(
			'Helios Green did not accept the user name or the password. It said: The user name or the password *** is wrong',
		);
	});
});

test('what the audit log of a function quotes holds no secret, in faults, hints and data', async () => {
	const password = 'open sesame';
	const entry = `<entry severity="error"><text>Signed in with ${password} and 987654</text></entry>`;
	const log = (state: string) =>
		`<RUNRESULT STATE="SUCCESS"><auditlog id="1" state="${state}"><entries>${entry}</entries></auditlog></RUNRESULT>`;
	const api = await openHeliosGreen(hostWith(password));
	vendor.queue = [soap('LogOn', '987654,900'), soap('ProcessXml', log('successWithWarning'))];
	const { auditlog } = await api.run({ function: '1', input: { style: 'none' } });
	expect(auditlog?.entries[0]?.text).toBe('Signed in with *** and ***');
	vendor.queue = [soap('ProcessXml', log('failure'))];
	expect((await refusedBy(api.run({ function: '1', input: { style: 'none' } }))).message).toContain('with *** and ***');
	vendor.otherwise = soap('LogOff', '1');
	await api.close();
});
