import { createSign, generateKeyPairSync } from 'node:crypto';
import type { Looks, Row } from './salesforceSwitchLooks';
import { app, passwordGrant, user } from './salesforceWire';

const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });

export function switchSignIn(looks: Looks): Row[] {
	const { tokenError } = looks;
	const instance = () => looks.wire.sim.url.replace('127.0.0.1', 'localhost');
	const jwtError = async (claims: object) => {
		const publicKey = keys.publicKey.export({ type: 'spki', format: 'pem' }).toString();
		looks.wire.sim.act.setApp({ consumerKey: user.consumerKey, publicKey });
		const exp = looks.wire.sim.clock.now().getTime() / 1000 + 60;
		const all = { iss: user.consumerKey, sub: user.username, aud: looks.wire.sim.url, exp, ...claims };
		const body = [{ alg: 'RS256' }, all].map((one) => Buffer.from(JSON.stringify(one)).toString('base64url')).join('.');
		const assertion = `${body}.${createSign('RSA-SHA256').update(body).sign(keys.privateKey, 'base64url')}`;
		const grant_type = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
		return (await looks.wire.token({ grant_type, assertion })).json.error;
	};
	return [
		[
			'passwordFlow',
			() => tokenError(),
			[
				[true, undefined],
				[false, 'invalid_grant'],
			],
		],
		[
			'trustedIp',
			() => tokenError({ password: user.password }),
			[
				[false, 'invalid_grant'],
				[true, undefined],
			],
		],
		[
			'instanceUrl',
			async () => new URL((await looks.wire.token(passwordGrant)).json.instance_url).hostname,
			[
				['same', '127.0.0.1'],
				['localhost', 'localhost'],
			],
		],
		[
			'loginHostServesData',
			async () => {
				looks.wire.sim.switches.instanceUrl = 'localhost';
				return (await looks.wire.get('limits')).status;
			},
			[
				[false, 404],
				[true, 200],
			],
		],
		[
			'clientCredentialsHost',
			async () => {
				looks.wire.sim.switches.instanceUrl = 'localhost';
				const form = { grant_type: 'client_credentials', ...app };
				return [(await looks.wire.token(form)).status, (await looks.wire.token(form, instance())).status];
			},
			[
				['myDomain', [400, 200]],
				['any', [200, 200]],
			],
		],
		[
			'loginAudience',
			() => jwtError({ aud: 'https://login.salesforce.com' }),
			[
				['refused', 'app_not_found'],
				['accepted', undefined],
			],
		],
		[
			'jwtMaxMinutes',
			() => jwtError({ exp: looks.wire.sim.clock.now().getTime() / 1000 + 240 }),
			[
				[5, undefined],
				[3, 'invalid_grant'],
			],
		],
		[
			'jwtChecksTime',
			() => jwtError({ exp: 1 }),
			[
				[true, 'invalid_grant'],
				[false, undefined],
			],
		],
		[
			'blockedAppError',
			() => {
				looks.wire.sim.act.setApp({ consumerKey: user.consumerKey, blocked: true });
				return tokenError();
			},
			[
				['OAUTH_APP_BLOCKED', 'OAUTH_APP_BLOCKED'],
				['invalid_app_access', 'invalid_app_access'],
				['invalid_grant', 'invalid_grant'],
			],
		],
		[
			'inactiveUserError',
			() => {
				looks.wire.sim.act.setUser({ username: user.username, active: false });
				return tokenError();
			},
			[
				['inactive_user', 'inactive_user'],
				['invalid_grant', 'invalid_grant'],
			],
		],
		[
			'loginsPerHour',
			() => tokenError(),
			[
				[3600, undefined],
				[1, 'invalid_grant'],
			],
		],
		[
			'tokenTellsExpiry',
			async () => (await looks.wire.token(passwordGrant)).json.expires_in,
			[
				[false, undefined],
				[true, 7200],
			],
		],
		[
			'sessionMinutes',
			async () => {
				looks.wire.sim.clock.advance(60 * 60_000);
				return (await looks.wire.get('limits')).status;
			},
			[
				[120, 200],
				[15, 401],
			],
		],
		[
			'refuseCalls',
			async () => {
				const { status, json } = await looks.wire.get('limits');
				return [status, json[0]?.errorCode, json[0]?.message.slice(0, 24)];
			},
			[
				['no', [200, undefined, undefined]],
				['highAssurance', [401, 'INVALID_SESSION_ID', 'This session is not vali']],
				['agent', [401, 'INVALID_SESSION_ID', 'Connected app is not att']],
				['apiDisabled', [403, 'API_DISABLED_FOR_ORG', 'The REST API is not enab']],
				['concurrent', [403, 'REQUEST_LIMIT_EXCEEDED', 'ConcurrentRequests (Conc']],
			],
		],
	];
}
