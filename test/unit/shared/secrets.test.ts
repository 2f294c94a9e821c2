import { secretsIn, withoutSecrets } from '../../../nodes/shared/secrets';

describe('secretsIn', () => {
	it('finds what is secret by its name, however deep', () => {
		const credential = {
			email: 'ann@toy.example',
			baseUrl: 'https://toy.example',
			apiKey: 'k-123456',
			clientSecret: 'c-123456',
			oauthTokenData: { access_token: 't-123456', expires_in: 3600, scope: 'everything' },
			pin: { password: 'p-123456' },
			emptyKey: '',
			nothing: null,
		};
		expect(secretsIn(credential)).toEqual(['k-123456', 'c-123456', 't-123456', 'p-123456']);
	});

	it('leaves short values alone, which would blot out ordinary words', () => {
		expect(secretsIn({ token: 'abc' })).toEqual([]);
	});
});

describe('withoutSecrets', () => {
	it('hides every one, everywhere, also as it stands in an address', () => {
		const text = 'a=s3cr3t&x and s3cr3t%26x, s3cr3t';
		expect(withoutSecrets(text, ['s3cr3t', 's3cr3t&x'])).toBe('a=*** and ***, ***');
		expect(withoutSecrets(text, [])).toBe(text);
	});

	it('hides a sign-in header, which holds the key in another writing', () => {
		const signedIn = Buffer.from('ann@toy.example:k-123456').toString('base64');
		expect(withoutSecrets(`{"authorization":"Basic ${signedIn}"}`, ['k-123456'])).toBe('{"authorization":"Basic ***"}');
		expect(withoutSecrets('bearer t.123456789-abcdef_x', [])).toBe('bearer ***');
		expect(withoutSecrets('Not in Basic, Basic Plus and Basic accounts', [])).toBe(
			'Not in Basic, Basic Plus and Basic accounts',
		);
	});
});
