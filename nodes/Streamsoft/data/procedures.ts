/** Writing through the procedures that a partner supplies, as the vendor calls its own (streamsoft.md 2.3). */
import { Fault } from '../../shared/fault';
import type { Work } from '../database';
import { parametersOf } from '../profile/check';
import type { Profile } from '../profile/schema';
import type { Param } from '../sdk';
import { PART, type Model, type TaskValues } from './model';

type Kind = keyof Profile['procedures'];

/** Whether a new task can be given its ID. */
export function takesId(model: Model, kind: Kind): boolean {
	const procedure = model.profile.procedures[kind];
	return !procedure || parametersOf(model.profile, procedure, infoOf(model, nameOf(procedure))).includes('id');
}

const nameOf = (procedure: NonNullable<Profile['procedures'][Kind]>): string =>
	typeof procedure === 'string' ? procedure : procedure.name;

const infoOf = (model: Model, name: string) => model.catalogue.procedures.get(name)!;

/** @returns the ID that it tells, else the given one. @throws Fault with the text of its error where it refuses */
export async function called(
	model: Model,
	work: Work,
	kind: Kind,
	values: TaskValues,
	id: number | undefined,
): Promise<number> {
	const procedure = model.profile.procedures[kind]!;
	const name = nameOf(procedure);
	const info = infoOf(model, name);
	const parameters = parametersOf(model.profile, procedure, info);
	const params = parameters.map((parameter): Param => {
		if (!parameter) return null;
		return parameter === 'id' ? (id ?? null) : paramOf(values[parameter], name);
	});
	const marks = parameters.map((_, at) => model.mark(info.inputs[at]!)).join(', ');
	const list = marks === '' ? '' : `(${marks})`;
	const [row = []] = await work.rows(
		`${info.isSelectable ? 'SELECT * FROM' : 'EXECUTE PROCEDURE'} ${name}${list}`,
		params,
	);
	const { result, errors } = typeof procedure === 'string' ? {} : procedure;
	const told = (wanted: string | null | undefined, usual: RegExp, otherwise: number) => {
		const place = info.outputs.findIndex((output) => (wanted ? output === wanted : usual.test(output)));
		return row[place >= 0 ? place : otherwise];
	};
	const error = told(result?.error, /BLAD|ERROR/, 1);
	if (error !== null && error !== undefined && Number(error) !== 0) {
		const text = errors?.[String(error)] ?? 'the schema profile does not say what that means';
		throw new Fault('invalid', `The procedure ${name} refused it with error ${String(error)}: ${text}.`, {
			advice: `Correct the values, or ask whoever wrote the procedure. Texts for errors can stand under procedures.${kind}.errors.`,
		});
	}
	const written = Number(told(result?.id, /ID/, 0));
	return Number.isSafeInteger(written) && written > 0 ? written : (id ?? 0);
}

function paramOf(value: string | number | boolean | null, name: string): Param {
	if (typeof value === 'string' && value.length > PART) {
		const message = `A text has more than ${PART} characters, which the procedure ${name} cannot be given.`;
		throw new Fault('invalid', message, { advice: 'Shorten the text.' });
	}
	if (typeof value === 'boolean') return Number(value);
	return value === '' ? null : value;
}
