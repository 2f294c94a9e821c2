/**
 * `npm run bench [-- --only NAME] [-- --json FILE]`: builds the package, measures, prints a table and writes the rows as JSON. It fails on
 * nothing but an error: whether a goal holds is for whoever reads it, since it depends on the machine.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { runTool } from '../../scripts/tool';
import type { Row } from './row';

/** Every file of this folder that exports `rows` is a benchmark; its name is what `--only` asks for. */
async function main(): Promise<void> {
	const { values } = parseArgs({ options: { only: { type: 'string' }, json: { type: 'string' } } });
	const names = readdirSync(__dirname)
		.filter((file) => file.endsWith('.ts'))
		.map((file) => file.replace(/\.ts$/, ''))
		.filter((name) => name !== 'run' && name !== 'row')
		.sort();
	const chosen = names.filter((name) => values.only === undefined || name === values.only);
	if (chosen.length === 0) throw new Error(`There is no benchmark "${values.only}", only ${names.join(', ')}.`);
	const { code, output } = await runTool('gulp', ['-L'], false);
	if (code !== 0) throw new Error(`The package could not be built:\n${output}`);
	const all: Row[] = [];
	for (const name of chosen) {
		console.error(`Measuring ${name} …`);
		const benchmark = (await import(join(__dirname, `${name}.ts`))) as { rows?: () => Promise<Row[]> };
		if (benchmark.rows) all.push(...(await benchmark.rows()));
	}
	print(all);
	if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(all, null, '\t')}\n`);
}

function print(rows: readonly Row[]): void {
	const table = rows.map(({ name, value, unit, goal, holds, peer, ratio }) => [
		holds ? 'ok' : 'MISSED',
		name,
		`${value} ${unit}`,
		`at most ${goal}`,
		peer === undefined ? '' : `peer ${peer}, ratio ${ratio}`,
	]);
	const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...table.map((cells) => cells[column]!.length)));
	for (const cells of table)
		console.log(
			cells
				.map((cell, column) => cell.padEnd(widths[column]!))
				.join('  ')
				.trimEnd(),
		);
}

main().catch((error: unknown) => {
	console.error(error);
	// A simulator that a failed benchmark left open would keep the process alive.
	process.exit(1);
});
