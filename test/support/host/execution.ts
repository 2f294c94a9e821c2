export type ExecutionStatus = 'success' | 'error' | 'crashed' | 'canceled' | 'running' | 'waiting' | 'new' | 'unknown';

export interface ExecutionQuery {
	workflowId?: string;
	status?: ExecutionStatus;
	includeData?: boolean;
	/** At most 250, which is the default here. */
	limit?: number;
}

interface RunError {
	message?: string;
	description?: string | null;
	node?: { name?: string };
}

interface NodeRun {
	executionStatus?: string;
	error?: RunError;
	data?: { main?: Array<Array<{ json: Record<string, unknown> }> | null> };
}

/** As n8n's public interface gives it; `data` only when asked for. Newest first in a list. */
export interface Execution {
	id: string;
	workflowId: string;
	/** `trigger` for a poll, `webhook`, `manual`, `retry`, `error`. */
	mode: string;
	status: ExecutionStatus;
	startedAt: string | null;
	stoppedAt: string | null;
	data?: { resultData: { runData: Record<string, NodeRun[]>; error?: RunError } };
}

/** The items a node put out, over all its runs, from one of its outputs. */
export function outputOf(execution: Execution, nodeName: string, output = 0): Array<Record<string, unknown>> {
	const runs = execution.data?.resultData.runData[nodeName] ?? [];
	return runs.flatMap((run) => run.data?.main?.[output] ?? []).map(({ json }) => json);
}

/** In one line what went wrong in a run, or an empty text. */
export function errorOf(execution: Execution): string {
	const error = execution.data?.resultData.error;
	if (!error) return execution.status === 'crashed' ? 'n8n ended during this run' : '';
	const where = error.node?.name ? `${error.node.name}: ` : '';
	const more = error.description ? ` (${error.description})` : '';
	return `${where}${error.message ?? 'no message'}${more}`;
}

export function summaryOf(execution: Execution): string {
	const time = execution.startedAt?.slice(11, 19) ?? 'not started';
	const error = errorOf(execution);
	return `${time} run ${execution.id}: ${execution.status}${error ? `, ${error}` : ''}`;
}
