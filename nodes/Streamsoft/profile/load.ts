/** The profile of a credential, checked against the database itself. */
import { Fault } from '../../shared/fault';
import { settled } from '../../shared/settled';
import { VENDOR, type Access } from '../access';
import { Model } from '../data/model';
import type { Database, Work } from '../database';
import { isLost } from '../faults';
import { allNames, readCatalogue } from './catalogue';
import { inWords, missingIn, namesIn, withNear, type Missing } from './check';
import { profileOf } from './read';
import type { Profile } from './schema';

const FRESH_MS = 5 * 60_000;
const MOST_KEPT = 100;

/** By credential and profile, so that another profile or another database never meets an old answer. */
const kept = new Map<string, { model: Model; until: number }>();

/** What was learnt is out of date: the database has just said otherwise. */
export const forgetModel = ({ key }: Access): void => void kept.delete(key);

/** @throws Fault `misconfigured` naming every table, column, generator and procedure that the database does not have */
export async function modelOf(db: Database): Promise<Model> {
	const { key, profile: typed } = db.access;
	const known = kept.get(key);
	if (known && known.until > performance.now()) return known.model;
	const { model, missing } = await examined(db, profileOf(typed));
	if (missing.length > 0) throw notThere(missing);
	kept.delete(key);
	if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value!);
	kept.set(key, { model, until: performance.now() + FRESH_MS });
	return model;
}

/** Fresh, and without a fault where something is missing. */
export async function examined(db: Database, profile: Profile): Promise<{ model: Model; missing: Missing[] }> {
	return await db.read('check the schema profile', async (work: Work) => {
		const catalogue = await readCatalogue(work, namesIn(profile));
		const missing = [...missingIn(profile, catalogue), ...(await wrongStatements(db, work, profile))];
		const isOther = missing.some(({ near }) => near === undefined);
		return {
			missing: isOther ? withNear(missing, await allNames(work)) : missing,
			model: modelIfWhole(profile, catalogue, missing),
		};
	});
}

/** Begins the statements of a profile, and takes nothing of what they give. */
async function wrongStatements(db: Database, work: Work, profile: Profile): Promise<Missing[]> {
	const wrong: Missing[] = [];
	for (const place of ['operators', 'eventTypes', 'featureDefs', 'featureValues'] as const) {
		const list = profile[place];
		if (!list || !('sql' in list)) continue;
		const places = list.sql.match(/:ids\b/g)?.length ?? 0;
		const params = Array.from({ length: places }, () => 0);
		const outcome = await settled(async () => {
			const portions = work.portions(list.sql.replace(/:ids\b/g, '?'), params);
			await portions.next();
			await portions.return();
		});
		if ('value' in outcome) continue;
		if (isLost(outcome.error)) throw outcome.error;
		const { message } = db.fault(outcome.error, 'run it');
		wrong.push({ kind: 'statement', name: message, place: `${place}.sql`, near: [] });
	}
	return wrong;
}

/** With names missing there is nothing to build statements with; what asks for it is told before. */
function modelIfWhole(
	profile: Profile,
	catalogue: ConstructorParameters<typeof Model>[1],
	missing: readonly Missing[],
): Model {
	return missing.length > 0 ? (undefined as never) : new Model(profile, catalogue);
}

const MOST_NAMED = 12;

export function notThere(missing: readonly Missing[]): Fault {
	const named = missing.slice(0, MOST_NAMED).map(inWords).join('; ');
	const more = missing.length > MOST_NAMED ? `; and ${missing.length - MOST_NAMED} more` : '';
	return new Fault(
		'misconfigured',
		`The ${VENDOR} database does not have what the schema profile names: ${named}${more}.`,
		{
			advice:
				'Correct "Schema Profile" in the credential. Schema: Explore shows what the database has and proposes a profile.',
		},
	);
}
