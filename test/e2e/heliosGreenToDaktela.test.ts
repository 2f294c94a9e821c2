import { sandboxUser as daktelaUser } from '../../sandbox/daktela';
import { heliosGreenLogin, heliosGreenNumbers } from '../../sandbox/heliosGreen';
import { sandboxUser as salesforceUser } from '../../sandbox/salesforce';
import { rowsWith } from '../../scripts/stories/daktela';
import { isMarked } from '../../scripts/stories/helios-green';
import { heliosGreenToDaktela } from '../../scripts/stories/helios-green-to-daktela';
import { credentialOf } from '../../scripts/stories/vendors';
import { until } from '../support/host';
import { useStory } from './stories';

jest.setTimeout(240_000);

const MANY = 60;

describe('companies and contacts of Helios Green in the real n8n', () => {
	const stage = useStory(heliosGreenToDaktela, {}, ['salesforce']);
	const { companies } = heliosGreenNumbers;
	const accounts = () => rowsWith(stage().sandbox, 'accounts', 'helios_');
	const marksOf = (rows: ReturnType<typeof accounts>) =>
		rows.filter(({ name }) => isMarked(stage().sandbox, name.slice('helios_'.length)));
	const marked = () => marksOf(accounts());

	it('n8n is killed after Daktela has taken rows and before Helios has marked them: they are marked afterwards', async () => {
		const { sandbox, host } = stage();
		const contacts = () => marksOf(rowsWith(sandbox, 'contacts', 'helios_'));
		await until('the first marks', () => marked().length === 3 && contacts().length === 4);
		sandbox.heliosGreen.faults.inject({ match: { path: 'RUN' }, delayMs: 30_000, reset: 'before', times: Infinity });
		const asked = sandbox.heliosGreen.requests.count({ action: 'RUN' });
		sandbox.heliosGreen.act.grow({ folder: companies.folder, count: MANY });
		await until('the rows in Daktela', () => accounts().length === 3 + MANY, 90_000);
		await until('the request that marks', () => sandbox.heliosGreen.requests.count({ action: 'RUN' }) > asked);
		await host.kill();
		expect(marked()).toHaveLength(3);
		sandbox.heliosGreen.faults.clear();
		await host.restart();
		await until('all marks', () => marked().length === 3 + MANY, 90_000);
		const posts = sandbox.daktela.requests.entries.filter(
			({ action, status }) => action === 'accounts.create' && status === 201,
		);
		expect(posts).toHaveLength(3 + MANY);
	});

	it('every session that was begun is ended, but for the one that died with n8n', async () => {
		const { requests } = stage().sandbox.heliosGreen;
		await until(
			'no session open',
			() => requests.count({ action: 'LogOn' }) - requests.count({ action: 'LogOff' }) <= 2,
		);
	});

	it('credentials: Test says yes, or why not', async () => {
		const { host, sandbox } = stage();
		const tested = async (vendor: 'heliosGreen' | 'salesforce' | 'daktela', more: object) => {
			const { type, data } = credentialOf(vendor, sandbox);
			return await host.testCredential(await host.credential(type, { ...data, ...more }, 'tested'));
		};
		for (const vendor of ['heliosGreen', 'salesforce', 'daktela'] as const)
			expect(await tested(vendor, {})).toMatchObject({ status: 'OK' });
		const refused: Array<[string, RegExp]> = [];
		const said = async (vendor: Parameters<typeof tested>[0], more: object, reason: RegExp) => {
			const { status, message } = await tested(vendor, more);
			expect(status).toBe('Error');
			refused.push([message, reason]);
		};
		await said('heliosGreen', { databaseProfile: 'Nowhere' }, /profile/i);
		await said('heliosGreen', { password: 'not-the-password' }, /password|user/i);
		await said('daktela', { accessToken: 'not-the-token' }, /token/i);
		await said('salesforce', { consumerSecret: 'not-the-secret' }, /consumer/i);
		const { username, password, securityToken } = salesforceUser();
		const byPassword = { signIn: 'password', userName: username, password };
		await said('salesforce', { ...byPassword, securityToken: '' }, /security token/i);
		expect(await tested('salesforce', { ...byPassword, securityToken })).toMatchObject({ status: 'OK' });
		for (const [message, reason] of refused) expect(message).toMatch(reason);
		expect(refused.join()).not.toMatch(/not-the-(password|token|secret)/);
	});

	it('no secret is in any execution', async () => {
		const runs = await stage().host.executions({ includeData: true });
		const text = JSON.stringify(runs);
		expect(text).toContain('helios_');
		for (const secret of [heliosGreenLogin.password, daktelaUser().token]) expect(text).not.toContain(secret);
	});
});
