import {
	chownSync,
	copyFileSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { installedFolder } from './installed';
import { startKeeper, type Kept, type Keeper } from './keeper';

/** As whom Firebird runs where we are root: other people's files and the installed Firebird's log are out of its reach. */
const NOBODY = 65_534;

/** A folder that is a whole Firebird of its own. */
export interface Root extends Kept {
	readonly databaseFile: string;
	/** Removes the folder when it ends. */
	readonly keeper: Keeper;
	write(name: string, content: string | Buffer): void;
}

/** What firebird.conf says about signing in and the wire. */
export interface ServerSettings {
	readonly port: number;
	readonly authServer: string;
	readonly wireCrypt: string;
}

/** The name by which clients open the database, as a customer's administrator would set it up. */
export const ALIAS = 'FIRMA';

/**
 * Debian's build reads its configuration and messages from FIREBIRD, but plugins and fbintl.conf from fixed places. The
 * latter names $(root)/intl/fbintl, so a FIREBIRD without it has no character sets; a symbolic link there is
 * resolved and then not recognised, hence the copy (measured with 3.0.11; streamsoft.md 4.7 met the same).
 */
export function createRoot(): Root {
	const installed = installedFolder()!;
	const folder = mkdtempSync(join(tmpdir(), 'sandbox-streamsoft-'));
	const identity = process.getuid?.() === 0 && everybodyMayEnter(tmpdir()) ? { uid: NOBODY, gid: NOBODY } : {};
	const own = (path: string) => {
		if (identity.uid !== undefined) chownSync(path, identity.uid, identity.gid);
	};
	own(folder);
	for (const name of ['baza', 'lock', 'intl']) {
		mkdirSync(join(folder, name));
		own(join(folder, name));
	}
	copyFileSync(join(installed, 'intl', 'libfbintl.so'), join(folder, 'intl', 'libfbintl.so'));
	const databaseFile = join(folder, 'baza', `${ALIAS}.FB`);
	const kept: Kept = {
		folder,
		identity,
		environment: {
			PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
			FIREBIRD: folder,
			FIREBIRD_LOCK: join(folder, 'lock'),
			FIREBIRD_TMP: join(folder, 'lock'),
			FIREBIRD_MSG: installed,
		},
	};
	const root: Root = {
		...kept,
		databaseFile,
		keeper: startKeeper(kept),
		write(name, content) {
			writeFileSync(join(folder, name), content);
			own(join(folder, name));
		},
	};
	root.write('plugins.conf', '');
	root.write('databases.conf', `${ALIAS} = ${databaseFile}\n`);
	return root;
}

/** Where a person's temporary folder is closed to others, Firebird must run as that person. */
const everybodyMayEnter = (path: string): boolean =>
	(statSync(path).mode & 1) === 1 && (dirname(path) === path || everybodyMayEnter(dirname(path)));

/** The users of this root alone, in its folder. */
export const SECURITY_FILE = 'security3.fdb';

/** Bytes of finished databases by what they are: making one takes longer than writing it. */
const templates = new Map<string, Buffer>();

/** Puts a file in the root that `make` makes, from memory if it was made before in this process. */
export async function placeFile(root: Root, file: string, kind: string, make: (path: string) => Promise<void>) {
	const path = join(root.folder, file);
	const known = templates.get(kind);
	if (known) return root.write(file, known);
	rmSync(path, { force: true });
	await make(path);
	templates.set(kind, readFileSync(path));
}

export function writeSettings(root: Root, { port, authServer, wireCrypt }: ServerSettings): void {
	const settings = {
		RemoteServicePort: port,
		RemoteBindAddress: '127.0.0.1',
		DatabaseAccess: 'Full',
		SecurityDatabase: join(root.folder, SECURITY_FILE),
		AuthServer: authServer,
		UserManager: 'Srp, Legacy_UserManager',
		WireCrypt: wireCrypt,
		WireCompression: 'false',
		IpcName: root.folder.replace(/\W/g, '_'),
	};
	const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
	root.write('firebird.conf', `${lines.join('\n')}\n`);
}
