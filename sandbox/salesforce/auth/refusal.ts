/** An error of the token endpoint: 400 with an object, unlike the arrays of the other endpoints (salesforce.md 1). */
export class TokenRefusal extends Error {
	constructor(
		readonly error: string,
		readonly description: string,
	) {
		super(description);
	}
}
