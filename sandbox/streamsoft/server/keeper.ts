import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { programs } from './installed';

/**
 * Starts and kills the server as it is told at its standard input, which ends with our process however that ends; then it
 * kills the server and removes the folder. Killed and not asked to stop, because a server that is asked may wait for
 * minutes; Firebird's files bear it by design.
 */
const SCRIPT = `
while read -r word zone; do
	if [ "$word" = start ]; then
		TZ="$zone" "$1" </dev/null >/dev/null 2>&1 &
		server=$!
		echo $server
	else
		kill -9 $server
		wait $server 2>/dev/null
		server=
		echo 0
	fi
done
[ -z "$server" ] || { kill -9 $server; wait $server 2>/dev/null; }
rm -rf "$2"
`;

/** A process beside ours that outlives it for the moment that cleaning up takes. */
export interface Keeper {
	/** Process id of the server. */
	start(zone: string): Promise<number>;
	stop(): Promise<void>;
	/** Stops what runs and removes the folder. */
	end(): Promise<void>;
}

export interface Kept {
	readonly folder: string;
	readonly identity: { uid?: number; gid?: number };
	readonly environment: NodeJS.ProcessEnv;
}

export function startKeeper({ folder, identity, environment }: Kept): Keeper {
	const keeper = spawn('/bin/sh', ['-c', SCRIPT, 'sh', programs.server, folder], {
		...identity,
		cwd: '/',
		env: environment,
		// A session of its own: Ctrl+C in a terminal must reach us and not the keeper.
		detached: true,
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const ended = new Promise<void>((resolve) => {
		keeper.once('exit', () => resolve());
		keeper.once('error', () => resolve());
	});
	keeper.stdin.on('error', () => undefined);
	const lines = createInterface({ input: keeper.stdout });
	const ask = async (words: string): Promise<number> => {
		const answer = once(lines, 'line').then(([line]) => Number(line));
		keeper.stdin.write(`${words}\n`);
		const pid = await Promise.race([answer, ended]);
		if (pid === undefined) throw new Error('Firebird could not be started: the shell that keeps it ended.');
		return pid;
	};
	return {
		start: (zone) => ask(`start ${zone}`),
		stop: async () => void (await ask('stop')),
		async end() {
			keeper.stdin.end();
			await ended;
			lines.close();
		},
	};
}
