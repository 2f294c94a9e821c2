import type { VendorReply } from '../../common';
import { processXml } from '../messages/process';
import type { Room } from '../room';
import { LANGUAGES, say, type Language } from '../texts';
import { markupReply, SoapFault, textReply, type SoapCall } from './soap';

type Operation = (room: Room, parameter: SoapCall['parameter']) => VendorReply;

/** ServiceGate.asmx (helios-green.md 1.1). */
export const operations: Record<string, Operation> = {
	LogOn: (room, parameter) => textReply('LogOn', logOn(room, parameter)),

	ProcessXml(room, parameter) {
		const session = room.sessions.use(parameter('sessionToken'));
		if (session) {
			const pieces = processXml({ ...room, session }, parameter('inputXml'));
			return markupReply('ProcessXml', pieces, room.switches.resultAs);
		}
		const text = say('CZ', 'session');
		if (room.switches.deadSession === 'fault') throw new SoapFault('Server', text);
		if (room.switches.deadSession === 'error') return textReply('ProcessXml', `ERROR: ${text}`);
		return markupReply('ProcessXml', [room.writer.failure('RESULT', 'system', text, room)], room.switches.resultAs);
	},

	LogOff({ sessions }, parameter) {
		const session = sessions.use(parameter('sessionToken'));
		if (!session) return textReply('LogOff', say('CZ', 'session'));
		sessions.end(session);
		return textReply('LogOff', '1');
	},

	KeepAlive({ sessions, switches }, parameter) {
		const session = sessions.use(parameter('sessionToken'));
		return textReply('KeepAlive', session ? String(switches.keepAliveSeconds) : `ERROR: ${say('CZ', 'session')}`);
	},
};

/** `number,seconds`, or text that starts with ERROR:; both with HTTP 200. Names and password need their exact case. */
function logOn({ store, sessions }: Room, parameter: SoapCall['parameter']): string {
	const language = (parameter('language').toUpperCase() || 'CZ') as Language;
	if (!Object.hasOwn(LANGUAGES, language)) return `ERROR: ${say('CZ', 'language', [language])}`;
	const error = (key: Parameters<typeof say>[1], ...args: unknown[]) => `ERROR: ${say(language, key, args)}`;
	const profile = parameter('profile');
	if (!store.profiles.has(profile)) return error('profile', profile);
	const user = store.users.get(parameter('username'));
	if (!user || user.password !== parameter('password')) return error('password');
	const session = sessions.add({ user, profile, language, options: parameter('options') });
	return session?.whole ?? error('licence');
}
