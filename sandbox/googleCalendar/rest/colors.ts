import type { Answer } from './call';

const GROUNDS = [
	'a4bdfc',
	'7ae7bf',
	'dbadff',
	'ff887c',
	'fbd75b',
	'ffb878',
	'46d6db',
	'e1e1e1',
	'5484ed',
	'51b749',
	'dc2127',
];

const palette = () =>
	Object.fromEntries(
		GROUNDS.map((ground, at) => [String(at + 1), { background: `#${ground}`, foreground: '#1d1d1d' }]),
	);

/** GET /colors. */
export const getColors = (): Answer => ({
	json: { kind: 'calendar#colors', updated: '2012-02-14T00:00:00.000Z', calendar: palette(), event: palette() },
});
