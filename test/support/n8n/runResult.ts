import type { ExecutionError, IDataObject, INodeExecutionData, IRun, ITaskData } from 'n8n-workflow';

/** What a run of a workflow did. */
export class RunResult {
	constructor(readonly run: IRun) {}

	/** The error that ended the run; none when it came to its end. */
	get error(): ExecutionError | undefined {
		return this.run.data.resultData.error;
	}

	/** Whether the run got as far as the node. */
	ran(node: string): boolean {
		return this.run.data.resultData.runData[node] !== undefined;
	}

	/** The output items of a node: of its last round, from one output (a second one is the error output, or "false"). */
	items(node: string, output = 0): INodeExecutionData[] {
		return this.task(node)?.data?.main?.[output] ?? [];
	}

	/** The JSON of the output items of a node. */
	json(node: string, output = 0): IDataObject[] {
		return this.items(node, output).map(({ json }) => json);
	}

	/** The lines that a node shows above its output. */
	hints(node: string): string[] {
		return (this.task(node)?.hints ?? []).map(({ message }) => message);
	}

	/** The error that a node ended in, also where the workflow went on. */
	errorOf(node: string): ExecutionError | undefined {
		return this.task(node)?.error;
	}

	private task(node: string): ITaskData | undefined {
		return this.run.data.resultData.runData[node]?.at(-1);
	}
}
