import { anna, piotr } from './googleCalendarKit';
import { DAY, type Looks, type Row } from './googleCalendarSwitchLooks';

export function switchTokens(looks: Looks): Row[] {
	const { tokenError, consent, exchange } = looks;
	const after = async (ms: number) => {
		looks.kit.sim.clock.advance(ms);
		return await tokenError();
	};
	return [
		[
			'accessTokenSeconds',
			async () => (await looks.kit.refresh()).json.expires_in,
			[
				[3599, 3599],
				[60, 60],
			],
		],
		[
			'refreshTokensPerUser',
			() => {
				looks.act().grantToken({ user: anna.email });
				return tokenError();
			},
			[
				[100, undefined],
				[1, 'invalid_grant'],
			],
		],
		[
			'unusedDays',
			() => after(100 * DAY),
			[
				[183, undefined],
				[90, 'invalid_grant'],
			],
		],
		[
			'testingDays',
			() => {
				looks.act().testingApp();
				return after(8 * DAY);
			},
			[
				[7, 'invalid_grant'],
				[30, undefined],
			],
		],
		[
			'tokenTellsRefreshExpiry',
			async () => {
				looks.act().testingApp();
				return (await looks.kit.refresh()).json.refresh_token_expires_in;
			},
			[
				[true, 604_800],
				[false, undefined],
			],
		],
		[
			'foreignClientError',
			() => {
				looks.act().setApp({ clientId: 'other', clientSecret: 's' });
				return tokenError({ client_id: 'other', client_secret: 's' });
			},
			[
				['unauthorized_client', 'unauthorized_client'],
				['invalid_grant', 'invalid_grant'],
			],
		],
		[
			'consentUser',
			async () => {
				const { access_token } = await exchange((await consent()).get('code'));
				const headers = { authorization: `Bearer ${access_token}` };
				return (await looks.kit.send('GET', '/calendars/primary', undefined, headers)).json.id;
			},
			[
				['', anna.email],
				[piotr.email, piotr.email],
			],
		],
		[
			'consent',
			async () => (await consent()).get('error'),
			[
				['granted', null],
				['denied', 'access_denied'],
			],
		],
		[
			'repeatedConsentToken',
			async () => typeof (await exchange((await consent({ access_type: 'offline' })).get('code'))).refresh_token,
			[
				['withPrompt', 'undefined'],
				['always', 'string'],
			],
		],
	];
}
