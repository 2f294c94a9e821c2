import { daktelaWrites } from '../../scripts/stories/daktela';
import type { Polled } from '../support/workflow';
import { row, type Row } from './row';
import { bareContacts } from './support/bareScript';
import { drain, runAll, startMirror, type Mirror } from './support/mirror';
import { LATENCY_MS, seconds } from './support/org';

const CONTACTS = 10_000;
const CHANGED = CONTACTS / 100;
/** What the simulated Daktela allows: so many requests at once, as the credential says too, each worked on for so long. */
const AT_ONCE = 4;
const WORK_MS = 20;
/** Writes of the bare script after each run. */
const BARE = 200;
const A_WHILE_MS = 20 * 60_000;

/** Ten thousand contacts of Salesforce mirrored to Daktela by the template: at first, when nothing changed, and when one in a hundred did. */
export async function rows(): Promise<Row[]> {
	const mirror = await startMirror();
	try {
		return [...(await firstLoad(mirror)), ...(await nothingChanged(mirror)), ...(await fewChanged(mirror))];
	} finally {
		await mirror.close();
	}
}

async function firstLoad(mirror: Mirror): Promise<Row[]> {
	const { sandbox, companies } = mirror;
	const start = new Date(Date.now() - 24 * 3_600_000).toISOString();
	const parents = { AccountId: 'Account' };
	sandbox.salesforce.seed({ grow: [{ object: 'Contact', count: CONTACTS, parents, start }] });
	Object.assign(sandbox.daktela.switches, { maxConcurrent: AT_ONCE, overConcurrent: 'queue', workMs: WORK_MS });
	await runAll(await companies.activate());
	await drain(companies);
	forget(mirror);
	const { delivered, real, bare, byBare } = await loaded(mirror);
	Object.assign(sandbox.daktela.switches, { maxConcurrent: 0 });
	const written = daktelaWrites(sandbox) - byBare;
	if (delivered < CONTACTS || written < CONTACTS) throw new Error(`${delivered} came, ${written} were written.`);
	const read = reads(mirror);
	const peer = (bare / byBare) * (written + read);
	const unused = 100 * (1 - peer / real);
	const least = Math.round(((written + read) * WORK_MS) / 1000 / AT_ONCE);
	const about = `mirror, first load of ${CONTACTS} contacts`;
	return [
		row(`${about}: share of the allowed concurrency not used, of what a bare script uses`, unused, '%', 10),
		row(
			`${about}: time of its runs (peer: bare script, as many requests; Daktela's work alone is ${least} s)`,
			real,
			's',
			Number((peer / 0.9).toPrecision(3)),
			peer,
		),
		row(`${about}: requests that read in Daktela, per 100`, (read * 100) / CONTACTS, 'requests', 3),
	];
}

/**
 * The runs of all contacts; the polls that ask Salesforce come when n8n's clock says so. The bare script writes in between, so that a
 * slow moment does not hit one of them alone.
 */
async function loaded({ contacts, sandbox }: Mirror) {
	const sum = { delivered: 0, real: 0, bare: 0, byBare: 0 };
	let count = 0;
	const load = async (poll: () => Promise<Polled>) => {
		const polled = await poll();
		const taken = await seconds(async () => (count = await runAll(polled)));
		if (count > 0) sum.real += taken;
		sum.delivered += count;
	};
	await load(async () => await contacts.activate());
	while (count > 0) {
		sum.bare += await seconds(async () => await bareContacts(sandbox.daktela, BARE, AT_ONCE));
		sum.byBare += BARE;
		await load(async () => await contacts.poll());
	}
	return sum;
}

/** Both objects are polled, and there is nothing new. */
async function nothingChanged(mirror: Mirror): Promise<Row[]> {
	// A while later: the first load lies behind the time by which each poll reaches back.
	mirror.sandbox.salesforce.clock.advance(A_WHILE_MS);
	await drain(mirror.companies);
	await drain(mirror.contacts);
	forget(mirror);
	for (const trigger of [mirror.companies, mirror.contacts]) await runAll(await trigger.poll());
	const { salesforce, daktela } = mirror.sandbox;
	return [
		row('mirror, nothing changed: requests per object and poll', salesforce.requests.count() / 2, 'requests', 1),
		row('mirror, nothing changed: requests to Daktela', daktela.requests.count(), 'requests', 0),
	];
}

async function fewChanged(mirror: Mirror): Promise<Row[]> {
	const { salesforce, daktela } = mirror.sandbox;
	for (const simulator of [salesforce, daktela]) simulator.switches.latencyMs = LATENCY_MS;
	let changed = 0;
	for (const { id, deletedAt } of salesforce.store.table('Contact')!.rows()) {
		if (deletedAt !== 0 || changed++ >= CHANGED) continue;
		salesforce.act.setField({ record: id, field: 'Email', value: `changed${changed}@people.example` });
	}
	// What is only seconds old is left for the next poll.
	salesforce.clock.advance(60_000);
	forget(mirror);
	let delivered = 0;
	const time = await seconds(async () => (delivered = await runAll(await mirror.contacts.poll())));
	if (delivered !== CHANGED) throw new Error(`${delivered} changes came, ${CHANGED} were made.`);
	const about = `mirror, ${CHANGED} of ${CONTACTS} contacts changed`;
	return [
		row(`${about}: requests to Salesforce`, salesforce.requests.count(), 'requests', 1),
		row(`${about}: requests that read in Daktela`, reads(mirror), 'requests', CHANGED / 100),
		row(`${about}: requests that write in Daktela`, daktelaWrites(mirror.sandbox), 'requests', CHANGED),
		row(`${about}: time`, time, 's', 2),
	];
}

function forget({ sandbox }: Mirror): void {
	sandbox.salesforce.requests.clear();
	sandbox.daktela.requests.clear();
}

const reads = ({ sandbox }: Mirror): number => sandbox.daktela.requests.count({ method: 'GET' });
