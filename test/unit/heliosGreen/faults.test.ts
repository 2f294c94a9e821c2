import { accessOf, gateOf } from '../../../nodes/HeliosGreen/access';
import { failed, logOnRefused, LostSession, notXml, soapFaulted } from '../../../nodes/HeliosGreen/faults';
import { ServiceGate } from '../../../nodes/HeliosGreen/service';
import { Fault } from '../../../nodes/shared/fault';
import { answer, VendorServer } from '../../support/vendorServer';
import { wireHost } from '../../support/wireHost';

describe('ERROR: in the place of a session', () => {
	test.each([
		['ERROR: Neznámý profil databáze X', 'misconfigured'],
		['ERROR:Unknown database profile', 'misconfigured'],
		['ERROR: Chybné heslo', 'unauthorized'],
		['ERROR: The user name or password is wrong', 'unauthorized'],
		['ERROR: Překročen počet licencí', 'unavailable'],
		['ERROR: No license available', 'unavailable'],
		['ERROR: 42', 'unauthorized'],
		['ERROR', 'unauthorized'],
	])('%s', (text, kind) => {
		expect(logOnRefused(text).kind).toBe(kind);
	});
});

describe('failures', () => {
	const fail = (root: string, level: string, message: string, text = '') =>
		failed({ root, level, message, text }, 'write a record');

	test.each([
		[fail('INSERTUPDATERESULT', 'application', 'Částka chybí.'), 'invalid', 'refused to write a record: Částka chybí.'],
		[fail('RETRIEVERESULT', 'application', 'Záznam nebyl nalezen.'), 'notFound', 'nebyl nalezen'],
		[fail('RUNRESULT', 'system', '', 'at X.Y()'), 'invalid', 'failed to write a record (system failure): at X.Y()'],
		[fail('RESULT', 'system', 'Bad message'), 'invalid', 'could not process the message'],
		[fail('RESULT', 'system', 'Unknown session'), 'unauthorized', 'Unknown session'],
		[soapFaulted({ code: 's:Server', text: 'Boom' }, 'write a record'), 'invalid', 'SOAP Fault'],
		[notXml('ERROR: Relace vypršela', 'write a record'), 'unauthorized', 'with an error'],
		[notXml('<html><body>', 'write a record'), 'unreadable', 'a web page'],
		[notXml('%PDF-1.7', 'write a record'), 'unreadable', 'It begins: %PDF-1.7'],
		[notXml('', 'write a record'), 'unreadable', 'answered with nothing'],
	])('%#', (fault, kind, told) => {
		expect(fault).toBeInstanceOf(Fault);
		expect(fault.kind).toBe(kind);
		expect(fault.message).toContain(told);
	});

	test('are quoted in their first 500 characters', () => {
		const { message } = notXml('word '.repeat(500), 'read');
		expect(message.length).toBeLessThan(620);
		expect(message).toMatch(/word …$/);
	});

	test.each(['Timeout expired. The session did not answer.', 'Relace: překročen časový limit'])(
		'%s is no session that was refused, so a write is not sent again',
		(text) => {
			const fault = soapFaulted({ code: 's:Server', text }, 'run a function');
			expect(fault).toBeInstanceOf(LostSession);
			expect((fault as LostSession).isSaid).toBe(false);
			expect(fault.effect).toBe('unknown');
		},
	);
});

describe('the address', () => {
	test.each([
		['https://h.example/A', 'https://h.example/A/ServiceGate.asmx'],
		[' h.example/A/ ', 'https://h.example/A/ServiceGate.asmx'],
		['https://h.example/A/servicegate.asmx', 'https://h.example/A/servicegate.asmx'],
		['https://h.example/A/ServiceGate.asmx?wsdl', 'https://h.example/A/ServiceGate.asmx'],
		['https://h.example/A/data.asmx', 'https://h.example/A/ServiceGate.asmx'],
	])('%s', (typed, gate) => {
		expect(gateOf(typed)).toBe(gate);
	});

	test('what a credential must have', () => {
		const whole = { serviceGateAddress: 'https://h.example/A', databaseProfile: 'P', userName: 'u', password: 'p' };
		expect(accessOf(whole, 'Europe/Prague')).toMatchObject({
			data: 'https://h.example/A/Data.asmx',
			language: 'CZ',
			zone: 'Europe/Prague',
			timeoutMs: 600_000,
		});
		expect(() => accessOf({ ...whole, serviceGateAddress: ' ' }, 'UTC')).toThrow('"Service-Gate Address"');
		expect(() => accessOf({ ...whole, databaseProfile: '' }, 'UTC')).toThrow('"Database Profile"');
		expect(() => accessOf({ ...whole, timezone: 'Praha' }, 'UTC')).toThrow('not a time zone');
	});
});

describe('secrets', () => {
	const password = 'p&<"7>';
	const token = '987654,900';
	let vendor: VendorServer;
	beforeAll(async () => void (vendor = await VendorServer.start()));
	beforeEach(() => vendor.reset());
	afterAll(async () => await vendor.stop());

	const gate = () => {
		const values = { serviceGateAddress: `${vendor.url}/A`, databaseProfile: 'P', userName: 'u', password };
		return new ServiceGate(wireHost({ credential: { name: 'heliosGreenApi' }, values }), accessOf(values, 'UTC'));
	};
	const soap = (operation: string, result: string) =>
		answer(
			200,
			`<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><${operation}Response xmlns="http://lcs.cz/webservices/"><${operation}Result>${result}</${operation}Result></${operation}Response></s:Body></s:Envelope>`,
			{ 'Content-Type': 'text/xml' },
		);
	const escaped = 'p&amp;&lt;&quot;7&gt;';

	test('travel in the envelope, as SOAP 1.1 with the namespace and the order of the reference', async () => {
		vendor.queue = [soap('LogOn', token)];
		expect(await gate().logOn()).toEqual({ token, aliveSeconds: 900 });
		const [{ headers, body, url }] = vendor.got as [(typeof vendor.got)[number]];
		expect(url).toBe('/A/ServiceGate.asmx');
		expect(headers).toMatchObject({
			soapaction: '"http://lcs.cz/webservices/LogOn"',
			'content-type': 'text/xml; charset=utf-8',
		});
		expect(body).toMatch(/xmlns(:\w+)?="http:\/\/lcs\.cz\/webservices\/"/);
		const order = ['profile', 'username', 'password', 'language', 'options'].map((name) =>
			body.search(new RegExp(`<(\\w+:)?${name}[ />]`)),
		);
		expect(order).toEqual([...order].sort((a, b) => a - b));
		expect(order[0]).toBeGreaterThan(0);
		expect(body).toContain(escaped);
	});

	test.each([
		['quoted by a refusal', () => soap('LogOn', `ERROR: ${escaped} is wrong`)],
		[
			'quoted by a SOAP Fault',
			() =>
				answer(
					500,
					`<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><s:Fault><faultcode>s:x</faultcode><faultstring>${escaped}</faultstring></s:Fault></s:Body></s:Envelope>`,
				),
		],
		['quoted in plain text', () => answer(200, `what is ${password}?`)],
	])('are never told, %s', async (_, reaction) => {
		vendor.otherwise = reaction();
		const error = await gate()
			.logOn()
			.then(
				() => undefined,
				(thrown: Error) => thrown,
			);
		expect(error).toBeInstanceOf(Fault);
		expect(error!.message).not.toContain(password);
		expect(error!.message).not.toContain('p&');
	});

	test('sessions neither', async () => {
		vendor.queue = [soap('LogOn', token)];
		const one = gate();
		await one.logOn();
		vendor.otherwise = soap('ProcessXml', `ERROR: ${token} and 987654`);
		const pieces = one.processXml('987654', '<A/>', { doing: 'ask', effect: 'read' });
		const { value } = await pieces.next();
		expect(one.withoutSecrets(String(value))).toBe('ERROR: *** and ***');
		vendor.otherwise = answer(200, 'no SOAP for 987654');
		const error = await one
			.processXml('987654', '<A/>', { doing: 'ask', effect: 'read' })
			.next()
			.then(
				() => undefined,
				(thrown: Error) => thrown,
			);
		expect(error!.message).toContain('no SOAP for ***');
	});
});
