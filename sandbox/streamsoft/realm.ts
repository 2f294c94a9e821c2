/**
 * The driver knows an answer that has come in part only by `instanceof RangeError` of what Node's Buffer threw; anything
 * else it throws on, and the rest of the answer is lost: the connection hangs (read in node-firebird 2.17.1,
 * wire/connection.js). Where code runs in a realm of its own, as under jest, Buffer's RangeError is another class than the
 * realm's. This makes them one, for every user of the driver in the realm; elsewhere it does nothing.
 */
export function shareRangeError(): void {
	const ofNode = rangeErrorOfNode();
	if (ofNode && ofNode !== RangeError) globalThis.RangeError = ofNode;
}

function rangeErrorOfNode(): RangeErrorConstructor | undefined {
	try {
		Buffer.alloc(0).readInt32BE();
	} catch (error) {
		for (
			let prototype = Object.getPrototypeOf(error) as Error | null;
			prototype;
			prototype = Object.getPrototypeOf(prototype)
		)
			if (prototype.constructor.name === 'RangeError') return prototype.constructor as RangeErrorConstructor;
	}
	return undefined;
}
