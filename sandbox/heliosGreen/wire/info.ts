import type { Room } from '../room';
import { LANGUAGES, say } from '../texts';

/** GetInfo of Data.asmx, which needs no log-on (helios-green.md 1.2). `application` is the path before the file name. */
export function getInfo(room: Room, code: string, application: string): string {
	const { switches, store } = room;
	switch (code.trim().toUpperCase()) {
		case 'GETAPPVERSION':
			return switches.serverVersion;
		case 'GETREDIRECTINFO':
			return room.url() + (switches.redirectPath || application);
		case 'GETDBPROFILES':
			return list(
				room,
				'profiles',
				'profile',
				[...store.profiles.values()].map(({ name, server, database }) => ({ name, server, db: database })),
			);
		case 'GETLANGUAGES':
			if (switches.languagesListed)
				return list(
					room,
					'languages',
					'language',
					Object.entries(LANGUAGES).map(([key, name]) => ({ code: key, name })),
				);
	}
	return `ERROR: ${say('EN', 'infoCode', [code])}`;
}

function list({ writer, switches }: Room, root: string, item: string, rows: Array<Record<string, string>>): string {
	const write = (row: Record<string, string>) =>
		switches.profilesAs === 'attributes'
			? writer.element(item, row)
			: writer.element(item, {}, ...Object.entries(row).map(([name, value]) => writer.text(name, value)));
	return writer.element(root, {}, ...rows.map(write));
}
