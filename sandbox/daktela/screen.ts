import { Invalid, Refusal } from './types';
import { say } from './words';
import type { World } from './world';

/** The world as a person at the screens has it: a form keeps what is not touched and has no field that is not there. */
export type Screen = World;

export function screenOf(world: World): Screen {
	const { switches } = world;
	const unknownCustomField = switches.unknownCustomField === 'stored' ? 'stored' : '400';
	return {
		...world,
		switches: {
			...switches,
			put: 'merge',
			putCustomFields: 'merge',
			unknownField: '400',
			unknownCustomField,
			contactTitle: 'derived',
			emptyDescription: 'stored',
		},
	};
}

/** What the vendor would answer as an error, said in words: 'contacts[3]: lastname: Item is mandatory.' */
export function told<Result>(where: string, { switches }: World, work: () => Result): Result {
	try {
		return work();
	} catch (error) {
		if (error instanceof Refusal) throw new Error(`${where}: ${say(error.complaint, switches)}.`);
		if (!(error instanceof Invalid)) throw error;
		const custom = Object.entries(error.custom).map(([name, word]) => [`customFields.${name}`, word] as const);
		const said = [...Object.entries(error.form), ...custom].map(([name, word]) => `${name}: ${say(word, switches)}`);
		throw new Error(`${where}: ${said.join('; ')}.`);
	}
}
