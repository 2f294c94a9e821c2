import type { VendorReply } from '../../common';
import { Invalid, Refusal } from '../types';
import { say } from '../words';
import { now, shownTime, type World } from '../world';

/** The envelope of every answer (daktela.md 3). */
export function envelope(world: World, result: unknown, error: unknown = []): Record<string, unknown> {
	const time = shownTime(world, now(world));
	const { serverTime, timezoneMark, timezone } = world.switches;
	return {
		error,
		result,
		_time: time,
		...(serverTime ? { _serverTime: time } : {}),
		...(timezoneMark ? { _timezone: timezone } : {}),
	};
}

/** The answer to what was thrown (7); undefined for a mistake of the simulator's own. */
export function refusalAnswer(world: World, thrown: unknown): VendorReply | undefined {
	if (thrown instanceof Refusal) {
		const { status, complaint, headers } = thrown;
		return { status, headers, json: envelope(world, null, plainError(world, complaint)) };
	}
	return thrown instanceof Invalid ? invalidAnswer(world, thrown) : undefined;
}

export function plainError({ switches }: World, word: string): string | string[] {
	const text = say(word, switches);
	return switches.errorShape === 'array' ? [text] : text;
}

function invalidAnswer(world: World, thrown: Invalid): VendorReply {
	const { switches } = world;
	if (switches.validation === '422') return { status: 422, json: problem(world, thrown) };
	const { form, custom, input } = thrown;
	const taken = Object.values(form).includes('taken') && switches.duplicateName !== 'form';
	const error = taken ? takenError(world) : { form: formOf(world, form, custom) };
	const isMissing = Object.values(form).includes('mandatory');
	const echoes = switches.errorEcho === 'always' || (switches.errorEcho === 'asRecorded' && !isMissing);
	return { status: 400, json: envelope(world, echoes ? input : null, error) };
}

function takenError({ switches }: World): unknown {
	const text = say('taken', switches);
	const shapes = { primary: { primary: [text] }, array: [text], string: text, form: undefined };
	return shapes[switches.duplicateName];
}

function formOf({ switches }: World, form: Invalid['form'], custom: Invalid['custom']): Record<string, unknown> {
	const fields = Object.entries(form).map(([name, word]) => [name, say(word, switches)]);
	const inner = Object.entries(custom).map(([name, word]) => [name, [say(word, switches)]]);
	return { ...Object.fromEntries(fields), ...(inner.length ? { customFields: Object.fromEntries(inner) } : {}) };
}

/** The newer shape of a refused write. */
function problem({ switches }: World, { form, custom }: Invalid): unknown {
	const violations = [
		...Object.entries(form).map(([name, word]) => ({ propertyPath: name, message: say(word, switches) })),
		...Object.entries(custom).map(([name, word]) => ({
			propertyPath: `customFields[${name}]`,
			message: say(word, switches),
		})),
	];
	const detail = violations.map(({ propertyPath, message }) => `${propertyPath}: ${message}`).join('\n');
	return { status: 422, type: 'about:blank', title: 'Validation failed', detail, violations };
}
