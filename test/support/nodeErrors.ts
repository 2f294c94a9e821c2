/**
 * Jest gives every test file classes of its own, so what Node itself throws is none of them. node-firebird tells an answer that
 * has not arrived completely by `instanceof RangeError`; without this its connections would hang.
 */
try {
	Buffer.alloc(0).readInt8(0);
} catch (error) {
	const [own, ordinary] = [RangeError, Function.prototype[Symbol.hasInstance]];
	const ofNode = classOf(error, own.name);
	Object.defineProperty(own, Symbol.hasInstance, {
		value(this: unknown, thrown: unknown) {
			return ordinary.call(this, thrown) || (this === own && ordinary.call(ofNode, thrown));
		},
	});
}

function classOf(error: unknown, name: string): unknown {
	let prototype: unknown = error;
	do prototype = Object.getPrototypeOf(prototype);
	while (prototype && (prototype as Error).constructor.name !== name);
	return (prototype as Error | null)?.constructor ?? RangeError;
}

export {};
