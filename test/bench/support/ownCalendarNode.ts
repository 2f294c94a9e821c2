import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

import type { ICredentialType, IDataObject, IExecuteFunctions, INodeParameters, INodeType } from 'n8n-workflow';

import type { GoogleCalendarSimulator } from '../../../sandbox/googleCalendar';
import { hostFolder } from '../../support/host/paths';
import type { HarnessOptions } from '../../support/workflow';
import { calendarOf, locator, signIn } from './calendars';

export const OWN_TYPE = 'n8n-nodes-base.googleCalendar';
export const OWN_TRIGGER_TYPE = 'n8n-nodes-base.googleCalendarTrigger';
export const OWN_VERSION = 1.3;

/** Said of a row whose peer cannot be measured. */
export const NO_PEER = "n8n's own node left out: the real n8n is not installed here";

/** Whether the real n8n is installed, whose Google Calendar node is the peer. */
export const hasOwnNode = (): boolean => existsSync(dist());

const dist = () => join(hostFolder(), 'node_modules', 'n8n-nodes-base', 'dist');
const GOOGLE = 'https://www.googleapis.com';

type Host = Pick<IExecuteFunctions, 'helpers'>;
type Sent = { uri: string };

/** The host of a node, whose requests to Google go to the simulator: the node itself has Google's address in its code. */
function redirected<H extends Host>(host: H, url: string): H {
	const { requestOAuth2 } = host.helpers;
	const send = async (credential: string, options: Sent, ...more: never[]) =>
		await requestOAuth2.call(
			host as never,
			credential,
			{ ...options, uri: options.uri.replace(GOOGLE, url) } as never,
			...more,
		);
	const helpers = Object.assign(Object.create(host.helpers as object) as object, {
		requestOAuth2: async function (this: unknown, ...asked: Parameters<typeof send>) {
			return await send(...asked);
		},
	});
	return Object.defineProperty(Object.create(host), 'helpers', { value: helpers }) as H;
}

/** n8n's own Google Calendar node and trigger, signed in to the simulator as after their OAuth2 dialogue. */
export async function ownCalendarNode(sim: GoogleCalendarSimulator): Promise<HarnessOptions> {
	const load = createRequire(join(dist(), 'index.js'));
	const made = <T>(folder: string, name: string, kind: string): T => {
		const classes = load(`./${folder}/${name}.${kind}.js`) as Record<string, new () => T>;
		return new classes[name]!();
	};
	const node = made<INodeType>('nodes/Google/Calendar', 'GoogleCalendar', 'node');
	const trigger = made<INodeType>('nodes/Google/Calendar', 'GoogleCalendarTrigger', 'node');
	const { execute } = node;
	const { poll } = trigger;
	node.execute = async function () {
		return await execute!.call(redirected(this, sim.url));
	};
	trigger.poll = async function () {
		return await poll!.call(redirected(this as never, sim.url));
	};
	const oauthTokenData = await signIn(sim);
	const app = { clientId: 'bench.apps.example', clientSecret: 'bench-client-secret' };
	return {
		nodes: { [OWN_TYPE]: node, [OWN_TRIGGER_TYPE]: trigger },
		credentialTypes: ['GoogleOAuth2Api', 'GoogleCalendarOAuth2Api'].map((name) =>
			made<ICredentialType>('credentials', name, 'credentials'),
		),
		credentials: {
			googleCalendarOAuth2Api: { ...app, accessTokenUrl: `${sim.url}/token`, oauthTokenData } as IDataObject as never,
		},
	};
}

/** All events of the first calendar. */
export const ownGetMany: INodeParameters = {
	resource: 'event',
	operation: 'getAll',
	calendar: locator(calendarOf(1)),
	returnAll: true,
	// It has no "from the beginning": empty means that here too.
	timeMin: '',
	timeMax: '',
	options: {},
};

/** One event for each item; the values by expressions, since it knows no other way. */
export const ownCreate: INodeParameters = {
	resource: 'event',
	operation: 'create',
	calendar: locator(calendarOf(1)),
	start: '={{ $json.start }}',
	end: '={{ $json.end }}',
	useDefaultReminders: true,
	additionalFields: {
		summary: '={{ $json.title }}',
		description: '={{ $json.notes }}',
		sendUpdates: 'none',
	},
};

export const ownTrigger = (triggerOn: string): INodeParameters => ({
	pollTimes: { item: [{ mode: 'everyMinute' }] },
	calendarId: locator(calendarOf(1)),
	triggerOn,
	options: {},
});
