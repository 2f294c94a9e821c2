import { settingsAndTokens, settingsOf } from '../../../nodes/GoogleCalendar/settings';
import { accessByBrowser, accessOf } from '../../../nodes/GoogleCalendar/access';

const operator = (name: unknown, more: object = {}) => ({ operator: name, ...more });
const typed = (operators: unknown[], more: object = {}) => ({
	refreshToken: 'default-token',
	operatorTokens: '',
	operators: { operator: operators },
	...more,
});
const rows = (...list: Array<[unknown, unknown]>) => ({
	calendars: { rows: list.map(([type, calendar]) => ({ type, calendar })) },
});
const message = (work: () => unknown): string => {
	try {
		work();
	} catch (error) {
		return (error as Error).message;
	}
	return 'It went well.';
};

describe('settings of the credential', () => {
	it('are read with their defaults', () => {
		expect(settingsOf({ refreshToken: 't', operatorTokens: '' })).toEqual({
			operators: [],
			monthsBack: 1,
			monthsForward: 12,
		});
		const anna = operator(' Anna ', rows(['Spotkanie', ' Spotkania Anna '], [7, 'primary']));
		expect(settingsOf(typed([anna], { monthsBack: 0, monthsForward: '3' }))).toEqual({
			operators: [
				{
					operator: 'Anna',
					enabled: true,
					account: 'default',
					rows: [
						{ type: 'Spotkanie', calendar: 'Spotkania Anna' },
						{ type: '7', calendar: 'primary' },
					],
				},
			],
			monthsBack: 0,
			monthsForward: 3,
		});
	});

	it('keep an operator apart who is called as the account of the configuration is', () => {
		const own = { tokenFromConfiguration: false };
		const { settings, tokens } = settingsAndTokens(
			typed([operator('default', own), operator('Anna')], { operatorTokens: '{"default": "own"}' }),
		);
		expect(new Set(tokens.map(({ account }) => account)).size).toBe(2);
		expect(settings.operators[0]!.account).toBe(tokens.find(({ refreshToken }) => refreshToken === 'own')!.account);
	});

	it('do not choose between two tokens of one operator', () => {
		const twice = typed([], { operatorTokens: '{"Anna": "one", "anna ": "other"}' });
		expect(message(() => settingsOf(twice))).toMatch(/"anna " stands twice under "Operator Tokens"/);
	});

	it('give each token once, by the operator of whom it is first', () => {
		const own = { tokenFromConfiguration: false };
		const { settings, tokens } = settingsAndTokens(
			typed([operator('Anna', own), operator('PIOTR', own), operator('Ewa', own), operator('Jan')], {
				operatorTokens: '{"anna": "default-token", " Piotr ": "own", "Ewa": "own", "Nobody": "unused"}',
			}),
		);
		expect(settings.operators.map(({ account }) => account)).toEqual(['default', 'PIOTR', 'PIOTR', 'default']);
		expect(tokens.map(({ account, refreshToken }) => [account, refreshToken])).toEqual([
			['default', 'default-token'],
			['PIOTR', 'own'],
		]);
	});

	it('ask for no token of an operator who takes no part', () => {
		const off = operator('Anna', { support: false, tokenFromConfiguration: false });
		expect(settingsOf(typed([off])).operators[0]).toMatchObject({ enabled: false, account: 'default' });
	});

	it.each([
		[[operator('Anna', { tokenFromConfiguration: false })], {}, /Operator "Anna" has no token/],
		[
			[operator('Anna')],
			{ refreshToken: ' ' },
			/"Anna" takes the token from the configuration, but "Default Refresh Token" is empty/,
		],
		[[operator('Anna'), operator('anna')], {}, /"anna" stands twice/],
		[[operator('')], {}, /without a name/],
		[
			[operator('Anna', rows(['Spotkanie', '']))],
			{},
			/"Google Calendar Name" is empty beside "Spotkanie" for operator "Anna"/,
		],
		[[operator('Anna', rows(['', 'X']))], {}, /"CRM Event Type" is empty beside "X"/],
		[[], { operatorTokens: '{"Anna": secret-one}' }, /is not a JSON object/],
		[[], { operatorTokens: '["secret-one"]' }, /is not a JSON object/],
		[[], { operatorTokens: '{"Anna": {"token": "secret-one"}}' }, /token of operator "Anna" .*is not a text/],
		[[], { monthsBack: -1 }, /"Months Back"/],
		[[], { monthsForward: 'many' }, /"Months Forward"/],
	])('say what is wrong (%#)', (operators, more, words) => {
		const said = message(() => settingsOf(typed(operators, more)));
		expect(said).toMatch(words);
		expect(said).not.toContain('secret-one');
	});
});

describe('access', () => {
	const filled = { clientId: ' id ', clientSecret: 'made-up', refreshToken: 'token' };

	it('has the addresses of Google unless others are given', () => {
		expect(accessOf(filled)).toMatchObject({
			clientId: 'id',
			apiAddress: 'https://www.googleapis.com',
			tokenAddress: 'https://oauth2.googleapis.com/token',
			requestsPerMinute: 600,
		});
		const own = {
			apiAddress: 'https://proxy.example/',
			renewalAddress: 'https://proxy.example/token/',
			requestsPerMinute: 0,
		};
		expect(accessOf({ ...filled, ...own })).toMatchObject({
			apiAddress: 'https://proxy.example',
			tokenAddress: 'https://proxy.example/token',
			requestsPerMinute: 0,
		});
	});

	it('names what is empty', () => {
		expect(message(() => accessOf({ ...filled, clientSecret: '' }))).toMatch(/"Client Secret" is empty/);
		expect(message(() => accessOf({ ...filled, refreshToken: '' }))).toMatch(/no refresh token/);
		expect(message(() => accessByBrowser({ clientId: 'id' }))).toMatch(/not connected/);
	});

	it('by browser has no tokens of operators', () => {
		const data = {
			...typed([operator('Anna', { tokenFromConfiguration: false })]),
			oauthTokenData: { access_token: 'x' },
		};
		const { settings, tokens } = accessByBrowser(data as never);
		expect([settings.operators[0]!.account, tokens]).toEqual(['default', []]);
	});
});
