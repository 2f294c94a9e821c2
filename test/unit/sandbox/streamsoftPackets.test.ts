import { PacketReader } from '../../../sandbox/streamsoft/wire/packets';

const int = (value: number) => {
	const bytes = Buffer.alloc(4);
	bytes.writeInt32BE(value);
	return bytes;
};
const padded = (bytes: Buffer) => Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
const text = (content: Buffer | string) =>
	Buffer.concat([int(Buffer.from(content).length), padded(Buffer.from(content))]);
const packet = (operation: number, ...parts: Buffer[]) => Buffer.concat([int(operation), ...parts]);

/** BLR of a message: version, begin, message, number, items, then each type and its null flag. */
const blr = (...types: number[][]) =>
	Buffer.from([5, 2, 4, 0, types.length * 2, 0, ...types.flatMap((type) => [...type, 7, 0]), 255, 76]);

const connect = packet(
	1,
	int(19),
	int(3),
	int(1),
	text('FIRMA'),
	int(2),
	text('user'),
	...Array.from({ length: 10 }, () => int(0)),
);
const prepare = (statement: number, sql: string) =>
	packet(68, int(1), int(statement), int(3), text(sql), text('items'), int(65535));
const execute = (statement: number, description: Buffer = Buffer.alloc(0), message: Buffer = Buffer.alloc(0)) =>
	packet(63, int(statement), int(1), text(description), int(0), int(message.length ? 1 : 0), message);

const named = (reader: PacketReader, ...bytes: Buffer[]) =>
	bytes.flatMap((one) => reader.feed(one)).map(({ name, sql }) => (sql === undefined ? name : `${name} ${sql}`));

describe("packets of Firebird's wire", () => {
	const message = Buffer.concat([
		padded(Buffer.from([0b0000_0010])),
		text('Łódź'),
		int(7),
		Buffer.alloc(8),
		padded(Buffer.from('abc')),
		padded(Buffer.from([1])),
		Buffer.alloc(8),
	]);
	// varying2, (timestamp that is null), long, int64, text2 of three, bool, blob2
	const description = blr([38, 52, 0, 10, 0], [35], [8, 0], [16, 0], [15, 4, 0, 3, 0], [23], [17, 1, 0, 4, 0]);
	const stream = [
		connect,
		packet(92, text('proof'), text('Srp'), text(''), text('')),
		packet(19, int(0), text('FIRMA'), text('dpb')),
		packet(29, int(1), text('tpb')),
		packet(62, int(0)),
		prepare(0xffff, 'UPDATE A'),
		execute(5, description, message),
		packet(30, int(1)),
		packet(67, int(5), int(2)),
		packet(62, int(0)),
		prepare(6, 'SELECT B'),
		execute(6),
		packet(65, int(6), text('blr'), int(0), int(400)),
		packet(76, int(6), int(1), text(description), int(0), int(1), message, text(blr([8, 0])), int(0)),
		packet(64, int(1), int(0), int(3), text('DROP C'), text(''), int(0)),
		packet(75, text(''), int(0), int(0), text(''), int(0), int(1), int(0), int(3), text('ALTER D'), text(''), int(0)),
		packet(50, int(1)),
		packet(21, int(0)),
		packet(6),
	];
	const seen = [
		'connect',
		'cont_auth',
		'attach',
		'transaction',
		'allocate_statement',
		'prepare_statement UPDATE A',
		'execute UPDATE A',
		'commit',
		'free_statement',
		'allocate_statement',
		'prepare_statement SELECT B',
		'execute SELECT B',
		'fetch',
		'execute2 SELECT B',
		'exec_immediate DROP C',
		'exec_immediate2 ALTER D',
		'commit_retaining',
		'detach',
		'disconnect',
	];

	test('are told apart, one by one, all at once and byte by byte', () => {
		expect(named(new PacketReader(), ...stream)).toEqual(seen);
		expect(named(new PacketReader(), Buffer.concat(stream))).toEqual(seen);
		const bytes = [...Buffer.concat(stream)].map((byte) => Buffer.from([byte]));
		expect(named(new PacketReader(), ...bytes)).toEqual(seen);
	});

	test('lose no byte', () => {
		const reader = new PacketReader();
		const all = Buffer.concat(stream);
		const halves = [all.subarray(0, 333), all.subarray(333)];
		expect(Buffer.concat(halves.flatMap((half) => reader.feed(half)).map(({ bytes }) => bytes))).toEqual(all);
	});

	test('after op_crypt nothing can be read', () => {
		const crypt = packet(96, text('Arc4'), text('Symmetric'));
		const reader = new PacketReader();
		expect(named(reader, Buffer.concat([connect, crypt]), Buffer.from('garbage'), packet(30, int(1)))).toEqual([
			'connect',
			'crypt',
			'encrypted',
			'encrypted',
		]);
		expect(named(new PacketReader(), Buffer.concat([crypt, Buffer.from([1, 2])]))).toEqual(['crypt', 'encrypted']);
	});

	test.each([
		['an operation that is not known', packet(200, int(1))],
		['no Firebird at all', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
		['a text of negative length', packet(29, int(1), int(-5))],
		['a type that is not known', execute(1, blr([99]), int(0))],
	])('%s makes the rest unknown', (_, bytes) => {
		const reader = new PacketReader();
		expect(named(reader, packet(71), bytes, packet(30, int(1)))).toEqual(['dummy', 'unknown', 'unknown']);
	});

	test('handles are used again once they were dropped', () => {
		const reader = new PacketReader();
		const again = [
			prepare(0xffff, 'A'),
			execute(3),
			packet(67, int(3), int(1)),
			execute(3),
			packet(67, int(3), int(2)),
		];
		expect(named(reader, ...again, prepare(-1, 'B'), execute(3)).filter((name) => name.startsWith('execute'))).toEqual([
			'execute A',
			'execute A',
			'execute B',
		]);
		expect(named(new PacketReader(), execute(9))).toEqual(['execute']);
	});
});
