/** Keeps a connection of the driver from doing harm while it signs in and works. */
import type { InnerConnection } from './inner';

/** op_cont_auth: the server goes on to another way to sign in. */
const NEXT_PLUGIN = 92;
/** The driver may wait for ever where the server wants yet another one; a server that checks a password is faster. */
const SILENCE_MS = 3_000;

export interface Watch {
	/** The server asked for another way to sign in, so what failed afterwards was the sign-in. */
	wasAskedAgain: boolean;
	stop(): void;
}

/**
 * The driver works inside listeners of the socket: what it throws there, at an answer it does not understand, would end the
 * whole process. So it ends the connection instead.
 * @param refused called when the sign-in has come to nothing without anybody saying so
 */
export function guarded(connection: InnerConnection, refused: () => void): Watch {
	const { _socket: socket } = connection;
	let timer: NodeJS.Timeout | undefined;
	const watch: Watch = {
		wasAskedAgain: false,
		stop() {
			clearTimeout(timer);
			socket.removeListener('data', look);
		},
	};
	const look = (data: Buffer) => {
		clearTimeout(timer);
		if (data.length < 4 || data.readInt32BE(0) !== NEXT_PLUGIN) return;
		watch.wasAskedAgain = true;
		timer = setTimeout(refused, SILENCE_MS);
	};
	socket.prependListener('data', look);
	for (const event of ['connect', 'data', 'close'] as const) {
		for (const listener of socket.listeners(event) as Array<(...args: unknown[]) => void>) {
			if (listener === (look as unknown)) continue;
			socket.removeListener(event, listener);
			socket.addListener(event, (...args: unknown[]) => {
				try {
					listener(...args);
				} catch (error) {
					connection.error ??= error;
					socket.destroy();
				}
			});
		}
	}
	return watch;
}
