import { Sessions, sessionKey } from '../../../nodes/shared/session';

describe('sessions', () => {
	let made = 0;
	let refuse = false;
	const signIn = async () => {
		await Promise.resolve();
		if (refuse) throw new Error('refused');
		return { number: ++made };
	};
	beforeEach(() => {
		made = 0;
		refuse = false;
	});

	it('signs in once, whoever asks at the same time', async () => {
		const sessions = new Sessions<{ number: number }>();
		const got = await Promise.all([1, 2, 3].map(async () => await sessions.get('a', signIn)));
		expect(got.map(({ number }) => number)).toEqual([1, 1, 1]);
		expect((await sessions.get('b', signIn)).number).toBe(2);
	});

	it('remembers no refused sign-in', async () => {
		const sessions = new Sessions<{ number: number }>();
		refuse = true;
		await expect(Promise.all([sessions.get('a', signIn), sessions.get('a', signIn)])).rejects.toThrow('refused');
		refuse = false;
		expect(await sessions.get('a', signIn)).toEqual({ number: 1 });
	});

	it('forgets a refused session once: who comes late finds the new one', async () => {
		const sessions = new Sessions<{ number: number }>();
		const old = await sessions.get('a', signIn);
		await sessions.forget('a', old);
		const renewed = await sessions.get('a', signIn);
		await sessions.forget('a', old);
		expect(await sessions.get('a', signIn)).toBe(renewed);
		expect(made).toBe(2);
	});

	it('does not use a session after its end', async () => {
		const sessions = new Sessions<{ number: number }>();
		const endsAt = ({ number }: { number: number }) => (number === 1 ? Date.now() - 1 : Infinity);
		await sessions.get('a', signIn, endsAt);
		expect(await sessions.get('a', signIn, endsAt)).toEqual({ number: 2 });
	});

	it('keeps at most some hundred of them', async () => {
		const sessions = new Sessions<{ number: number }>();
		for (let index = 0; index <= 500; index++) await sessions.get(`k${index}`, signIn);
		await sessions.get('k0', signIn);
		expect(made).toBe(502);
	});
});

describe('the key of a sign-in', () => {
	it('changes with everything that was typed, and shows none of it', () => {
		const keys = [sessionKey('u', 'p'), sessionKey('u', 'q'), sessionKey('up', ''), sessionKey('u', 'p', undefined)];
		expect(new Set(keys).size).toBe(4);
		expect(sessionKey('u', 'hunter2-hunter2')).not.toContain('hunter2');
	});
});
