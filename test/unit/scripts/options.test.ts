import { readOptions } from '../../../scripts/start/options';

const known: [string, string] = ['first-story', 'second-story'];

describe('the options of npm start', () => {
	it('plays the first story unless told otherwise', () => {
		expect(readOptions([], known)).toEqual({ stories: ['first-story'], list: false, once: false });
	});

	it('reads a story, a port and --once', () => {
		const options = readOptions(['--story', 'second-story', '--port', '7000', '--once'], known);
		expect(options).toEqual({ stories: ['second-story'], list: false, once: true, port: 7000 });
	});

	it('spells out "all"', () => {
		expect(readOptions(['--story=all'], known).stories).toEqual(known);
	});

	it('names the stories there are when the one asked for is not among them', () => {
		expect(() => readOptions(['--story', 'third'], known)).toThrow(/no story "third".*first-story, second-story/);
	});

	it.each(['0', '65536', 'abc', '80.5', ''])('refuses the port %j', (port) => {
		expect(() => readOptions(['--port', port], known)).toThrow(/is not a port/);
	});

	it('refuses what it does not know', () => {
		expect(() => readOptions(['--storry', 'first-story'], known)).toThrow(/--storry/);
	});
});
