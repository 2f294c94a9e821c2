/** Raised when the bytes so far do not hold the whole packet. */
export class Incomplete extends Error {}

/** Reads XDR: big-endian, everything in multiples of four bytes. */
export class Reader {
	constructor(
		private readonly bytes: Buffer,
		public position = 0,
	) {}

	int(): number {
		return this.take(4).readInt32BE();
	}

	text(): Buffer {
		const length = this.int();
		if (length < 0) throw new RangeError('A text of negative length.');
		const content = this.take(length);
		this.align(length);
		return content;
	}

	quad(): void {
		this.take(8);
	}

	/** Raw bytes, without what fills them up. */
	take(length: number): Buffer {
		const end = this.position + length;
		if (end > this.bytes.length) throw new Incomplete();
		const taken = this.bytes.subarray(this.position, end);
		this.position = end;
		return taken;
	}

	align(length: number): void {
		this.take((4 - (length % 4)) % 4);
	}
}

const FIXED: Record<number, number> = {
	7: 4,
	8: 4,
	9: 8,
	10: 4,
	11: 8,
	12: 4,
	13: 4,
	16: 8,
	17: 8,
	23: 1,
	27: 8,
	35: 8,
};
/** Bytes that follow the type in the description: a scale, or for 17 sub-type and character set. */
const DESCRIBED: Record<number, number> = { 7: 1, 8: 1, 9: 1, 16: 1, 17: 4 };

/** How each value of a message lies on the wire, read off its BLR: bytes, or 'varying'. Throws on a type that is not known. */
export function messageOf(blr: Buffer): Array<{ length: number } | 'varying'> {
	if (blr.length === 0) return [];
	const values: Array<{ length: number } | 'varying'> = [];
	// version, begin, message, number, then twice as many items as values: each is followed by its null flag.
	const count = blr.readUInt16LE(4) / 2;
	let at = 6;
	for (let value = 0; value < count; value++) {
		const type = blr.readUInt8(at++);
		if (type === 14 || type === 15) {
			if (type === 15) at += 2;
			values.push({ length: blr.readUInt16LE(at) });
			at += 2;
		} else if (type === 37 || type === 38) {
			values.push('varying');
			at += type === 38 ? 4 : 2;
		} else {
			const length = FIXED[type];
			if (length === undefined) throw new RangeError(`BLR type ${type} is not known.`);
			values.push({ length });
			at += DESCRIBED[type] ?? 0;
		}
		// The null flag: blr_short and its scale.
		at += 2;
	}
	return values;
}

/** Passes over one message of protocol 13: a bit per null, then the values that are there. */
export function skipMessage(reader: Reader, blr: Buffer): void {
	const values = messageOf(blr);
	if (values.length === 0) return;
	const size = Math.ceil(values.length / 8);
	const nulls = reader.take(size);
	reader.align(size);
	values.forEach((value, at) => {
		if (nulls[at >> 3]! & (1 << (at & 7))) return;
		if (value === 'varying') return void reader.text();
		reader.take(value.length);
		reader.align(value.length);
	});
}
