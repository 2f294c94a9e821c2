// npm test: everything there is to check, one part after the other. With --quick: all but the real n8n.
// Ends with one line alone: how many tests passed, failed and were skipped. A part that is not a test counts when it fails.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureHost } from '../test/support/host';
import { runTool, type ToolRun } from './tool';

interface Tally {
	passed: number;
	failed: number;
	skipped: number;
}

const nothing: Tally = { passed: 0, failed: 0, skipped: 0 };
const oneFailure: Tally = { ...nothing, failed: 1 };

const sum = (tallies: Tally[]): Tally =>
	tallies.reduce(
		(all, one) => ({
			passed: all.passed + one.passed,
			failed: all.failed + one.failed,
			skipped: all.skipped + one.skipped,
		}),
		nothing,
	);

async function part(name: string, work: () => Promise<Tally>): Promise<Tally> {
	const started = Date.now();
	console.log(`\n== ${name}`);
	let tally: Tally;
	try {
		tally = await work();
	} catch (error) {
		console.error((error as Error).message);
		tally = oneFailure;
	}
	const outcome = tally.failed > 0 ? 'FAILED' : 'ok';
	console.log(`== ${name}: ${outcome}, ${((Date.now() - started) / 1000).toFixed(1)} s`);
	return tally;
}

function checked({ code, output }: ToolRun): Tally {
	if (output.trim()) console.log(output.trimEnd());
	return code === 0 ? nothing : oneFailure;
}

const typeCheck = ['-p', 'tsconfig.json', '--noEmit', '--incremental', '--pretty'];
const typeCache = ['--tsBuildInfoFile', 'node_modules/.cache/n8n-nodes-crm-sync/types.tsbuildinfo'];

/** Both at once: each uses one core for a while. */
async function typesAndLint(): Promise<Tally> {
	const runs = await Promise.all([
		runTool('tsc', [...typeCheck, ...typeCache], false),
		runTool('eslint', ['.', '--max-warnings', '0'], false),
	]);
	return sum(runs.map(checked));
}

/** What jest wrote about its run; a file that could not even be loaded counts as one failed test. */
function readTally(file: string): Tally {
	const report = JSON.parse(readFileSync(file, 'utf8'));
	return {
		passed: report.numPassedTests,
		failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
		skipped: report.numPendingTests + report.numTodoTests,
	};
}

async function jest(projects: string[], extra: string[]): Promise<Tally> {
	const folder = mkdtempSync(join(tmpdir(), 'crm-sync-jest-'));
	const file = join(folder, 'report.json');
	try {
		const { code } = await runTool('jest', [...extra, '--selectProjects', ...projects, '--json', '--outputFile', file]);
		const tally = readTally(file);
		return code !== 0 && tally.failed === 0 ? sum([tally, oneFailure]) : tally;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

async function endToEnd(extra: string[]): Promise<Tally> {
	await ensureHost();
	return await jest(['e2e'], ['--runInBand', ...extra]);
}

async function run(args: string[]): Promise<Tally> {
	const isQuick = args.includes('--quick');
	const extra = args.filter((arg) => arg !== '--quick');
	const tallies = [await part('types and lint', typesAndLint)];
	const built = await part('build', async () => checked(await runTool('gulp', ['-L'])));
	tallies.push(built);
	const isBuilt = built.failed === 0;
	const quickProjects = isBuilt ? ['unit', 'contract', 'workflow'] : ['unit', 'contract'];
	tallies.push(await part(quickProjects.join(', '), () => jest(quickProjects, extra)));
	if (!isQuick && isBuilt) tallies.push(await part('end to end, in the real n8n', () => endToEnd(extra)));
	return sum(tallies);
}

async function main() {
	const { passed, failed, skipped } = await run(process.argv.slice(2));
	if (passed + failed === 0) console.error('No test ran at all.');
	console.log(`\n${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
	process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(1));
void main();
