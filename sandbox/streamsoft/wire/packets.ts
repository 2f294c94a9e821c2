import { operations, type Operation } from './operations';
import { Incomplete, Reader, skipMessage } from './reader';

export interface Packet {
	/** 'commit', 'execute', …; 'encrypted' or 'unknown' for bytes that cannot be told apart. */
	readonly name: string;
	readonly bytes: Buffer;
	/** Of what is prepared or executed, where it is known. */
	readonly sql?: string;
}

/** Cuts what one client sends into packets. After op_crypt, or bytes it cannot read, each arrival counts as one packet. */
export class PacketReader {
	private rest: Buffer = Buffer.alloc(0);
	private blind: 'encrypted' | 'unknown' | undefined;
	private readonly sqlByStatement = new Map<number, string>();
	/** Prepared under a handle that only the server's answer tells; the next new handle is it. */
	private readonly prepared: string[] = [];

	feed(bytes: Buffer): Packet[] {
		if (this.blind) return [{ name: this.blind, bytes }];
		this.rest = this.rest.length ? Buffer.concat([this.rest, bytes]) : bytes;
		const packets: Packet[] = [];
		while (this.rest.length && !this.blind) {
			const packet = this.next();
			if (!packet) break;
			packets.push(packet);
		}
		if (this.blind && this.rest.length) {
			packets.push({ name: this.blind, bytes: this.rest });
			this.rest = Buffer.alloc(0);
		}
		return packets;
	}

	private next(): Packet | undefined {
		const reader = new Reader(this.rest);
		try {
			const operation = operations[reader.int()];
			if (!operation) throw new RangeError('An operation that is not known.');
			const sql = this.read(reader, operation);
			const bytes = this.rest.subarray(0, reader.position);
			this.rest = this.rest.subarray(reader.position);
			if (operation.name === 'crypt') this.blind = 'encrypted';
			return { name: operation.name, bytes, ...(sql === undefined ? {} : { sql }) };
		} catch (error) {
			if (!(error instanceof Incomplete)) this.blind = 'unknown';
			return undefined;
		}
	}

	private read(reader: Reader, operation: Operation): string | undefined {
		if (operation.special === 'connect') return void skipConnect(reader);
		const parts = operation.parts.map((part) => reader[part]());
		const sql = operation.sql === undefined ? undefined : String(parts[operation.sql]);
		switch (operation.special) {
			case 'execute':
			case 'execute2': {
				const [statement, , blr, , messages] = parts as [number, number, Buffer, number, number];
				if (messages > 0) skipMessage(reader, blr);
				if (operation.special === 'execute2') {
					reader.text();
					reader.int();
				}
				return this.sqlOf(statement);
			}
			case 'immediate2': {
				const [blr, , messages] = parts as [Buffer, number, number];
				if (messages > 0) skipMessage(reader, blr);
				reader.text();
				reader.int();
				for (let ints = 0; ints < 3; ints++) reader.int();
				const text = String(reader.text());
				reader.text();
				reader.int();
				return text;
			}
			default:
		}
		if (operation.name === 'prepare_statement') this.remember(parts[1] as number, sql!);
		if (operation.name === 'free_statement' && parts[1] === DROP) this.sqlByStatement.delete(parts[0] as number);
		return sql;
	}

	private remember(statement: number, sql: string): void {
		if (statement === NOT_YET_KNOWN || statement === -1) this.prepared.push(sql);
		else this.sqlByStatement.set(statement, sql);
	}

	private sqlOf(statement: number): string | undefined {
		if (!this.sqlByStatement.has(statement)) {
			const sql = this.prepared.shift();
			if (sql !== undefined) this.sqlByStatement.set(statement, sql);
		}
		return this.sqlByStatement.get(statement);
	}
}

/** Handle of a statement that was allocated in the same breath. */
const NOT_YET_KNOWN = 0xffff;
/** DSQL_drop. */
const DROP = 2;

function skipConnect(reader: Reader): void {
	// operation, version of op_connect, architecture
	for (let ints = 0; ints < 3; ints++) reader.int();
	reader.text();
	const protocols = reader.int();
	reader.text();
	for (let ints = 0; ints < protocols * 5; ints++) reader.int();
}
