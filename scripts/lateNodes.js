'use strict';

const assert = require('node:assert');
const { execFileSync } = require('node:child_process');
const { readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join, posix } = require('node:path');

/** What n8n asks of a node besides its description. */
const FUNCTIONS = ['execute', 'poll', 'trigger', 'webhook'];
const GROUPS = ['methods', 'webhookMethods'];

/** Tells, in a process of its own, what a compiled node looks like from outside. */
function outlineOf(file, name) {
	const node = new (require(file)[name])();
	const groups = GROUPS.filter((group) => node[group]).map((group) => [
		group,
		Object.fromEntries(Object.entries(node[group]).map(([kind, members]) => [kind, Object.keys(members)])),
	]);
	const outline = {
		description: node.description,
		functions: FUNCTIONS.filter((one) => typeof node[one] === 'function'),
		groups: Object.fromEntries(groups),
	};
	const plain = JSON.parse(JSON.stringify(outline));
	assert.deepEqual(withoutUndefined(outline), plain, `${name}: its description holds something that JSON cannot`);
	return plain;
}

const withoutUndefined = (value) =>
	Array.isArray(value)
		? value.map(withoutUndefined)
		: value && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype
			? Object.fromEntries(
					Object.entries(value)
						.filter(([, one]) => one !== undefined)
						.map(([key, one]) => [key, withoutUndefined(one)]),
				)
			: value;

/**
 * Puts a light file in the place of each compiled node: the description as text, and the class itself (`X.js`, as tsc made it)
 * loaded with the first call. n8n loads all nodes of all packages whenever it starts, used or not.
 */
function makeNodesLate(folder, files) {
	const list = JSON.stringify(files.map((file) => [join(folder, file), basename(file).split('.')[0]]));
	const script = `console.log(JSON.stringify(${list}.map(([file, name]) => require(${JSON.stringify(__filename)}).outlineOf(require('node:path').resolve(file), name))))`;
	const outlines = JSON.parse(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8', maxBuffer: 2 ** 28 }));
	files.forEach((file, index) => writeLate(folder, file, outlines[index]));
}

function writeLate(folder, file, outline) {
	const name = basename(file).split('.')[0];
	const whole = posix.join(posix.dirname(file), `${name}.js`);
	const shared = posix.relative(posix.dirname(file), 'nodes/shared/late.js');
	renameSync(join(folder, file), join(folder, whole));
	const code = [
		'"use strict";',
		'Object.defineProperty(exports, "__esModule", { value: true });',
		`const { lateNode } = require(${JSON.stringify(shared)});`,
		`const outline = ${JSON.stringify(JSON.stringify(outline))};`,
		`exports.${name} = lateNode(${JSON.stringify(name)}, outline, () => require(${JSON.stringify(`./${name}.js`)}).${name});`,
	];
	writeFileSync(join(folder, file), `${code.join('\n')}\n`);
	assert(readFileSync(join(folder, whole), 'utf8').includes(`exports.${name}`), `${whole} does not export ${name}`);
}

module.exports = { makeNodesLate, outlineOf };
