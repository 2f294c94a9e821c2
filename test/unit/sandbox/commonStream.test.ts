import { get } from 'node:http';
import { startSimulator, type Definition } from '../../../sandbox/common';

const made: number[] = [];
let ended = 0;

/** Answers /N with N pieces of 64 KB; /broken fails after the first. */
async function* pieces(path: string) {
	try {
		for (let at = 0; at < (path === '/broken' ? 2 : Number(path.slice(1))); at++) {
			if (path === '/broken' && at === 1) throw new Error('torn');
			made.push(at);
			yield at % 2 === 0 ? `${at}`.padEnd(65_536, 'x') : Buffer.from(`${at}`.padEnd(65_536, 'é'));
		}
	} finally {
		ended += 1;
	}
}

const definition: Definition<object, object, object> = {
	name: 'stream',
	defaults: () => ({}),
	build: () => ({
		store: {},
		act: {},
		handle: ({ path }) => ({ status: 201, headers: { 'Content-Type': 'text/xml' }, body: pieces(path) }),
		seed: () => undefined,
		clear: () => undefined,
	}),
};
const start = () => startSimulator(definition);
let sim: Awaited<ReturnType<typeof start>>;
beforeAll(async () => {
	sim = await start();
});
afterAll(() => sim.close());
beforeEach(() => {
	sim.reset();
	made.length = 0;
	ended = 0;
});

const until = async (holds: () => boolean) => {
	while (!holds()) await new Promise((done) => setTimeout(done, 5));
};

test('pieces arrive whole, in order, without a length, with status and headers', async () => {
	sim.faults.inject({ headers: { 'X-More': 'yes' } });
	const answer = await fetch(`${sim.url}/3`);
	expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-more')]).toEqual([
		201,
		'text/xml',
		'yes',
	]);
	expect(answer.headers.get('content-length')).toBeNull();
	const text = await answer.text();
	expect(text.replace(/[xé]+/g, ',')).toBe('0,1,2,');
	expect(sim.requests.entries[0]?.status).toBe(201);
});

test('no more is made than the reader takes, and a reader who goes ends it', async () => {
	const asked = get(`${sim.url}/100000`, (answer) => answer.pause());
	asked.on('error', () => undefined);
	await until(() => made.length > 10);
	let before = -1;
	while (before !== made.length) {
		before = made.length;
		await new Promise((done) => setTimeout(done, 100));
	}
	expect(made.length).toBeLessThan(2000);
	asked.destroy();
	await until(() => ended === 1);
});

test('a piece that fails cuts the connection', async () => {
	const answer = await fetch(`${sim.url}/broken`);
	await expect(answer.text()).rejects.toThrow();
	expect((await fetch(`${sim.url}/1`)).status).toBe(201);
});

test('faults that need the whole body have it', async () => {
	sim.faults.inject({ reply: 'malformed' });
	expect(await (await fetch(`${sim.url}/1`)).text()).toMatch(/^0x+,}$/);
	sim.faults.inject({ reply: 'truncated' });
	await expect((await fetch(`${sim.url}/2`)).text()).rejects.toThrow();
	sim.faults.inject({ reset: 'after' });
	await expect(fetch(`${sim.url}/2`)).rejects.toThrow();
});
