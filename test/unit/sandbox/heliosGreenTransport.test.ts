import { createClientAsync } from 'soap';
import { heliosGreenLogin } from '../../../sandbox/heliosGreen';
import {
	all,
	browseXml,
	companies,
	contacts,
	envelope,
	NAMESPACE,
	openHelios,
	rowsOf,
	type Kit,
} from './heliosGreenKit';
import { parseXml } from '../../../sandbox/heliosGreen/xml/parse';

let kit: Kit;
beforeAll(async () => {
	kit = await openHelios();
});
afterAll(() => kit.close());
beforeEach(() => kit.fill());

const { profile, username, password } = heliosGreenLogin;

describe('where it listens', () => {
	test.each(['/servicegate.asmx', '/DemoA/ServiceGate.asmx', '/a/b/SERVICEGATE.ASMX'])('%s', async (path) => {
		const { status, result } = await kit.send(
			'LogOn',
			{ profile, username, password },
			{ address: kit.sim.url + path },
		);
		expect([status, result]).toEqual([200, expect.stringMatching(/^\d{6},900$/)]);
	});

	test('other addresses and methods are pages of IIS', async () => {
		for (const [address, method, status] of [
			[`${kit.sim.url}/DemoFirma/`, 'POST', 404],
			[`${kit.gate()}/more`, 'GET', 404],
			[kit.gate(), 'GET', 200],
			[kit.gate(), 'PUT', 405],
		] as const) {
			const answer = await fetch(address, { method });
			expect([answer.status, answer.headers.get('content-type')]).toEqual([status, 'text/html; charset=utf-8']);
		}
	});
});

describe('dispatch', () => {
	test('without SOAPAction by the body, which may use any prefix or none', async () => {
		const body =
			`<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Header/><Body><LogOn xmlns="${NAMESPACE}">` +
			`<profile>${profile}</profile><username>${username}</username><password><![CDATA[${password}]]></password>` +
			'</LogOn></Body></Envelope>';
		for (const soapaction of ['', '""'])
			expect((await kit.send('LogOn', {}, { body, headers: { soapaction } })).result).toMatch(/,900$/);
	});

	test('parameters that are not qualified are not seen', async () => {
		const body = envelope('LogOn', { profile, username, password }).replaceAll(/w:(profile|username)/g, '$1');
		expect((await kit.send('LogOn', {}, { body })).result).toMatch(/^ERROR:/);
	});

	test.each([
		['no XML', 'hello', /unable to read/],
		['no envelope', '<a/>', /no SOAP 1.1 envelope/],
		['a DTD', `<!DOCTYPE a [<!ENTITY b "c">]>${envelope('LogOn', {}).replace(/^<\?.*?\?>/, '')}`, /document type/],
		[
			'an empty body',
			'<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>',
			/empty/,
		],
		['another namespace', envelope('LogOn', {}).replace(NAMESPACE, 'urn:other'), /not in the namespace/],
		['another action', envelope('LogOff', {}), /did not recognize/],
	])('%s is a SOAP Fault', async (_, body, message) => {
		const { status, fault, text } = await kit.send('LogOn', {}, { body });
		expect([status, fault]).toEqual([500, expect.stringMatching(message)]);
		expect(text).toContain('<faultcode>soap:Client</faultcode>');
	});

	test('an operation that is not there is a SOAP Fault', async () => {
		expect((await kit.send('Explode', {})).fault).toBe("There is no operation 'Explode'.");
		expect((await kit.send('GetInfo', { myCode: 'GETAPPVERSION' })).fault).toContain('GetInfo');
	});
});

describe('the WSDL', () => {
	test('is document/literal, SOAP 1.1, with its own address', async () => {
		const wsdl = parseXml(await (await fetch(`${kit.gate('ServiceGate.asmx')}?WSDL`)).text());
		expect(wsdl.attributes.targetNamespace).toBe(NAMESPACE);
		expect(all(wsdl, 'address')[0]?.attributes.location).toBe(kit.gate('ServiceGate.asmx'));
		expect(all(wsdl, 'binding').at(-1)?.attributes.transport).toBe('http://schemas.xmlsoap.org/soap/http');
		expect(all(wsdl, 'service')[0]?.attributes.name).toBe('ServiceGate');
	});

	test('drives a client that knows nothing else', async () => {
		const client = (await createClientAsync(`${kit.gate()}?wsdl`)) as any;
		expect(client.describe().ServiceGate.ServiceGateSoap.LogOn.input).toMatchObject({
			profile: 's:string',
			options: 's:string',
		});
		const [{ LogOnResult }] = await client.LogOnAsync({ profile, username, password, language: 'CZ', options: '' });
		const sessionToken = LogOnResult.split(',')[0];
		const inputXml = browseXml(contacts, '<bounds lower="1" upper="-1"/>');
		const [{ ProcessXmlResult }] = await client.ProcessXmlAsync({ sessionToken, inputXml });
		expect(rowsOf(parseXml(ProcessXmlResult))).toMatchObject([
			{ name: '1201', title: 'Jana Veselá', account: '1101', company: 'Modrý přístav s.r.o.' },
			{ name: '1202', position: null },
			{ name: '1203' },
			{ name: '1204', title: 'Tomáš "Matka" Říha', position: 'Sklad & doprava' },
		]);
		const [kept] = await client.KeepAliveAsync({ sessionToken });
		expect(kept.KeepAliveResult).toBe('300');
		const [off] = await client.LogOffAsync({ sessionToken });
		expect(off.LogOffResult).toBe('1');
		kit.sim.switches.deadSession = 'fault';
		await expect(client.ProcessXmlAsync({ sessionToken, inputXml })).rejects.toThrow(
			'soap:Server: Uživatel není přihlášen.',
		);
	});

	test('of Data.asmx drives a client too', async () => {
		const client = (await createClientAsync(`${kit.gate('Data.asmx')}?wsdl`)) as any;
		const [{ GetInfoResult }] = await client.GetInfoAsync({ myCode: 'GETDBPROFILES', myValue: '' });
		const profiles = all(parseXml(GetInfoResult), 'profile').map(({ attributes }) => attributes);
		expect(profiles).toContainEqual({ name: 'DemoFirma', server: 'SQL1', db: 'demo_firma' });
	});
});

describe('Data.asmx', () => {
	const info = async (myCode: string) =>
		(await kit.send('GetInfo', { myCode, myValue: '' }, { address: kit.gate('data.asmx') })).result;

	test('answers its codes without a session', async () => {
		expect(await info('GETAPPVERSION')).toBe('46.16.00');
		expect(await info('GETREDIRECTINFO')).toBe(`${kit.sim.url}/DemoFirma`);
		expect(all(parseXml(await info('GETLANGUAGES')), 'language').map(({ attributes }) => attributes.code)).toEqual([
			'CZ',
			'EN',
		]);
		expect(await info('GETPASSWORDS')).toBe('ERROR: Unknown code "GETPASSWORDS".');
	});
});

test('the log names operations and messages, and a fault strikes one of them', async () => {
	await kit.process(browseXml(companies));
	await kit.raw('<?xml version="1.0"?>\n<RUN FUNCTIONID="50010"/>');
	await kit.send('KeepAlive', { sessionToken: kit.token() });
	await fetch(`${kit.gate()}?wsdl`);
	await fetch(kit.gate());
	expect(kit.sim.requests.entries.map(({ action }) => action)).toEqual([
		'LogOn',
		'BROWSE',
		'RUN',
		'KeepAlive',
		'wsdl',
		undefined,
	]);
	kit.sim.faults.inject({ match: { path: 'RUN' }, reply: 'html' });
	expect((await kit.raw(browseXml(companies))).status).toBe(200);
	expect((await kit.raw(`<RUN FUNCTIONID="50010"/>`)).text).toContain('<html>');
});
