/** Tasks as items show them: in the same form as the trigger gives them. Loaded with the first run. */
import type { IDataObject } from 'n8n-workflow';

import type { StreamsoftApi, TaskRow } from '../api';
import type { FullRow } from '../sync/convert';
import { recordOf } from '../watch/record';
import { without } from './simplify';

/** Makes records of rows, with the names of what they hold only the IDs of. */
export class Records {
	private constructor(
		private readonly zone: string,
		private readonly names: Parameters<typeof recordOf>[1],
	) {}

	static async of(api: StreamsoftApi, withFeatures = false): Promise<Records> {
		const byId = (list: ReadonlyArray<{ id: number; name: string }>) =>
			new Map(list.map(({ id, name }) => [String(id), name]));
		return new Records(api.zone, {
			operators: byId(await api.operators()),
			types: byId(await api.types()),
			features: byId(withFeatures ? await api.features() : []),
		});
	}

	/** Without the features, which were not read. */
	of(row: TaskRow): IDataObject {
		return without(recordOf({ ...row, features: [] }, this.names, this.zone), ['features']);
	}

	/** With their features. @throws Fault */
	async complete(api: StreamsoftApi, rows: readonly TaskRow[]): Promise<IDataObject[]> {
		const values = await api.featureValues(rows.map(({ id }) => id));
		return rows.map((row) => {
			const features = (values.get(row.id) ?? []).map(({ featureId, value }) => ({
				id: String(featureId),
				name: this.names.features.get(String(featureId)) ?? String(featureId),
				value,
			}));
			const full: FullRow = { ...row, features };
			return recordOf(full, this.names, this.zone);
		});
	}
}
