/** n8n refused a request, or did not answer. `status` is 0 when there was no answer. */
export class RestError extends Error {
	constructor(
		readonly request: string,
		readonly status: number,
		readonly answer: string,
	) {
		super(`n8n answered ${request} with ${status || 'nothing'}: ${answer.slice(0, 500)}`);
	}
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** n8n's two interfaces: `/rest`, which the editor uses with a login cookie, and `/api/v1` with a key. */
export class Rest {
	private cookie = '';

	private apiKey = '';

	constructor(readonly baseUrl: string) {}

	/** The parsed answer; what `/rest` wraps in `data` is unwrapped. */
	async request<T = unknown>(method: Method, path: string, body?: object): Promise<T> {
		const response = await this.send(method, path, body);
		const text = await response.text();
		if (!response.ok) throw new RestError(`${method} ${path}`, response.status, text);
		const answer = text === '' ? undefined : JSON.parse(text);
		return path.startsWith('/rest/') ? answer?.data : answer;
	}

	async login(email: string, password: string): Promise<void> {
		const body = { emailOrLdapLoginId: email, password };
		const response = await this.send('POST', '/rest/login', body);
		if (!response.ok) throw new RestError('POST /rest/login', response.status, await response.text());
		await response.arrayBuffer();
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length === 0) throw new RestError('POST /rest/login', response.status, 'no cookie came back');
		this.cookie = cookies.join('; ');
	}

	/** Makes a key for `/api/v1`. An earlier one of the same name is removed: n8n shows a key only once. */
	async createApiKey(label: string): Promise<void> {
		const query = new URLSearchParams({ label });
		const { items } = await this.request<{ items: Array<{ id: string; label: string }> }>(
			'GET',
			`/rest/api-keys?${query}`,
		);
		const earlier = items.filter((key) => key.label === label);
		for (const { id } of earlier) await this.request('DELETE', `/rest/api-keys/${id}`);
		const scopes = await this.request('GET', '/rest/api-keys/scopes');
		const key = await this.request<{ rawApiKey: string }>('POST', '/rest/api-keys', { label, scopes, expiresAt: null });
		this.apiKey = key.rawApiKey;
	}

	private async send(method: Method, path: string, body?: object): Promise<Response> {
		const headers: Record<string, string> = { 'content-type': 'application/json' };
		if (this.cookie) headers.cookie = this.cookie;
		if (this.apiKey) headers['x-n8n-api-key'] = this.apiKey;
		try {
			return await fetch(this.baseUrl + path, { method, headers, body: body && JSON.stringify(body) });
		} catch (error) {
			const { message, cause } = error as Error;
			throw new RestError(`${method} ${path}`, 0, cause instanceof Error ? cause.message : message);
		}
	}
}
