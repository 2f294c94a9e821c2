/** The one file that imports node-firebird. The build bundles it; it is loaded with the first connection. */
import * as Firebird from 'node-firebird';

import { Attachment } from './driver/attachment';
import { DriverError, errorOf } from './driver/errors';
import { guarded } from './driver/guard';
import type { InnerConnection, InnerDatabase } from './driver/inner';

export type { Asking, Attachment, Mode, Param, Row, Transaction } from './driver/attachment';
export type { DriverError } from './driver/errors';
export type { Column, ParamKind } from './driver/plain';

export interface Target {
	host: string;
	port: number;
	/** Path or alias, as the server knows it. */
	database: string;
	user: string;
	password: string;
	/** Empty for none. */
	role: string;
	encryption: 'auto' | 'required' | 'off';
}

/** So many prepared statements are kept on one connection. */
const STATEMENTS = 24;
/** Ways to sign in, the best first; a server that wants another one names it. */
const FIRST_PLUGIN = 'Srp256';
const OTHER_PLUGIN = /don't accept plugin : \w+, but support : (\w+)/;
const MOST_TRIES = 4;
/** What a server says that does not encrypt as the client would like to (streamsoft.md 4.5). */
const NO_KEYS = 335545064;
const NOT_SO: ReadonlySet<number | undefined> = new Set([335544375, NO_KEYS]);
/** In the words of the server itself, where the driver says nothing that a person understands. */
const REFUSED = 'Your user name and password are not defined';

/**
 * Opens a connection, with whichever way to sign in the server takes.
 * @param timeoutMs after which the attempt is given up
 * @throws DriverError
 */
export async function attach(target: Target, timeoutMs: number): Promise<Attachment> {
	const until = performance.now() + timeoutMs;
	let [plugin, encrypt] = [FIRST_PLUGIN, target.encryption !== 'off'];
	for (let attempt = 1; ; attempt++) {
		try {
			const attachment = await attachOnce(target, plugin, encrypt, Math.max(1, until - performance.now()));
			if (target.encryption !== 'required' || attachment.isEncrypted) return attachment;
			await attachment.close();
			throw new DriverError('not encrypted', undefined, false);
		} catch (error) {
			const { message, code } = error as DriverError;
			const [, other] = OTHER_PLUGIN.exec(message) ?? [];
			const mayEndOpen = target.encryption === 'auto' && encrypt && NOT_SO.has(code);
			if (attempt >= MOST_TRIES || !(other || mayEndOpen)) throw refusal(error as DriverError, target);
			if (other) plugin = other;
			else encrypt = false;
		}
	}
}

function refusal(error: DriverError, { encryption }: Target): DriverError {
	if (encryption === 'required' && NOT_SO.has(error.code)) return new DriverError('not encrypted', error.code, false);
	return OTHER_PLUGIN.test(error.message) ? new DriverError(REFUSED, undefined, false) : error;
}

async function attachOnce(
	{ host, port, database, user, password, role }: Target,
	pluginName: string,
	encrypt: boolean,
	timeoutMs: number,
): Promise<Attachment> {
	const options = {
		...{ host, port, database, user, password, pluginName },
		...(role !== '' && { role }),
		encoding: 'UTF8' as const,
		// Otherwise the driver connects anew by itself, behind our back.
		isPool: true,
		statementCacheSize: STATEMENTS,
		numericMode: Firebird.NUMERIC_MODE_SAFE,
		blobReadChunkSize: 65_535,
		wireCrypt: encrypt ? Firebird.WIRE_CRYPT_ENABLE : Firebird.WIRE_CRYPT_DISABLE,
	};
	let connection: InnerConnection | undefined;
	let stop = () => {};
	const attached = new Promise<InnerDatabase>((resolve, reject) => {
		const fail = (error: DriverError) => reject(error);
		Firebird.attach(options, (error, db) => (error ? fail(errorOf(error)) : resolve(db as unknown as InnerDatabase)));
		// The one that the call above has just begun.
		const begun = (connection = Firebird.connection as unknown as InnerConnection);
		const watch = guarded(begun, () => fail(new DriverError(REFUSED, undefined, false)));
		const timer = setTimeout(() => fail(new DriverError('timeout', undefined, true)), timeoutMs);
		// Ended before the driver asked for anything, nobody else would ever tell.
		begun._socket.once('close', () =>
			setImmediate(() => {
				if (watch.wasAskedAgain) fail(new DriverError(REFUSED, undefined, false));
				else fail(errorOf(begun.error ?? new Error('The connection was closed at once.')));
			}),
		);
		stop = () => {
			clearTimeout(timer);
			watch.stop();
		};
	});
	try {
		const db = await attached;
		return new Attachment(db, connection!, encrypt && Boolean(connection!.accept?.sessionKey));
	} catch (error) {
		connection?._socket.destroy();
		const { sessionKey, keys } = connection?.accept ?? {};
		// A server that does not encrypt names no keys, and hangs up where it is asked to.
		const isUnable = encrypt && (error as DriverError).isLost && Boolean(sessionKey) && !keys;
		throw isUnable ? new DriverError('not encrypted', NO_KEYS, false) : error;
	} finally {
		stop();
	}
}
