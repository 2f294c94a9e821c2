import { sandboxUser } from '../../sandbox/salesforce';
import { daktelaWrites, rowOf, rowsWith } from '../../scripts/stories/daktela';
import { salesforceToDaktela } from '../../scripts/stories/salesforce-to-daktela';
import { errorOf, summaryOf, until } from '../support/host';
import { ENGINES } from './stage';
import { useStory, type StoryStage } from './stories';

jest.setTimeout(240_000);

const MANY = 150;

const contactsOf = ({ sandbox }: StoryStage) => rowsWith(sandbox, 'contacts', 'sf_');

/** What holds however n8n keeps the place of a trigger. */
function comesOver(stage: () => StoryStage): void {
	const contacts = () => contactsOf(stage());

	it('all companies and contacts come over, each once, and then nothing is written any more', async () => {
		const { sandbox } = stage();
		await until('the contacts', () => contacts().length === 4);
		expect(rowsWith(sandbox, 'accounts', 'sf_')).toHaveLength(3);
		expect(contacts().every(({ values }) => rowOf(sandbox, 'accounts', String(values.account)))).toBe(true);
		const writes = daktelaWrites(sandbox);
		const polls = sandbox.salesforce.requests.count({ action: 'query' });
		await until('six quiet polls', () => sandbox.salesforce.requests.count({ action: 'query' }) >= polls + 6);
		expect(daktelaWrites(sandbox)).toBe(writes);
	});

	it('n8n is killed in the middle of a first load: every contact is there exactly once', async () => {
		const { sandbox, host } = stage();
		const { Id } = sandbox.salesforce.act.createRecord({ object: 'Account', fields: { Name: 'Harbor Books' } });
		sandbox.salesforce.act.grow({ object: 'Contact', count: MANY, fields: { AccountId: Id } } as never);
		await until('some of the contacts', () => contacts().length > 30, 90_000, 10);
		await host.kill();
		const written = contacts().length;
		expect(written).toBeLessThan(4 + MANY);
		await host.restart();
		await until('all contacts', () => contacts().length === 4 + MANY, 120_000);
		expect(new Set(contacts().map(({ name }) => name)).size).toBe(4 + MANY);
		const posts = sandbox.daktela.requests.entries.filter(
			({ action, status }) => action === 'contacts.create' && status === 201,
		);
		expect(posts).toHaveLength(4 + MANY);
	});
}

describe('companies and contacts in the real n8n, durable polling', () =>
	comesOver(useStory(salesforceToDaktela, ENGINES.durable)));

describe('companies and contacts in the real n8n, default polling', () => {
	const stage = useStory(salesforceToDaktela, ENGINES.default);
	const runs = async () =>
		await stage().host.executions({ workflowId: Object.values(stage().workflows)[0]!.id, includeData: true });

	comesOver(stage);

	it('a contact whose company comes later waits for it, however often the run fails, and is not set aside', async () => {
		const { sandbox } = stage();
		sandbox.daktela.faults.inject({ match: { path: 'accounts', method: 'POST' }, status: 503, times: Infinity });
		const { Id: company } = sandbox.salesforce.act.createRecord({ object: 'Account', fields: { Name: 'Late & Co' } });
		const { Id: contact } = sandbox.salesforce.act.createRecord({
			object: 'Contact',
			fields: { LastName: 'Early', AccountId: company },
		});
		const waiting = async () =>
			(await runs()).filter((run) => run.status === 'error' && errorOf(run).includes(`sf_${company}`));
		await until('seven runs in vain', async () => (await waiting()).length >= 7, 150_000, 1_000);
		expect(rowOf(sandbox, 'contacts', `sf_${contact}`)).toBeUndefined();
		const { Id: other } = sandbox.salesforce.act.createRecord({ object: 'Contact', fields: { LastName: 'Other' } });
		await until('another contact meanwhile', () => rowOf(sandbox, 'contacts', `sf_${other}`));
		sandbox.daktela.faults.clear();
		const row = await until('the early contact', () => rowOf(sandbox, 'contacts', `sf_${contact}`));
		expect(row.values.account).toBe(`sf_${company}`);
	});

	it('no secret is in any execution', async () => {
		const { consumerSecret } = sandboxUser();
		const text = JSON.stringify(await runs());
		expect(text).toContain('sf_');
		expect(text).not.toContain(consumerSecret);
		expect(text).not.toContain('sandbox-access-token');
		expect((await runs()).map(summaryOf).join()).not.toContain('Bearer');
	});
});
