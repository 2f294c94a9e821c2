'use strict';

const { spawn } = require('node:child_process');
const { createHash } = require('node:crypto');
const {
	existsSync,
	globSync,
	mkdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} = require('node:fs');
const { builtinModules } = require('node:module');
const { join, posix } = require('node:path');
const { dest, series, src } = require('gulp');
const { withLock } = require('./scripts/lock');
const { makeNodesLate } = require('./scripts/lateNodes');

const own = 'node_modules/.cache/n8n-nodes-crm-sync';
const stamp = `${own}/build.json`;
/** Built aside and moved into place whole, so that whoever reads dist/ meanwhile never sees half of it. */
const staging = `.cache/dist-${process.pid}`;
/** The only files that may import a vendor's library. Each becomes one file that holds it. */
const bundled = ['nodes/**/sdk.ts', 'nodes/shared/**/vendor.ts'];
const sources = [
	'nodes/**/*',
	'credentials/**/*',
	'gulpfile.js',
	'scripts/lateNodes.js',
	'package.json',
	'package-lock.json',
	'tsconfig*.json',
];
/** No braces around the folders: gulp would walk node_modules to resolve them. */
const staticFiles = ['nodes/**/*.{svg,node.json}', 'credentials/**/*.svg'];

const filesOf = (patterns, cwd = __dirname) =>
	globSync(patterns, { cwd })
		.map((file) => file.replaceAll('\\', '/'))
		.filter((file) => statSync(join(cwd, file)).isFile())
		.sort();

function digest(patterns, cwd = __dirname) {
	const hash = createHash('sha256');
	for (const file of filesOf(patterns, cwd))
		hash
			.update(`${file}\0`)
			.update(readFileSync(join(cwd, file)))
			.update('\0');
	return hash.digest('hex');
}

/** The last build stands if neither what it read nor what it wrote has changed since. */
function isFresh() {
	if (!existsSync(stamp) || !existsSync('dist')) return false;
	const { from, to } = JSON.parse(readFileSync(stamp, 'utf8'));
	return from === digest(sources) && to === digest(['**/*'], 'dist');
}

/** A message for a person; where in this file it was thrown helps nobody. */
const refusal = (message) => Object.assign(new Error(message), { showStack: false });

function runNode(script, ...args) {
	return new Promise((resolve, reject) => {
		const child = spawn(process.execPath, [require.resolve(script), ...args], { cwd: __dirname, stdio: 'inherit' });
		child.once('error', reject);
		child.once('exit', (code) => (code === 0 ? resolve() : reject(refusal(`${script} ended with ${code}`))));
	});
}

async function clean() {
	rmSync(staging, { recursive: true, force: true });
	mkdirSync(staging, { recursive: true });
}

/** One JavaScript file for each TypeScript file, so that a stack trace reads like the source. */
async function compile() {
	if (filesOf(['{nodes,credentials}/**/*.ts']).length > 0) {
		await runNode('typescript/bin/tsc', '--project', 'tsconfig.build.json', '--outDir', staging);
	}
}

/** tsc has checked the types of these files where they are imported; what it made of them is replaced. */
async function bundle() {
	const entryPoints = filesOf(bundled);
	if (entryPoints.length === 0) return;
	await require('esbuild').build({
		entryPoints,
		outdir: join(staging, 'nodes'),
		outbase: 'nodes',
		bundle: true,
		minify: true,
		platform: 'node',
		format: 'cjs',
		target: 'node20',
		external: ['n8n-workflow'],
		legalComments: 'inline',
		logLevel: 'warning',
	});
}

/** n8n loads every node when it starts: then it gets the descriptions, and what the nodes do is loaded with their first use. */
async function late() {
	const { nodes } = JSON.parse(readFileSync('package.json', 'utf8')).n8n;
	makeNodesLate(
		staging,
		nodes.map((file) => posix.relative('dist', file)).filter((file) => existsSync(join(staging, file))),
	);
}

/** Icons and codex files stand beside the compiled class that names them. */
function assets() {
	return src(staticFiles, { base: '.', encoding: false, allowEmpty: true }).pipe(dest(staging));
}

/** What n8n would only find out at start on a user's machine. Returns one sentence for each thing that is wrong. */
function faultsIn(folder, { nodes, credentials }) {
	const built = (file) => join(folder, posix.relative('dist', file));
	const listed = [...nodes, ...credentials];
	const missing = listed
		.filter((file) => !existsSync(built(file)))
		.map((file) => `package.json names ${file}, but the build does not make it`);
	const unlisted = filesOf(['nodes/**/*.node.js', 'credentials/**/*.credentials.js'], folder)
		.filter((file) => !listed.includes(`dist/${file}`))
		.map((file) => `dist/${file} is not named in the n8n block of package.json, so n8n would not load it`);
	return [...missing, ...unlisted, ...filesOf(['**/*.js'], folder).flatMap((file) => faultsInFile(folder, file))];
}

function faultsInFile(folder, file) {
	const code = readFileSync(join(folder, file), 'utf8');
	const beside = posix.dirname(file);
	const icons = [...code.matchAll(/['"`]file:([^'"`]+\.svg)['"`]/g)]
		.filter(([, icon]) => !existsSync(join(folder, beside, icon)))
		.map(([, icon]) => `dist/${file} shows the icon ${icon}, which is not there`);
	// A bundle may keep a require that its SDK itself treats as optional; esbuild has refused every other one.
	const source = file.replace(/\.js$/, '.ts');
	const isBundled = bundled.some((pattern) => posix.matchesGlob(source, pattern));
	const required = isBundled ? [] : [...code.matchAll(/\brequire\(['"]([^'"./][^'"]*)['"]\)/g)];
	const imports = required
		.map(([, name]) => name)
		.filter((name) => name !== 'n8n-workflow' && !name.startsWith('node:') && !builtinModules.includes(name))
		.map(
			(name) =>
				`dist/${file} requires ${name}, which a user does not have: import it in a file that is bundled (${bundled.join(', ')})`,
		);
	return [...icons, ...imports];
}

async function check() {
	const faults = faultsIn(staging, JSON.parse(readFileSync('package.json', 'utf8')).n8n);
	if (faults.length > 0)
		throw refusal(`The package is not complete:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}

async function publish() {
	const old = `${staging}-old`;
	if (existsSync('dist')) renameSync('dist', old);
	renameSync(staging, 'dist');
	rmSync(old, { recursive: true, force: true });
}

const steps = series(clean, compile, bundle, late, assets, check, publish);
const runSteps = () =>
	new Promise((resolve, reject) => {
		steps((error) => (error ? reject(error) : resolve()));
	});

async function build() {
	const waiting = (pid) => console.log(`Process ${pid} is building; waiting.`);
	mkdirSync('.cache', { recursive: true });
	await withLock(
		'.cache/build.lock',
		async () => {
			if (isFresh()) return console.log('dist/ is up to date.');
			const from = digest(sources);
			try {
				await runSteps();
			} finally {
				rmSync(staging, { recursive: true, force: true });
			}
			mkdirSync(own, { recursive: true });
			writeFileSync(stamp, JSON.stringify({ from, to: digest(['**/*'], 'dist') }));
		},
		waiting,
	);
}

async function removeBuild() {
	for (const made of ['dist', stamp]) rmSync(made, { recursive: true, force: true });
}

module.exports = { default: build, build, clean: removeBuild };
