import { startSimulator, type Definition, type StartOptions } from '../../../sandbox/common';

interface ToySwitches {
	mood: 'calm' | 'cross';
	limit: number;
}

interface ToyStore {
	written: string[];
}

interface ToyAct {
	write(args: { word: string }): { total: number };
}

const definition: Definition<ToyStore, ToyAct, ToySwitches> = {
	name: 'toy',
	defaults: () => ({ mood: 'calm', limit: 3 }),
	choices: { mood: ['calm', 'cross'] },
	build({ clock, switches }) {
		const store: ToyStore = { written: [] };
		const write = ({ word }: { word: string }) => {
			if (!word) throw new Error('word: a text is needed.');
			store.written.push(word);
			return { total: store.written.length };
		};
		return {
			store,
			act: { write },
			maxBodyBytes: 1000,
			actionOf: ({ query }) => query.get('action') ?? undefined,
			handle({ method, body }) {
				if (method === 'POST') write({ word: body.toString() });
				return { json: { written: store.written, at: clock.now(), mood: switches.mood } };
			},
			seed: (data) => void store.written.push(...(data as string[])),
			clear: () => void store.written.splice(0),
		};
	},
};

/** The smallest vendor there can be, to test what all share. */
export const startToy = (options?: StartOptions) => startSimulator(definition, options);
export type Toy = Awaited<ReturnType<typeof startToy>>;
