import { optionsOf } from '../../shared/fields';
import { read } from '../room';
import { task, withFeatures } from './fields';
import { simplifyTask } from './simplify';

export const get = read({
	name: 'Get',
	action: 'Get a task',
	fields: [task, optionsOf(withFeatures)],
	async run({ api, read: { task: chosen, options } }) {
		const [{ Records }, { idOf }, { goneFault }] = await Promise.all([
			import('./records'),
			import('./values'),
			import('./writing'),
		]);
		const id = idOf(chosen, 'Task');
		const row = (await api.tasksByIds([id])).get(id);
		if (!row) throw goneFault(id);
		const records = await Records.of(api, options.withFeatures === true);
		return options.withFeatures ? await records.complete(api, [row]) : records.of(row);
	},
	simplify: simplifyTask,
});
