import type { InnerConnection } from './inner';

/** What the driver or the server says went wrong. Known by its shape: the build bundles this class with the driver. */
export class DriverError extends Error {
	constructor(
		message: string,
		/** Firebird's number of the error; nothing where no server said it. */
		readonly code: number | undefined,
		/** The connection is gone, so the server may or may not have done what was asked last. */
		readonly isLost: boolean,
	) {
		super(message);
	}
}

const isGone = ({ _isClosed, _socket }: InnerConnection): boolean => _isClosed || _socket.destroyed;

/** @param connection nothing while there is none yet */
export function errorOf(thrown: unknown, connection?: InnerConnection): DriverError {
	if (thrown instanceof DriverError) return thrown;
	const { message, gdscode, code } = (thrown ?? {}) as { message?: string; gdscode?: number; code?: string };
	const said = String(message ?? thrown);
	const text = code && !said.includes(code) ? `${code}: ${said}` : said;
	return new DriverError(text, gdscode, gdscode === undefined && (connection === undefined || isGone(connection)));
}
