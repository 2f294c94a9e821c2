/** What test/support/nodeErrors.ts sees to. */
class Own extends RangeError {}

it("errors that Node throws are of the tests' own classes", () => {
	expect(() => Buffer.alloc(0).readInt32BE()).toThrow(RangeError);
	expect(() => Buffer.alloc(1).readInt8(2)).toThrow(RangeError);
	expect(() => 'a'.repeat(-1)).toThrow(RangeError);
	expect(new TypeError('other')).not.toBeInstanceOf(RangeError);
	expect(() => 'a'.repeat(-1)).not.toThrow(Own);
	expect(new Own()).toBeInstanceOf(Own);
});
