import './environment';
import { Expression } from 'n8n-workflow';

/** As n8n 2.41 sets it up when nothing is configured. */
const SETTINGS = { poolSize: 1, maxCodeCacheSize: 1024, bridgeTimeout: 5000, bridgeMemoryLimit: 128 };

let users = 0;

/** Starts n8n's default expression engine. Every call wants one `stopEngine`, or the process may crash at its end. */
export async function startEngine(): Promise<void> {
	if (users++ > 0) return;
	const statics = Expression as unknown as { vmEvaluator?: unknown };
	// n8n-workflow imports the runtime dynamically, which jest's sandbox refuses; an evaluator that is there is used as it is.
	statics.vmEvaluator = await evaluator();
	await Expression.initExpressionEngine({ engine: 'vm', ...SETTINGS } as never);
}

export async function stopEngine(): Promise<void> {
	if (--users > 0) return;
	await Expression.disposeExpressionEngine();
	Expression.setExpressionEngine('legacy');
}

interface Runtime {
	ExpressionEvaluator: new (options: object) => { initialize(): Promise<void> };
	IsolatedVmBridge: new (options: object) => unknown;
}

async function evaluator(): Promise<unknown> {
	const runtime: string = '@n8n/expression-runtime';
	const sandboxing: string = 'n8n-workflow/expression-sandboxing';
	const { ExpressionEvaluator, IsolatedVmBridge } = (await import(runtime)) as Runtime;
	const { expressionSandboxHooks } = (await import(sandboxing)) as Record<string, unknown>;
	const logger = { debug() {}, info() {}, warn() {}, error() {} };
	const made = new ExpressionEvaluator({
		createBridge: () =>
			new IsolatedVmBridge({ timeout: SETTINGS.bridgeTimeout, memoryLimit: SETTINGS.bridgeMemoryLimit, logger }),
		maxCodeCacheSize: SETTINGS.maxCodeCacheSize,
		poolSize: SETTINGS.poolSize,
		hooks: expressionSandboxHooks,
		logger,
	});
	await made.initialize();
	return made;
}
