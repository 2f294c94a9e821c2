import { errorOf, outputOf, summaryOf, until, type Execution } from '../../support/host';

const run = (more: Partial<Execution>): Execution => ({
	id: '7',
	workflowId: 'w',
	mode: 'trigger',
	status: 'success',
	startedAt: '2026-01-02T03:04:05.678Z',
	stoppedAt: null,
	...more,
});

describe('reading an execution', () => {
	it('gives the items of one output over all runs of a node', () => {
		const of = (...values: number[]) => values.map((value) => ({ json: { value } }));
		const data = {
			resultData: {
				runData: { Write: [{ data: { main: [of(1, 2), of(9)] } }, { data: { main: [of(3), null] } }, {}] },
			},
		};
		expect(outputOf(run({ data }), 'Write')).toEqual([{ value: 1 }, { value: 2 }, { value: 3 }]);
		expect(outputOf(run({ data }), 'Write', 1)).toEqual([{ value: 9 }]);
		expect(outputOf(run({ data }), 'Nobody')).toEqual([]);
	});

	it('says in one line which node failed, why, and what to do', () => {
		const error = { message: 'The project is archived', description: 'Choose another one', node: { name: 'Write' } };
		const failed = run({ status: 'error', data: { resultData: { runData: {}, error } } });
		expect(errorOf(failed)).toBe('Write: The project is archived (Choose another one)');
		expect(summaryOf(failed)).toBe('03:04:05 run 7: error, Write: The project is archived (Choose another one)');
	});

	it('says so when n8n ended during the run', () => {
		expect(errorOf(run({ status: 'crashed' }))).toBe('n8n ended during this run');
		expect(errorOf(run({}))).toBe('');
	});
});

describe('until', () => {
	it('asks again until there is something', async () => {
		const answers = [undefined, false, null, 'here'];
		await expect(until('a word', () => answers.shift(), 1000, 1)).resolves.toBe('here');
	});

	it('takes 0 and an empty text for something', async () => {
		await expect(until('a number', () => 0, 1000, 1)).resolves.toBe(0);
	});

	it('names what it waited for in vain', async () => {
		await expect(until('the tide', () => undefined, 0, 1)).rejects.toThrow(
			'Waited 0 s for the tide; it did not happen.',
		);
	});

	it('ends at once when asking fails', async () => {
		const probe = () => {
			throw new Error('n8n has ended');
		};
		await expect(until('an answer', probe, 1000, 1)).rejects.toThrow('n8n has ended');
	});
});
