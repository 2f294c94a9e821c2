import type { Looks, Row } from './heliosGreenSwitchLooks';
import { all } from './heliosGreenKit';
import { parseXml } from '../../../sandbox/heliosGreen/xml/parse';

export function switchWire(looks: Looks): Row[] {
	const { raw, info } = looks;
	const keepAlive = async (sessionToken: string) => (await looks.kit.send('KeepAlive', { sessionToken })).result;
	const attributesOf = async (code: string, name: string) => all(parseXml(await info(code)), name)[0]?.attributes;
	const version = '<RUN FUNCTIONID="50090"/>';
	return [
		[
			'wsdlPublished',
			async () => (await fetch(`${looks.kit.gate()}?wsdl`)).status,
			[
				[true, 200],
				[false, 404],
			],
		],
		[
			'contentType',
			async () => (await looks.kit.send('KeepAlive', {}, { headers: { 'content-type': 'application/xml' } })).status,
			[
				['textXml', 415],
				['any', 200],
			],
		],
		[
			'anonymousAllowed',
			async () => {
				const { status, headers } = await looks.kit.raw(version);
				return [status, headers.get('www-authenticate')];
			},
			[
				[true, [200, null]],
				[false, [401, 'Negotiate']],
			],
		],
		[
			'outage',
			async () => {
				const { status, headers, fault } = await looks.kit.raw(version);
				return [status, headers.get('content-type')?.split(';')[0], fault];
			},
			[
				['none', [200, 'text/xml', undefined]],
				['htmlPage', [500, 'text/html', undefined]],
				['soapFault', [500, 'text/xml', 'The application server is not available.']],
			],
		],
		[
			'dataService',
			async () => (await looks.kit.send('GetInfo', {}, { address: looks.kit.gate('Data.asmx') })).status,
			[
				[true, 200],
				[false, 404],
			],
		],
		[
			'serverVersion',
			() => info('GETAPPVERSION'),
			[
				['46.16.00', '46.16.00'],
				['42.01.00', '42.01.00'],
			],
		],
		[
			'languagesListed',
			async () => (await info('GETLANGUAGES')).startsWith('ERROR:'),
			[
				[true, false],
				[false, true],
			],
		],
		[
			'profilesAs',
			() => attributesOf('GETDBPROFILES', 'profile'),
			[
				['attributes', { name: 'Sandbox', server: 'SQL1', db: 'helios' }],
				['elements', {}],
			],
		],
		[
			'redirectPath',
			async () => new URL(await info('GETREDIRECTINFO')).pathname,
			[
				['', '/DemoFirma'],
				['/Node2', '/Node2'],
			],
		],
		[
			'resultAs',
			async () => (await looks.kit.raw(version)).text.includes('<ProcessXmlResult><![CDATA[<RUNRESULT '),
			[
				['escaped', false],
				['cdata', true],
			],
		],
		[
			'resultForm',
			async () => (await raw(version)).slice(0, 9),
			[
				['xml', '<RUNRESUL'],
				['text', 'name;titl'],
				['html', '<!DOCTYPE'],
			],
		],
		[
			'logOnSeconds',
			async () => (await looks.kit.logOn()).split(',')[1],
			[
				[900, '900'],
				[60, '60'],
			],
		],
		[
			'keepAliveSeconds',
			() => keepAlive(looks.kit.token()),
			[
				[300, '300'],
				[45, '45'],
			],
		],
		[
			'idleSeconds',
			async () => (looks.kit.sim.clock.advance(60_000), (await looks.kit.process(version)).name),
			[
				[3600, 'RUNRESULT'],
				[60, 'RESULT'],
			],
		],
		[
			'maxSessions',
			async () => (await looks.kit.logOn()).slice(0, 6) === 'ERROR:',
			[
				[0, false],
				[1, true],
			],
		],
		[
			'token',
			async () => {
				const whole = await looks.kit.logOn();
				return [await keepAlive(whole.split(',')[0]!), await keepAlive(whole)].map((kept) => kept === '300');
			},
			[
				['either', [true, true]],
				['cut', [true, false]],
				['whole', [false, true]],
			],
		],
		[
			'deadSession',
			async () => {
				const { status, fault, result } = await looks.kit.raw(version, '1');
				return [status, fault, result.split(' ')[0]];
			},
			[
				['result', [200, undefined, '<RESULT']],
				['fault', [500, 'Uživatel není přihlášen.', 'soap:Server']],
				['error', [200, undefined, 'ERROR:']],
			],
		],
	];
}
