import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultOwner, freePorts, hostEnvironment, isPortFree, type Owner } from './environment';
import { ensureHost, type HostInstallation, type Log } from './install';
import { installPackage } from './package';
import { projectRoot } from './paths';

export interface HostOptions {
	/** Kept afterwards. Without it a temporary one is made, and removed by `close()`. */
	userFolder?: string;
	/** Without it a free one is taken. */
	port?: number;
	/** Added to n8n's environment, over what the driver sets. */
	env?: Record<string, string>;
	/** The built package to install; the project itself unless said otherwise. */
	packageFolder?: string;
	/** Without it one is made and kept in the user folder. */
	encryptionKey?: string;
	owner?: Owner;
	/** Hears what takes long. Silent unless given. */
	log?: Log;
}

/** All that is decided before n8n starts, and stays the same over a restart. */
export interface Setup {
	host: HostInstallation;
	userFolder: string;
	isTemporary: boolean;
	port: number;
	env: NodeJS.ProcessEnv;
	owner: Owner;
}

/** What n8n prints, over all restarts of one host. */
export const logFileOf = (userFolder: string) => join(userFolder, 'n8n.log');

/** n8n refuses to start with another key than the one a folder was made with, so a made one is kept there. */
function encryptionKeyOf(userFolder: string, given?: string): string {
	const file = join(userFolder, 'encryption-key');
	if (given) return given;
	if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('hex'), { mode: 0o600 });
	return readFileSync(file, 'utf8');
}

async function choosePorts(port?: number): Promise<[number, number]> {
	const [first, second] = (await freePorts(2)) as [number, number];
	if (port === undefined) return [first, second];
	if (await isPortFree(port)) return [port, second];
	throw new Error(`Port ${port} is taken by another program. Choose another one.`);
}

export async function setUp(options: HostOptions): Promise<Setup> {
	const log = options.log ?? (() => {});
	const host = await ensureHost(log);
	const isTemporary = options.userFolder === undefined;
	const userFolder = options.userFolder ?? mkdtempSync(join(tmpdir(), 'n8n-host-'));
	mkdirSync(userFolder, { recursive: true });
	rmSync(logFileOf(userFolder), { force: true });
	if (await installPackage(options.packageFolder ?? projectRoot, userFolder)) log('The package is installed into n8n.');
	const owner = options.owner ?? defaultOwner;
	const encryptionKey = encryptionKeyOf(userFolder, options.encryptionKey);
	const [port, brokerPort] = await choosePorts(options.port);
	const env = { ...hostEnvironment({ host, userFolder, port, brokerPort, encryptionKey, owner }), ...options.env };
	return { host, userFolder, isTemporary, port, env, owner };
}
