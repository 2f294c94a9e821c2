/**
 * The client's packets of Firebird's wire protocol 13 to 15, as far as clients of a 3.0 server send them: number, name and
 * layout. Read off the open sources of Firebird (protocol.h, protocol.cpp) and of node-firebird.
 */

/** `int` has four bytes, `quad` eight, `text` its length and then bytes to a multiple of four. */
type Part = 'int' | 'quad' | 'text';

/** What a packet is called and made of; `special` marks the four whose length depends on what they hold. */
export interface Operation {
	readonly name: string;
	readonly parts: readonly Part[];
	readonly special?: 'connect' | 'execute' | 'execute2' | 'immediate2';
	/** Which of the parts holds SQL. */
	readonly sql?: number;
}

const plain = (name: string, ...parts: Part[]): Operation => ({ name, parts });
const info = (name: string) => plain(name, 'int', 'int', 'text', 'int');

export const operations: Readonly<Record<number, Operation>> = {
	1: { name: 'connect', parts: [], special: 'connect' },
	2: plain('exit'),
	6: plain('disconnect'),
	19: plain('attach', 'int', 'text', 'text'),
	20: plain('create', 'int', 'text', 'text'),
	21: plain('detach', 'int'),
	29: plain('transaction', 'int', 'text'),
	30: plain('commit', 'int'),
	31: plain('rollback', 'int'),
	32: plain('prepare', 'int'),
	34: plain('create_blob', 'int', 'quad'),
	35: plain('open_blob', 'int', 'quad'),
	36: plain('get_segment', 'int', 'int', 'text'),
	37: plain('put_segment', 'int', 'int', 'text'),
	38: plain('cancel_blob', 'int'),
	39: plain('close_blob', 'int'),
	40: info('info_database'),
	41: info('info_request'),
	42: info('info_transaction'),
	43: info('info_blob'),
	44: plain('batch_segments', 'int', 'int', 'text'),
	50: plain('commit_retaining', 'int'),
	51: plain('prepare2', 'int', 'text'),
	56: plain('open_blob2', 'text', 'int', 'quad'),
	57: plain('create_blob2', 'text', 'int', 'quad'),
	61: plain('seek_blob', 'int', 'int', 'int'),
	62: plain('allocate_statement', 'int'),
	63: { name: 'execute', parts: ['int', 'int', 'text', 'int', 'int'], special: 'execute' },
	64: { name: 'exec_immediate', parts: ['int', 'int', 'int', 'text', 'text', 'int'], sql: 3 },
	65: plain('fetch', 'int', 'text', 'int', 'int'),
	67: plain('free_statement', 'int', 'int'),
	68: { name: 'prepare_statement', parts: ['int', 'int', 'int', 'text', 'text', 'int'], sql: 3 },
	69: plain('set_cursor', 'int', 'text', 'int'),
	70: info('info_sql'),
	71: plain('dummy'),
	75: {
		name: 'exec_immediate2',
		parts: ['text', 'int', 'int'],
		special: 'immediate2',
	},
	76: { name: 'execute2', parts: ['int', 'int', 'text', 'int', 'int'], special: 'execute2' },
	81: plain('drop_database', 'int'),
	82: plain('service_attach', 'int', 'text', 'text'),
	83: plain('service_detach', 'int'),
	84: plain('service_info', 'int', 'int', 'text', 'text', 'int'),
	85: plain('service_start', 'int', 'int', 'text'),
	86: plain('rollback_retaining', 'int'),
	91: plain('cancel', 'int'),
	92: plain('cont_auth', 'text', 'text', 'text', 'text'),
	93: plain('ping'),
	96: plain('crypt', 'text', 'text'),
};

/** Those that send something without waiting for an answer of its own. */
export const unanswered: ReadonlySet<string> = new Set(['exit', 'disconnect', 'dummy', 'cancel']);
