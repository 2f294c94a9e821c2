import { createServer } from 'node:net';
import { parseArgs } from 'node:util';
import { guideText, seedDemo } from './guide';
import { startSandbox, vendorNames, type VendorName } from './index';
import { firebirdProblem } from './streamsoft';

const FIRST_PORT = 4600;

const USAGE = `Usage: npm run sandbox [-- --port N --vendors ${vendorNames.join(',')}]
Starts the simulated vendors on 127.0.0.1, on consecutive ports from N (default ${FIRST_PORT}) or the next free ones.`;

const HONESTY =
	'These are simulations written from notes about the vendors. What works here proves nothing about a live vendor.';

interface Arguments {
	port: number;
	vendors: VendorName[];
}

/** All, but for Streamsoft where there is no Firebird: whoever did not ask for it is told, and gets the others. */
function available(): VendorName[] {
	const problem = firebirdProblem();
	if (problem === undefined) return vendorNames;
	console.error(`Streamsoft is left out. ${problem}`);
	return vendorNames.filter((name) => name !== 'streamsoft');
}

/** Throws an Error to show with the usage; undefined when help is asked for. */
function readArguments(args: string[]): Arguments | undefined {
	const options = { port: { type: 'string' }, vendors: { type: 'string' }, help: { type: 'boolean' } } as const;
	const { values } = parseArgs({ args, options });
	if (values.help) return undefined;
	const port = Number(values.port ?? FIRST_PORT);
	if (!Number.isInteger(port) || port < 1 || port > 65_000) throw new Error(`--port: '${values.port}' is not a port.`);
	const names = (values.vendors ?? available().join()).split(',').map((name) => name.trim());
	const unknown = names.find((name) => !vendorNames.includes(name as VendorName));
	if (unknown !== undefined) throw new Error(`--vendors: '${unknown}' is none of ${vendorNames.join(', ')}.`);
	return { port, vendors: [...new Set(names)] as VendorName[] };
}

/** The first port from `port` on that nobody listens on. */
async function freePort(port: number): Promise<number> {
	const isFree = await new Promise<boolean>((resolve) => {
		const probe = createServer()
			.once('error', () => resolve(false))
			.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
	});
	return isFree ? port : await freePort(port + 1);
}

async function main(): Promise<void> {
	const wanted = readArguments(process.argv.slice(2));
	if (!wanted) return console.log(USAGE);
	const ports: number[] = [];
	for (const _ of wanted.vendors) ports.push(await freePort((ports.at(-1) ?? wanted.port - 1) + 1));
	const sandbox = await startSandbox({ vendors: wanted.vendors, ports });
	await seedDemo(sandbox, wanted.vendors);
	for (const name of wanted.vendors) console.log(`${guideText(sandbox[name], name)}\n`);
	console.log(`${HONESTY}\nStop with Ctrl+C.`);
	const end = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', end);
	process.once('SIGTERM', end);
}

main().catch((error: unknown) => {
	console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
	process.exitCode = 1;
});
