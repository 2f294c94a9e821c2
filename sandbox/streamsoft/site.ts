import { openConnection, type Connection, type Statements } from './database';
import { databaseScript } from './schema/ddl';
import { variants, type Names } from './schema/names';
import { freePort, startServer, type ServerProcess } from './server/process';
import { ALIAS, createRoot, placeFile, writeSettings, type Root } from './server/root';
import { createDatabase } from './server/script';
import { placeUsers } from './server/users';
import { schemaPart, serverPart, type StreamsoftSwitches } from './switches';

const AUTH_SERVERS = { legacy: 'Legacy_Auth', srp: 'Srp256, Srp', any: 'Srp256, Srp, Legacy_Auth' } as const;
const WIRE_CRYPT = { disabled: 'Disabled', enabled: 'Enabled', required: 'Required' } as const;

/** An open transaction. */
export interface Hold extends Statements {
	release(): Promise<void>;
	/** False after `release`, and when the server was stopped or renewed meanwhile. */
	isOpen(): boolean;
}

/** The server and its company database, kept as the switches say. What is asked of it happens one after the other. */
export class Site {
	readonly root: Root = createRoot();
	private server: ServerProcess | undefined;
	private connection: Connection | undefined;
	private inForce = { schema: '', server: '', salt: '' };
	private queue: Promise<unknown> = Promise.resolve();
	private stopped = false;
	private ended = false;
	/** Cuts whoever is connected; set by what stands before the server. */
	cut: () => void = () => undefined;
	private readonly locks = new Set<() => Promise<void>>();

	constructor(private readonly switches: StreamsoftSwitches) {}

	get names(): Names {
		return variants[this.switches.schema];
	}

	/** Of the server itself; undefined while it is stopped. */
	get port(): number | undefined {
		return this.server?.port;
	}

	get pid(): number | undefined {
		return this.server?.pid;
	}

	/** Resolves when the server runs as the switches say, or stands still because it was stopped. */
	settled(): Promise<void> {
		return this.inTurn(() => this.settle());
	}

	/** Work in one transaction of Streamsoft's own. Rejects while the server is stopped. */
	work<T>(task: (statements: Statements, names: Names) => Promise<T>): Promise<T> {
		return this.inTurn(async () =>
			(await this.connected()).inTransaction((statements) => task(statements, this.names)),
		);
	}

	/** A connection of its own with an open transaction; ends with `release`, or when the server does. */
	async hold(): Promise<Hold> {
		return await this.inTurn(async () => {
			await this.connected();
			const connection = await openConnection(this.server!.port, ALIAS, this.switches);
			const transaction = await connection.begin();
			const release = async () => {
				if (!this.locks.delete(release)) return;
				await transaction.release();
				await connection.close();
			};
			this.locks.add(release);
			return { rows: transaction.rows, run: transaction.run, release, isOpen: () => this.locks.has(release) };
		});
	}

	/** The server ends as when the plug is pulled, until `start`. */
	stop(): Promise<void> {
		this.stopped = true;
		return this.inTurn(() => this.halt());
	}

	start(): Promise<void> {
		this.stopped = false;
		return this.settled();
	}

	/** An empty database; whoever is connected is cut. */
	renew(): Promise<void> {
		this.stopped = false;
		return this.inTurn(async () => {
			await this.halt();
			this.inForce.schema = '';
			await this.settle();
		});
	}

	/** Nothing is left behind. */
	async close(): Promise<void> {
		if (this.ended) return;
		this.ended = true;
		await this.queue.catch(() => undefined);
		await this.disconnect();
		await this.root.keeper.end();
	}

	private inTurn<T>(work: () => Promise<T>): Promise<T> {
		const turn = this.queue.then(async () => {
			if (this.ended) throw new Error('The simulated Streamsoft is closed.');
			return await work();
		});
		this.queue = turn.catch(() => undefined);
		return turn;
	}

	private async connected(): Promise<Connection> {
		await this.settle();
		if (!this.server) throw new Error("Streamsoft's database server is stopped. Act startServer starts it.");
		this.connection ??= await openConnection(this.server.port, ALIAS, this.switches);
		return this.connection;
	}

	private async settle(): Promise<void> {
		const { switches, inForce } = this;
		const wanted = { schema: schemaPart(switches), server: serverPart(switches) };
		if (switches.wireCrypt === 'required' && switches.auth !== 'srp')
			throw new Error("Switch wireCrypt 'required' needs auth 'srp': Legacy_Auth has no key to encrypt with.");
		if (wanted.schema !== inForce.schema) {
			await this.halt();
			inForce.schema = '';
			await placeFile(this.root, `baza/${ALIAS}.FB`, `company ${wanted.schema}`, (path) =>
				createDatabase(this.root, path, 'WIN1250', databaseScript(switches), 'SYSSTR'),
			);
			inForce.schema = wanted.schema;
		}
		if (wanted.server !== inForce.server) await this.halt();
		inForce.server = wanted.server;
		if (!this.server && !this.stopped) this.server = await this.boot();
	}

	private async boot(): Promise<ServerProcess> {
		if (this.inForce.salt !== this.switches.srpSalt) await placeUsers(this.root, this.switches.srpSalt);
		this.inForce.salt = this.switches.srpSalt;
		for (let attempt = 1; ; attempt++) {
			const port = await freePort();
			const { auth, wireCrypt, serverZone } = this.switches;
			writeSettings(this.root, { port, authServer: AUTH_SERVERS[auth], wireCrypt: WIRE_CRYPT[wireCrypt] });
			const server = await startServer(this.root, port, serverZone).catch((error: unknown) => error as Error);
			if (!(server instanceof Error)) return server;
			// Somebody may have taken the port between the look and the start.
			if (attempt === 3) throw server;
		}
	}

	private async halt(): Promise<void> {
		this.cut();
		await this.disconnect();
		await this.server?.stop();
		this.server = undefined;
	}

	private async disconnect(): Promise<void> {
		for (const release of [...this.locks]) await release().catch(() => undefined);
		await this.connection?.close().catch(() => undefined);
		this.connection = undefined;
	}
}
