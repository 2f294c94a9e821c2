import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { HostInstallation } from './install';

export interface Owner {
	email: string;
	password: string;
}

/** For a machine's own loopback address only; printed on the terminal by `npm start`. */
export const defaultOwner: Owner = { email: 'owner@example.test', password: 'Try-it-out-1' };

/** Everything that would call out, nag or keep a page from loading where there is no network. */
const quiet = {
	N8N_DIAGNOSTICS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_ENABLED: 'false',
	N8N_VERSION_NOTIFICATIONS_WHATS_NEW_ENABLED: 'false',
	N8N_TEMPLATES_ENABLED: 'false',
	N8N_PERSONALIZATION_ENABLED: 'false',
	N8N_HIRING_BANNER_ENABLED: 'false',
	N8N_DYNAMIC_BANNERS_ENABLED: 'false',
	N8N_LICENSE_AUTO_RENEW_ENABLED: 'false',
	N8N_DISABLED_MODULES: 'mcp-registry,instance-ai,agents,chat-hub,workflow-builder,mcp,quick-connect',
	NO_COLOR: '1',
};

/** What a child may need from the user's own environment. Nothing else is passed on, so no setting of theirs leaks in. */
const inherited = ['HOME', 'TMPDIR', 'LANG', 'USER', 'SHELL'];

export interface EnvironmentInput {
	host: HostInstallation;
	userFolder: string;
	port: number;
	brokerPort: number;
	encryptionKey: string;
	owner: Owner;
}

function hashPassword(host: HostInstallation, password: string): string {
	const bcrypt = createRequire(join(host.modules, 'n8n', 'package.json'))('bcryptjs');
	return bcrypt.hashSync(password, 4);
}

export function hostEnvironment(input: EnvironmentInput): NodeJS.ProcessEnv {
	const address = `http://127.0.0.1:${input.port}`;
	return {
		...Object.fromEntries(inherited.map((name) => [name, process.env[name]])),
		...quiet,
		N8N_USER_FOLDER: input.userFolder,
		N8N_HOST: '127.0.0.1',
		N8N_LISTEN_ADDRESS: '127.0.0.1',
		N8N_PORT: String(input.port),
		N8N_RUNNERS_BROKER_PORT: String(input.brokerPort),
		N8N_WEBHOOK_URL: `${address}/`,
		N8N_EDITOR_BASE_URL: `${address}/`,
		N8N_SECURE_COOKIE: 'false',
		N8N_ENCRYPTION_KEY: input.encryptionKey,
		N8N_INSTANCE_OWNER_MANAGED_BY_ENV: 'true',
		N8N_INSTANCE_OWNER_EMAIL: input.owner.email,
		N8N_INSTANCE_OWNER_FIRST_NAME: 'Sample',
		N8N_INSTANCE_OWNER_LAST_NAME: 'Owner',
		N8N_INSTANCE_OWNER_PASSWORD_HASH: hashPassword(input.host, input.owner.password),
		GENERIC_TIMEZONE: 'UTC',
	};
}

/** Ports that nothing listens on, all different: each is held until the last one is found. */
export async function freePorts(count: number): Promise<number[]> {
	const servers = Array.from({ length: count }, () => createServer());
	const opened = servers.map(
		(server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())),
	);
	await Promise.all(opened);
	const ports = servers.map((server) => (server.address() as AddressInfo).port);
	await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
	return ports;
}

export function isPortFree(port: number): Promise<boolean> {
	return new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => resolve(false));
		server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
	});
}
