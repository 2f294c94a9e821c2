import { accessOf } from '../../../nodes/Streamsoft/access';
import { StreamsoftApi } from '../../../nodes/Streamsoft/api';
import { startStreamsoft, type StreamsoftSimulator } from '../../../sandbox/streamsoft';
import { credentialFor, failure, withApi } from './world';

type Auth = 'legacy' | 'srp' | 'any';
type Crypt = 'disabled' | 'enabled' | 'required';

let sim: StreamsoftSimulator;
afterEach(async () => await sim.close());

/** What comes of each choice under Wire Encryption: whether it is encrypted, or the kind of fault. */
async function outcomes(auth: Auth, wireCrypt: Crypt): Promise<Record<string, unknown>> {
	sim = await startStreamsoft({ switches: { auth, wireCrypt } });
	const result: Record<string, unknown> = {};
	for (const wireEncryption of ['auto', 'required', 'off']) {
		result[wireEncryption] = await withApi(sim, async (api) => (await api.ping()).encrypted, { wireEncryption }).catch(
			({ kind }: { kind: string }) => kind,
		);
	}
	const refused = failure(withApi(sim, async (api) => await api.ping(), { password: 'not-the-one' }));
	return { ...result, wrong: (await refused).kind };
}

const plain = { auto: false, required: 'misconfigured', off: false, wrong: 'unauthorized' };
const encrypted = { auto: true, required: true, off: false, wrong: 'unauthorized' };

test.each([
	['legacy', 'enabled', plain],
	['legacy', 'disabled', plain],
	['srp', 'disabled', plain],
	['srp', 'enabled', encrypted],
	['srp', 'required', { ...encrypted, off: 'misconfigured' }],
	['any', 'enabled', encrypted],
	['any', 'disabled', plain],
] as const)('a server with %s and encryption %s', async (auth, wireCrypt, expected) => {
	expect(await outcomes(auth, wireCrypt)).toEqual(expected);
});

test('a run that is cancelled lets go at once', async () => {
	sim = await startStreamsoft();
	const cancelling = new AbortController();
	const access = { ...accessOf(credentialFor(sim) as never), signal: cancelling.signal };
	const api = new StreamsoftApi(access);
	await api.model();
	sim.faults.inject({ match: { path: 'execute' }, hang: true });
	const counting = failure(api.countTasks());
	setTimeout(() => cancelling.abort(new Error('Cancelled.')), 50);
	expect((await counting).message).toBe('Cancelled.');
	await api.close();
});
