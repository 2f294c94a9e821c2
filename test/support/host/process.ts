import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { HostInstallation } from './install';
import { findNode, searchPath } from './paths';

const stopWithinMs = 15_000;

/** One running n8n command, the leader of a process group of its own that also holds its task runner. */
export class N8nProcess {
	private readonly exit: Promise<void>;

	private readonly killWithUs = () => this.signalGroup('SIGKILL');

	private constructor(
		private readonly child: ChildProcess,
		private readonly logFile: string,
	) {
		this.exit = new Promise((resolve) => {
			child.once('error', () => resolve());
			child.once('exit', () => resolve());
		});
		process.once('exit', this.killWithUs);
		void this.exit.then(() => process.removeListener('exit', this.killWithUs));
	}

	/** `command` is n8n's own: `['start']`, `['worker']`. Its output is appended to `logFile`. */
	static spawn(host: HostInstallation, command: string[], env: NodeJS.ProcessEnv, logFile: string): N8nProcess {
		mkdirSync(dirname(logFile), { recursive: true });
		const log = openSync(logFile, 'a');
		const node = findNode();
		const args = ['--require', join(__dirname, 'guard.js'), join(host.modules, 'n8n', 'bin', 'n8n'), ...command];
		const child = spawn(node, args, {
			env: { ...env, PATH: searchPath(node) },
			stdio: ['ignore', log, log, 'pipe'],
			detached: true,
		});
		closeSync(log);
		return new N8nProcess(child, logFile);
	}

	get pid(): number | undefined {
		return this.child.pid;
	}

	get isRunning(): boolean {
		return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
	}

	/** The end of what n8n printed, for a message to a person. */
	lastLines(count = 25): string {
		return readFileSync(this.logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
	}

	/** Asks n8n to end and waits for it; ends it by force when it does not. */
	async stop(): Promise<void> {
		if (!this.isRunning) return;
		this.child.kill('SIGTERM');
		const timer = setTimeout(this.killWithUs, stopWithinMs);
		await this.exit;
		clearTimeout(timer);
		this.signalGroup('SIGKILL');
	}

	/** Ends n8n and its task runner at once, as a power cut would. */
	async kill(): Promise<void> {
		this.signalGroup('SIGKILL');
		await this.exit;
	}

	private signalGroup(signal: NodeJS.Signals) {
		if (this.child.pid === undefined) return;
		try {
			process.kill(-this.child.pid, signal);
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
		}
	}
}
