import { row, type Row } from './row';
import { bareUpserts } from './support/bareScript';
import { collections, people, seconds, signIn, startOrg, type Org } from './support/org';
import { hasOwnNode, ownNode, OWN_TYPE, ownUpsert } from './support/ownNode';

const ITEMS = 10_000;
const FEW = 500;
const ROUNDS = 9;

/** Ten thousand contacts created or updated by external ID: against a bare script, and five hundred against n8n's own node. */
export async function rows(): Promise<Row[]> {
	const withOwn = hasOwnNode();
	const org = await startOrg(withOwn ? ownNode : undefined);
	try {
		return [...(await counted(org)), ...(await timed(org)), await againstOwn(org, withOwn)];
	} finally {
		await org.close();
	}
}

async function counted(org: Org): Promise<Row[]> {
	org.sim.requests.clear();
	const result = await org.upsert(people(ITEMS));
	const done = result.json('Node').filter(({ Id }) => typeof Id === 'string').length;
	if (done !== ITEMS) throw new Error(`${done} of ${ITEMS} contacts were written.`);
	const writing = collections(org.sim);
	const others = org.sim.requests.count() - writing;
	return [
		row(`${ITEMS} Salesforce upserts: requests`, writing, 'requests', ITEMS / 200),
		row(`${ITEMS} Salesforce upserts: sign-in and describe`, others, 'requests', 2),
	];
}

/** The fastest of some rounds, taken in turn, so that a slow moment does not hit one of them alone. Both update what is there. */
async function timed(org: Org): Promise<Row[]> {
	const token = await signIn(org.sim);
	const ours: number[] = [];
	const bare: number[] = [];
	for (let round = 0; round < ROUNDS; round++) {
		const [first, second] = [people(ITEMS, `Bare ${round}`), people(ITEMS, `Ours ${round}`)];
		bare.push(await seconds(async () => await bareUpserts(org.sim, token, first)));
		ours.push(await seconds(async () => await org.upsert(second)));
	}
	const [time, peer] = [Math.min(...ours), Math.min(...bare)];
	return [
		row(`${ITEMS} Salesforce upserts: time (peer: bare script, same collections)`, time, 's', goalOf(peer), peer),
		row(`${ITEMS} Salesforce upserts: time over the bare script`, time / peer, 'times', 1.5),
	];
}

const goalOf = (peer: number) => Number((1.5 * peer).toPrecision(3));

async function againstOwn(org: Org, withOwn: boolean): Promise<Row> {
	const time = await seconds(async () => await org.upsert(people(FEW, 'Ours')));
	const name = `${FEW} Salesforce upserts: time`;
	if (!withOwn) return row(`${name} (n8n's own node left out: the real n8n is not installed here)`, time, 's', 1);
	const peer = await seconds(async () => {
		const result = await org.n8n.runNode({ type: OWN_TYPE, parameters: ownUpsert }, people(FEW, 'Own'));
		if (result.error) throw result.error;
		const made = result.items('Node').length;
		if (made !== FEW) throw new Error(`n8n's own node made ${made} items of ${FEW}.`);
	});
	return row(`${name} (peer: n8n's own Salesforce node, same items)`, time, 's', 1, peer);
}
