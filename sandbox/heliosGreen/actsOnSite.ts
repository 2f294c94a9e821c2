import { check } from '../common';
import type { SiteActs } from './acts';
import type { Template, User } from './domain/model';
import type { Room } from './room';
import { columnFrom } from './seed';

export function siteActs({ store, sessions }: Room): SiteActs {
	const userOf = (name: unknown): User => {
		const user = store.users.get(check.text(name, 'user'));
		if (!user) throw new Error(`user: there is no user '${String(name)}'.`);
		return user;
	};
	const templateOf = ({ template: number, type = 'template' }: { template: number; type?: string }): Template => {
		const template = store.template(type, check.number(number, 'template'));
		if (!template) throw new Error(`template: there is no ${type} ${number}.`);
		return template;
	};
	const setColumns = (template: Template, columns: Template['columns']) => {
		template.columns = columns;
		return { columns: columns.map(({ alias }) => alias) };
	};
	return {
		addUser({ name, password, rowCount }) {
			const count = check.optionalNumber(rowCount, 'rowCount') ?? 100;
			store.users.set(check.text(name, 'name'), { name, password: check.text(password, 'password'), rowCount: count });
			return { name };
		},
		setPassword({ user, password }) {
			userOf(user).password = check.text(password, 'password');
			return { name: user };
		},
		setRowCount({ user, rowCount }) {
			userOf(user).rowCount = check.number(rowCount, 'rowCount');
			return { name: user };
		},
		endSessions: () => ({ ended: sessions.endAll() }),
		addColumn(args) {
			const template = templateOf(args);
			if (template.columns.some(({ alias }) => alias === args.alias))
				throw new Error(`alias: template ${args.template} has '${args.alias}' already.`);
			check.text(args.alias, 'alias');
			check.text(args.attribute, 'attribute');
			const column = columnFrom(store, store.classes.get(template.classNumber)!, args);
			return setColumns(template, [...template.columns, column]);
		},
		removeColumn(args) {
			const template = templateOf(args);
			const rest = template.columns.filter(({ alias }) => alias !== args.alias);
			if (rest.length === template.columns.length)
				throw new Error(`alias: template ${args.template} has no '${args.alias}'.`);
			return setColumns(template, rest);
		},
	};
}
