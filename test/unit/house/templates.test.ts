import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const root = resolve(__dirname, '../../..');
const folder = join(root, 'templates');

const node = z.object({
	id: z.string().uuid(),
	name: z.string().min(1),
	type: z.string(),
	typeVersion: z.number(),
	position: z.tuple([z.number(), z.number()]),
	parameters: z.record(z.unknown()),
	credentials: z.undefined({ invalid_type_error: 'credentials are chosen by whoever imports the template' }),
});
const template = z.object({
	name: z.string().min(10),
	nodes: z.array(node),
	connections: z.record(z.unknown()),
	settings: z.object({ executionOrder: z.literal('v1'), timezone: z.string().optional() }).passthrough(),
	pinData: z.undefined(),
	meta: z.object({ instanceId: z.undefined() }).passthrough().optional(),
	active: z.undefined(),
});

const STICKY = 'n8n-nodes-base.stickyNote';

describe.each(readdirSync(folder).filter((file) => file.endsWith('.json')))('template %s', (file) => {
	const raw = readFileSync(join(folder, file), 'utf8');
	const parsed = template.parse(JSON.parse(raw));
	const working = parsed.nodes.filter(({ type }) => type !== STICKY);

	it('has at most six nodes that do something, each renamed to its purpose', () => {
		expect(working.length).toBeLessThanOrEqual(6);
		expect(working.filter(({ name }) => /^(NetHunt|Worksection)( CRM)?( Trigger)?\d*$/.test(name))).toEqual([]);
	});

	it('explains itself on sticky notes', () => {
		const notes = parsed.nodes
			.filter(({ type }) => type === STICKY)
			.map(({ parameters }) => String(parameters.content));
		expect(notes.length).toBeGreaterThan(0);
		expect(Math.max(...notes.map((note) => note.split(/\s+/).length))).toBeGreaterThanOrEqual(100);
		for (const heading of ["Who it's for", 'How it works', 'How to set up', 'Requirements', 'How to customise'])
			expect(notes.join('\n')).toContain(heading);
	});

	it('connects only nodes that it has', () => {
		const names = new Set(parsed.nodes.map(({ name }) => name));
		const ends = JSON.stringify(parsed.connections).matchAll(/"node":"([^"]+)"/g);
		for (const [, name] of ends) expect(names).toContain(name);
		for (const name of Object.keys(parsed.connections)) expect(names).toContain(name);
	});

	it('holds no key, address or person', () => {
		expect(raw).not.toMatch(/"(apiKey|password|secret|token)"\s*:|Bearer|127\.0\.0\.1|[0-9a-f]{32}/i);
		expect(raw.match(/[\w.+-]+@[\w-]+\.[a-z]+/gi) ?? []).toEqual([]);
	});
});
