import { badInput } from '../../shared/fault';
import type { Plan, Written } from '../../shared/operation';
import type { Shape, Values } from '../shape';
import { faultOfRecord, inGroups, perhapsCreated, saved } from './collections';
import { rowOf, rowsOf, type Rows, type WriteContext } from './rows';

interface CreatePlan extends Plan {
	shape: Shape;
	values: Values;
}

export class Creating {
	private constructor(private readonly rows: Rows) {}

	static async of(contexts: readonly WriteContext[]): Promise<Creating> {
		return new Creating(await rowsOf(contexts, 'create'));
	}

	plan(index: number): CreatePlan {
		const { shape, values } = rowOf(this.rows, index);
		if (Object.values(values).every((value) => value === null)) {
			const advice = 'Map a value to at least one field.';
			throw badInput('Fields', 'No field has a value, so the new record would be empty.', advice);
		}
		const changes = shape.changes(values, undefined);
		return { action: 'created', key: `new record of item ${index}`, shape, values, changes, record: values };
	}

	async apply(
		batch: ReadonlyArray<{ context: Pick<WriteContext, 'api'>; plan: CreatePlan }>,
	): Promise<Array<Written | Error>> {
		const { api } = batch[0]!.context;
		return await inGroups(
			batch,
			({ plan }) => plan.shape.object,
			async (group) => {
				const { object } = group[0]!.plan.shape;
				const bodies = group.map(({ plan }) => plan.shape.body(plan.values));
				const results = await saved(api, bodies, async (records) => await api.createMany(object, records));
				return results.map((result, place) => {
					if (result instanceof Error) return perhapsCreated(result);
					if (!result.success) return faultOfRecord(result, `create the ${object} record`);
					return { Id: result.id ?? null, ...group[place]!.plan.values };
				});
			},
		);
	}
}
