import { VENDOR } from '../access';

/** By the name of the database's file or its alias, so that links stay what they are when the server moves. */
export function systemOf(account: string): string {
	const file = account.split(/[/\\:]/).at(-1) ?? '';
	return `${VENDOR} ${file.replace(/\.[^.]*$/, '').toUpperCase()}`;
}
