import { existsSync } from 'node:fs';

/** Where Debian's and Ubuntu's packages put Firebird 3.0; measured with 3.0.11. */
export const programs = { server: '/usr/sbin/firebird', isql: '/usr/bin/isql-fb', gfix: '/usr/bin/gfix' } as const;

const LIBRARIES = ['x86_64-linux-gnu', 'aarch64-linux-gnu', 'arm-linux-gnueabihf', 'i386-linux-gnu'];

export const installCommand = 'apt-get install -y --no-install-recommends firebird3.0-server firebird3.0-utils';

/** The folder with firebird.msg, intl and plugins; undefined where it is not installed. */
export const installedFolder = (): string | undefined =>
	LIBRARIES.map((library) => `/usr/lib/${library}/firebird/3.0`).find((folder) => existsSync(folder));

/** Makes the tables that Legacy_Auth keeps its users in. */
export const LEGACY_USERS_SCRIPT = '/usr/share/firebird/3.0/security.sql';

/** Why the database cannot be started on this machine, with the command that helps; undefined where it can. */
export function firebirdProblem(): string | undefined {
	if (process.platform !== 'linux')
		return `The simulated Streamsoft is a real Firebird 3.0 server, which it starts on Linux only, not on ${process.platform}.`;
	const missing = [
		...(existsSync(programs.server) && installedFolder() && existsSync(LEGACY_USERS_SCRIPT)
			? []
			: ['firebird3.0-server']),
		...(existsSync(programs.isql) ? [] : ['firebird3.0-utils']),
	];
	if (missing.length === 0) return undefined;
	return `The simulated Streamsoft is a real Firebird 3.0 server; not installed: ${missing.join(' and ')}. Install with: ${installCommand}`;
}
