import { Fault } from '../shared/fault';

/** Whether a write may have been done although its answer did not arrive. */
export const isLost = (error: unknown): error is Fault => error instanceof Fault && error.effect === 'unknown';

export const isKind = (error: unknown, ...kinds: Array<Fault['kind']>): error is Fault =>
	error instanceof Fault && kinds.includes(error.kind);

/** The fault for a write that must not be repeated blindly, because Daktela would do it twice. */
export const mayHaveBeenWritten = ({ kind, message, status }: Fault, what: string, advice?: string): Fault =>
	new Fault(kind, `${message} ${what} may have been written.`, {
		advice: advice ?? 'Look in Daktela before you run this again, or it may be there twice.',
		effect: 'unknown',
		...(status !== undefined && { status }),
	});

export const goneFault = ({ name }: { name: string }, key: string): Fault =>
	new Fault('notFound', `Daktela has no ${name} with the key "${key}": it was deleted, or the key is wrong.`, {
		advice: 'Check the key, or set "If the Record Is Gone" to Skip.',
		field: 'Record',
	});
