import { isoOf } from '../shared/when';

/** A point in time that a person entered, as NetHunt takes it; undefined when nothing was entered. */
export const timeFrom = (entered: string | undefined, zone: string, label: string): string | undefined =>
	entered ? isoOf(entered, zone, label) : undefined;
