export interface RequestEntry {
	/** Simulated time of arrival. */
	readonly at: Date;
	readonly method: string;
	/** Without the query. */
	readonly path: string;
	readonly query: Record<string, string | string[]>;
	/** The vendor's name for what was asked, where it has one. */
	readonly action?: string;
	/** 0 while unanswered, and for good when the connection was cut or left hanging. */
	status: number;
	readonly bodyBytes: number;
}

export interface RequestFilter {
	method?: string;
	/** Part of the path. */
	path?: string;
	action?: string;
	status?: number;
}

export interface RequestLog {
	/** The newest 100,000, oldest first. */
	readonly entries: readonly RequestEntry[];
	/** How many entries fit; all of them without a filter. */
	count(filter?: RequestFilter | ((entry: RequestEntry) => boolean)): number;
	clear(): void;
}

const KEPT = 100_000;

/** The log with the door through which the server writes. */
export function createRequestLog(): RequestLog & { add(entry: RequestEntry): RequestEntry } {
	const entries: RequestEntry[] = [];
	return {
		entries,
		add(entry) {
			// Dropped in lumps: shifting one entry per request would move the whole array each time.
			if (entries.length >= KEPT * 1.5) entries.splice(0, entries.length - KEPT);
			entries.push(entry);
			return entry;
		},
		count: (filter) =>
			filter ? entries.filter(typeof filter === 'function' ? filter : fits(filter)).length : entries.length,
		clear: () => void entries.splice(0),
	};
}

export function fits(filter: RequestFilter): (entry: RequestEntry) => boolean {
	return (entry) =>
		(filter.method === undefined || entry.method === filter.method.toUpperCase()) &&
		(filter.path === undefined || entry.path.includes(filter.path)) &&
		(filter.action === undefined || entry.action === filter.action) &&
		(filter.status === undefined || entry.status === filter.status);
}

/** A repeated parameter becomes a list. */
export function queryOf(parameters: URLSearchParams): Record<string, string | string[]> {
	const query: Record<string, string | string[]> = {};
	for (const key of new Set(parameters.keys())) {
		const values = parameters.getAll(key);
		query[key] = values.length === 1 ? values[0]! : values;
	}
	return query;
}
