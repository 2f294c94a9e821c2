import { read } from '../room';

export const get = read({
	name: 'Get',
	action: 'Get the API usage',
	description: 'Read how many of the API requests of 24 hours are used, and the other limits',
	fields: [],
	async run({ api }) {
		const limits = await api.limits();
		const { Max: limit, Remaining: remaining } = limits.DailyApiRequests!;
		const used = limit - remaining;
		const percent = limit > 0 ? Math.round((used / limit) * 1000) / 10 : 0;
		return { used, limit, remaining, percent, limits };
	},
	simplify: ({ used, limit, remaining, percent }) => ({ used, limit, remaining, percent }),
});
