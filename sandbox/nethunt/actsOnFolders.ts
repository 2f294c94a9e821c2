import { check } from '../common';
import { folderOf, userOf, type ActContext } from './actContext';
import type { FolderActs } from './acts';
import { folderAnswer } from './answers';
import { fieldFrom, userFrom } from './seed';

export function folderActs(context: ActContext): FolderActs {
	const { store, clock } = context;
	return {
		addUser(args) {
			const user = userFrom(args, 'user');
			store.users.push(user);
			return { emailAddress: user.emailAddress };
		},
		setRights({ user, readable, writable }) {
			const found = userOf(context, check.text(user, 'user'), 'user');
			delete found.readable;
			delete found.writable;
			if (readable) found.readable = check.texts(readable, 'readable');
			if (writable) found.writable = check.texts(writable, 'writable');
			return { user, readable: found.readable, writable: found.writable };
		},
		addFolder({ name, fields }) {
			const definitions = check.list(fields, 'fields').map((field, at) => fieldFrom(field, `fields[${at}]`));
			return folderAnswer(store.addFolder(check.text(name, 'name'), definitions));
		},
		renameFolder(args) {
			const folder = folderOf(context, args);
			folder.name = check.text(args.to, 'to');
			return folderAnswer(folder);
		},
		removeFolder(args) {
			const { id } = folderOf(context, args);
			store.folders.delete(id);
			return { id };
		},
		addField: ({ folder, ...field }) => ({
			name: store.addField(folderOf(context, { folder }), fieldFrom(field, 'field')).name,
		}),
		renameField(args) {
			const field = store.field(folderOf(context, args), check.text(args.field, 'field'));
			field.formerNames.push({ name: field.name, until: clock.now().getTime() });
			field.name = check.text(args.to, 'to');
			return { name: field.name };
		},
		removeField(args) {
			const folder = folderOf(context, args);
			const field = store.field(folder, check.text(args.field, 'field'));
			folder.fields = folder.fields.filter((one) => one !== field);
			return { name: field.name };
		},
		renameOption(args) {
			const [from, to] = [check.text(args.from, 'from'), check.text(args.to, 'to')];
			return { options: store.renameOption(folderOf(context, args), check.text(args.field, 'field'), from, to) };
		},
		addGmailThread({ id }) {
			store.gmailThreads.add(check.text(id, 'id'));
			return { id };
		},
	};
}
