import type { Call } from '../room';
import { Refusal, say } from '../texts';
import { parseXml, type Element } from '../xml/parse';
import { browse } from './browse';
import { insertUpdate } from './insertUpdate';
import { querySelect } from './querySelect';
import { create, remove, retrieve } from './recordMessages';
import { run } from './run';

/** What lies below the root of an answer: XML as a whole or in pieces. */
export interface Outcome {
	readonly content: string | Iterable<string>;
	/** Default SUCCESS. */
	readonly state?: 'SUCCESS' | 'FAIL';
}

type Message = (call: Call, message: Element) => Outcome;

/** Roots that a server of this version has (helios-green.md 2.1). */
const MESSAGES: Record<string, Message> = {
	BROWSE: browse,
	RETRIEVE: retrieve,
	INSERTUPDATE: insertUpdate,
	DELETE: remove,
	RUN: run,
	QUERYSELECT: querySelect,
	NEW: create,
};

/** Known too, but this installation answers that it does not have them. */
const UNAVAILABLE = ['MERGE', 'PRINT', 'WORKFLOWMENU', 'WORKFLOW', 'USERACTION', 'UPDATERPLSTATE'];

/** Attributes that every root may have. */
const COMMON = ['TRANSFORMATION', 'SourceDatabaseNumber'];

/** The result of one message, in pieces; what is wrong with the message is an answer too. */
export function processXml(call: Call, inputXml: string): Iterable<string> {
	let message: Element;
	try {
		message = parseXml(inputXml);
	} catch (error) {
		return [fail(call, 'RESULT', new Refusal('system', 'broken', (error as Error).message))];
	}
	const known = [...Object.keys(MESSAGES), ...UNAVAILABLE].find((name) => call.reader.same(name, message.name));
	if (known === undefined) return [fail(call, 'RESULT', new Refusal('system', 'root', message.name))];
	try {
		return transform(call, message, answer(call, known, message));
	} catch (error) {
		if (error instanceof Refusal) return [fail(call, `${known}RESULT`, error)];
		throw error;
	}
}

const fail = ({ writer, session, ...room }: Call, root: string, { level, key, args }: Refusal): string =>
	writer.failure(root, level, say(session.language, key, args), { writer, ...room });

function answer(call: Call, name: string, message: Element): Iterable<string> {
	const { switches, writer, reader } = call;
	if (switches.forbidden.split(',').some((one) => one.trim() === name)) throw new Refusal('application', 'right', name);
	const handler = MESSAGES[name];
	if (!handler) throw new Refusal('application', 'unavailable', name);
	const reference = reader.attribute(message, 'TRANSFORMATION');
	if (reference !== undefined && !call.store.transformations.has(reference))
		throw new Refusal('application', 'transformation', reference);
	const attributes = Object.fromEntries(
		Object.entries(message.attributes).filter(([key]) => !COMMON.some((common) => reader.same(common, key))),
	);
	const { content, state = 'SUCCESS' } = handler(call, { ...message, name, attributes });
	const root = `${name}RESULT`;
	if (typeof content === 'string') return [writer.element(root, writer.state(state, call), content)];
	return around(writer.start(root, writer.state(state, call)), content, `</${root}>`);
}

function* around(start: string, content: Iterable<string>, end: string): Iterable<string> {
	yield start;
	yield* content;
	yield end;
}

/** An XSLT makes of the answer what it likes (helios-green.md 2). */
function transform({ store, switches, reader }: Call, message: Element, pieces: Iterable<string>): Iterable<string> {
	const reference = reader.attribute(message, 'TRANSFORMATION');
	if (reference !== undefined) return [store.transformations.get(reference)!];
	if (switches.resultForm === 'text') return ['name;title\n1001;Transformed by the server\n'];
	if (switches.resultForm === 'html')
		return ['<!DOCTYPE html><html><body><p>Transformed by the server<br></p></body></html>'];
	return pieces;
}
