/** Names under which credentials keep what nobody may read. */
const SECRET_NAME = /key|token|secret|password|passphrase|signature|session/i;
/** Shorter ones would blot out ordinary words, and no service gives out such keys. */
const SHORTEST = 6;

/** The secret values of a decrypted credential, those inside stored sign-in answers (OAuth2) included. */
export function secretsIn(credential: object): string[] {
	return Object.entries(credential).flatMap(([name, value]: [string, unknown]) => {
		if (typeof value === 'object' && value !== null) return secretsIn(value);
		return typeof value === 'string' && value.length >= SHORTEST && SECRET_NAME.test(name) ? [value] : [];
	});
}

/** A header that signs in holds the key in Base64, or is the key. */
const SIGN_IN = /\b(basic|bearer)\s+[\w+/=.~-]{16,}/gi;

/** The text with every secret made unreadable: a vendor may quote in its refusal what it was sent. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	const longestFirst = secrets
		.flatMap((secret) => [secret, encodeURIComponent(secret)])
		.sort((a, b) => b.length - a.length);
	const safe = longestFirst.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
	return safe.replace(SIGN_IN, '$1 ***');
}
