/** How this room asks Helios: messages sent in one session, and answers read as they come. */
import type { Host } from '../shared/http';
import { settled } from '../shared/settled';
import { isXml } from '../shared/xml/kind';
import { withTellingStart } from '../shared/xml/pieces';
import { XmlReader, type XmlHandler } from '../shared/xml/reader';
import { TreeBuilder, type XmlNode } from '../shared/xml/tree';
import { VENDOR, type Access } from './access';
import { checkState } from './answers';
import type { Bounds, BrowseRequest } from './browsing';
import { aboutSorting, notXml } from './faults';
import { browseMessage } from './messages/browse';
import { asItIs, DEFAULT_ALIASES, RowReader, type BrowseInfo, type PlainRow } from './rows';
import { ServiceGate, type Effect } from './service';
import { Session, type Tried } from './session';
import { momentsIn, type Typing } from './values';

export interface Asked {
	/** In words that fit after "asked to". */
	doing: string;
	effect: Effect;
}

/**
 * Holds one session for the life of this object, begun with the first message: whoever made it
 * calls `close` in the end, whatever happened.
 */
export class HeliosGreenClient {
	protected readonly gate: ServiceGate;
	private readonly session: Session;
	protected readonly moments: Typing;

	constructor(
		host: Host,
		protected readonly access: Access,
	) {
		this.gate = new ServiceGate(host, access);
		this.session = new Session(this.gate);
		this.moments = momentsIn(access.zone);
	}

	get spent() {
		return this.gate.spent;
	}

	/** Names the database among all accounts: address and profile. */
	get account(): string {
		return `${this.access.gate.replace(/\/[^/]*$/, '')} ${this.access.profile}`;
	}

	/** IANA zone in which Helios writes its times. */
	get zone(): string {
		return this.access.zone;
	}

	/** Signs off. Never throws. */
	async close(): Promise<void> {
		await this.session.close();
	}

	/** One answer with rows of a template. */
	protected async *page(
		request: BrowseRequest,
		bounds: Bounds,
		told: (info: BrowseInfo) => void,
	): AsyncGenerator<PlainRow[], void, undefined> {
		const { folder, template, aliases, conditions = [], sort = [], sortsByName = true, times, message } = request;
		const name = aliases?.name?.trim() || DEFAULT_ALIASES.name;
		const byName = sortsByName && !sort.some(({ column }) => column.toLowerCase() === name.toLowerCase());
		const text = browseMessage({
			folder,
			template,
			...bounds,
			conditions,
			sort: byName ? [...sort, { column: name, direction: 'asc' }] : sort,
			arguments: request.arguments ?? [],
			...(message !== undefined && { message }),
		});
		const asked: Asked = { doing: `read the rows of template ${template}`, effect: 'read' };
		const source = { vendor: VENDOR, doing: asked.doing };
		let isTold = false;
		const tell = (reader: RowReader) => {
			if (isTold) return;
			isTold = true;
			const { info } = reader;
			told(info);
			const { answeredAt } = this.gate;
			request.onInfo?.({
				...info,
				...(answeredAt !== undefined && { answeredAt: new Date(answeredAt).toISOString() }),
			});
		};
		for (const tried: Tried = {}; ;) {
			const token = await this.session.token();
			const updated = aliases?.updated?.trim() || DEFAULT_ALIASES.updated;
			const reader = new RowReader(source, times === 'written' ? asItIs : this.moments, updated);
			try {
				for await (const { take } of this.fed(token, text, reader, asked)) {
					const rows = take();
					if (rows.length === 0) continue;
					tell(reader);
					yield rows;
				}
				checkState(reader.root!, 'BROWSERESULT', asked.doing);
				this.session.accepted();
				tell(reader);
				return;
			} catch (error) {
				if (!isTold && (await this.session.recover(error, tried, 'read'))) continue;
				throw this.gate.safe(byName ? aboutSorting(error, name) : error);
			}
		}
	}

	/** A message with a short answer, as a tree. @throws Fault, for STATE=FAIL as well */
	protected async ask(message: string, expected: string, asked: Asked): Promise<XmlNode> {
		return await this.tried(asked, async (token) => {
			const builder = new TreeBuilder({ vendor: VENDOR, doing: asked.doing });
			const feeding = this.fed(token, message, builder, asked);
			while (!(await feeding.next()).done);
			checkState(builder.root!, expected, asked.doing);
			return builder.root!;
		});
	}

	/** Does it with the session of this run, and once more where the session was the trouble. */
	protected async tried<T>({ effect }: Asked, work: (token: string) => Promise<T>): Promise<T> {
		for (const tried: Tried = {}; ;) {
			const token = await this.session.token();
			const outcome = await settled(async () => await work(token));
			if ('value' in outcome) {
				this.session.accepted();
				return outcome.value;
			}
			if (!(await this.session.recover(outcome.error, tried, effect))) throw this.gate.safe(outcome.error);
		}
	}

	/** Feeds a handler with the answer as it comes, and halts after every piece of it. */
	private async *fed<Handler extends XmlHandler>(
		token: string,
		message: string,
		handler: Handler,
		{ doing, effect }: Asked,
	): AsyncGenerator<Handler, void, undefined> {
		const reader = new XmlReader({ vendor: VENDOR, doing }, handler);
		let isBegun = false;
		for await (const piece of withTellingStart(this.gate.processXml(token, message, { doing, effect }))) {
			if (!isBegun && !isXml(piece)) throw notXml(piece, doing);
			isBegun = true;
			reader.write(piece);
			yield handler;
		}
		if (!isBegun) throw notXml('', doing);
		reader.end();
	}
}
