import type { Changes } from '../changes';
import { FLOWS, type App, type Login } from '../model';
import type { SalesforceStore } from '../store';

/** Somebody who may sign in, as seeds and acts give it. */
export interface UserSeed {
	username: string;
	password: string;
	/** Default: none, the password alone is enough. */
	securityToken?: string;
	firstName?: string;
	lastName?: string;
	/** Default: the user name. */
	email?: string;
	active?: boolean;
}

export type AppSeed = Partial<App> & Pick<App, 'consumerKey' | 'consumerSecret'>;

/** Who every new sandbox knows: fields as in the credential. */
export const sandboxUser = () => ({
	username: 'admin@salesforce.example',
	password: 'sandbox-password',
	securityToken: 'SandboxToken',
	consumerKey: 'sandbox-consumer-key',
	consumerSecret: 'sandbox-consumer-secret',
});

/** Users who sign in and apps they sign in through. */
export class People {
	readonly logins: Login[] = [];
	readonly apps: App[] = [];

	constructor(
		private readonly store: SalesforceStore,
		private readonly changes: Changes,
	) {
		this.clear();
	}

	/** Back to `sandboxUser()`. */
	clear(): void {
		this.logins.length = 0;
		this.apps.length = 0;
		const { consumerKey, consumerSecret, ...user } = sandboxUser();
		this.addUser({ ...user, firstName: 'Sandbox', lastName: 'Admin' });
		this.addApp({ consumerKey, consumerSecret });
	}

	/** Who does what nobody is named for. */
	get first(): Login {
		return this.logins[0]!;
	}

	login(username: string): Login | undefined {
		return this.logins.find((login) => login.username.toLowerCase() === username.toLowerCase());
	}

	/** One with the same user name is replaced. */
	addUser(seed: UserSeed): Login {
		const { username, password, securityToken = '', email = username, active = true } = seed;
		const { firstName = null, lastName = username } = seed;
		const values = { Username: username, FirstName: firstName, LastName: lastName, Email: email, IsActive: active };
		const known = this.login(username);
		const table = this.store.table('User')!;
		const id = known?.id ?? this.store.newId(table);
		if (known) this.changes.update(this.store.row(id)!, values, { by: id });
		else this.changes.create(table, values, { by: id }, id);
		const login: Login = { id, username, password, securityToken, active, passwordExpired: false, logins: [] };
		if (known) return Object.assign(known, login);
		this.logins.push(login);
		return login;
	}

	/** One with the same consumer key is replaced. */
	addApp(seed: AppSeed): App {
		const app: App = { flows: [...FLOWS], runAs: null, publicKey: null, blocked: false, ...seed };
		const at = this.apps.findIndex(({ consumerKey }) => consumerKey === app.consumerKey);
		if (at < 0) this.apps.push(app);
		else this.apps[at] = app;
		return app;
	}
}
