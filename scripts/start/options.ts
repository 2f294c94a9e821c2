import { parseArgs } from 'node:util';

export interface StartOptions {
	/** Names of stories; `all` is spelled out already. */
	stories: string[];
	list: boolean;
	once: boolean;
	port?: number;
}

export const usage = `npm start -- [options]
  --story NAME   play this story (default: the first one); "all" plays every one
  --list         name the stories and end
  --once         end after the story; the last line is one JSON object, the exit code 0 or 1
  --port N       the port of n8n's editor (default: 5678, or a free one)`;

/** Throws an Error whose message is for the person who typed it. */
export function readOptions(args: string[], known: [string, ...string[]]): StartOptions {
	const { values } = parseArgs({
		args,
		options: {
			story: { type: 'string', default: known[0] },
			list: { type: 'boolean', default: false },
			once: { type: 'boolean', default: false },
			port: { type: 'string' },
		},
	});
	const stories = values.story === 'all' ? known : [values.story];
	const unknown = stories.find((story) => !known.includes(story));
	if (unknown !== undefined) {
		throw new Error(`There is no story "${unknown}". These are: ${known.join(', ')}, and "all" for every one.`);
	}
	const port = values.port === undefined ? undefined : Number(values.port);
	if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_536)) {
		throw new Error(`--port ${values.port} is not a port. Give a whole number from 1 to 65535.`);
	}
	return { stories, list: values.list, once: values.once, ...(port === undefined ? {} : { port }) };
}
