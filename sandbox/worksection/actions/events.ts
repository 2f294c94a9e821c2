import { projectBy } from '../domain/find';
import { webhookEvents } from '../webhooks';
import { parsePeriod } from '../when';
import { errors } from '../wire/errors';
import { eventObject } from '../wire/event';
import { filled } from '../wire/objects';
import { now } from '../world';
import { rows, type Actions, type Answer, type Call } from './call';

/** Only a window that ends now, no cursor (worksection.md 4.3). */
function getEvents({ world, params }: Call): Answer {
	const length = parsePeriod(params.required('period'));
	if (length === undefined) throw errors.fieldMalformed('period');
	const idProject = params.filled('id_project');
	const project = idProject === undefined ? undefined : projectBy(world, idProject).id;
	const from = now(world) - length;
	const { deleteInGetEvents, eventsOrder } = world.switches;
	const told = world.store.events.filter(
		(event) =>
			event.at >= from &&
			(project === undefined || event.project === project) &&
			(event.action !== 'delete' || event.type === 'comment' || deleteInGetEvents === 'all'),
	);
	if (eventsOrder === 'newest') told.reverse();
	return rows(
		world,
		told.map((event) => eventObject(world, event, { page: 'project', ids: 'string' })),
	);
}

function getWebhooks({ world }: Call): Answer {
	const hooks = [...world.store.webhooks.values()].map((hook) =>
		filled({
			id: hook.id,
			url: hook.url,
			events: hook.events.join(','),
			status: hook.status,
			projects: hook.projects.join(','),
		}),
	);
	return rows(world, hooks);
}

async function addWebhook({ world, params }: Call): Promise<Answer> {
	const url = params.required('url');
	params.required('events');
	const events = params.list('events');
	const known = world.switches.reopenEvent ? [...webhookEvents, 'reopen_task'] : webhookEvents;
	if (events.some((event) => !known.includes(event))) throw errors.fieldMalformed('events');
	const projects = params.list('projects').map((id) => projectBy(world, id).id);
	if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) throw errors.urlInvalid(url);
	const [user, password] = [params.filled('http_user'), params.filled('http_pass')];
	const id = world.store.id('webhook');
	if (!(await world.probe({ id, url, user, password }))) throw errors.urlInvalid(url);
	const status = world.switches.webhookStatusAfterAdd;
	world.store.webhooks.set(id, { id, url, events, projects, user, password, status, errors: 0 });
	return { id: Number(id) };
}

function deleteWebhook({ world, params }: Call): Answer {
	if (!world.store.webhooks.delete(params.required('id'))) throw errors.webhookNotFound();
	return {};
}

export const eventActions: Actions = {
	get_events: { run: getEvents, scope: 'projects_read' },
	get_webhooks: { run: getWebhooks, scope: 'administrative' },
	add_webhook: { run: addWebhook, scope: 'administrative' },
	delete_webhook: { run: deleteWebhook, scope: 'administrative' },
};
