import type { CommonSwitches, Definition } from './types';

export interface SwitchBoard<Switches extends object> {
	readonly values: Switches & CommonSwitches;
	reset(): void;
	/** Sets several at once, all or none. Throws naming the switch that is unknown or whose value does not fit. */
	set(json: unknown): void;
	/** Allowed values by switch, where they are few. */
	readonly choices: Record<string, readonly unknown[]>;
}

export function createSwitches<Switches extends object>(
	definition: Pick<Definition<unknown, unknown, Switches>, 'defaults' | 'choices'>,
	latencyMs: number,
): SwitchBoard<Switches> {
	const defaults = () => ({ ...definition.defaults(), latencyMs });
	const values = defaults();
	const choices = (definition.choices ?? {}) as Record<string, readonly unknown[]>;
	return {
		values,
		choices,
		reset: () => void Object.assign(values, defaults()),
		set(json) {
			if (typeof json !== 'object' || json === null || Array.isArray(json))
				throw new Error('Switches are a JSON object.');
			const known = defaults() as Record<string, unknown>;
			for (const [name, value] of Object.entries(json)) {
				if (!Object.hasOwn(known, name))
					throw new Error(`There is no switch '${name}'. There are: ${Object.keys(known).join(', ')}.`);
				const allowed = choices[name];
				if (allowed ? !allowed.includes(value) : known[name] !== null && typeof value !== typeof known[name])
					throw new Error(`Switch '${name}' takes ${allowed ? allowed.join(' or ') : `a ${typeof known[name]}`}.`);
			}
			Object.assign(values, json);
		},
	};
}
