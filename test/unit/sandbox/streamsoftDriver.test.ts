import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';
import { setImmediate as turn } from 'node:timers/promises';
import { describeFirebird, openStreamsoft, type Kit } from './streamsoftKit';

let kit: Kit;
let relay: Server;
let piece = 1;

/** TCP promises no more than this: answers come in pieces, which end anywhere. */
describeFirebird('the driver with answers that come in pieces', () => {
	beforeAll(async () => {
		kit = await openStreamsoft();
		relay = createServer((client) => {
			const server = connect({ host: '127.0.0.1', port: kit.sim.database.port, noDelay: true });
			client.setNoDelay(true).on('error', () => undefined);
			server.on('error', () => undefined);
			client.pipe(server);
			void (async () => {
				for await (const bytes of server as AsyncIterable<Buffer>)
					for (let at = 0; at < bytes.length; at += piece) {
						client.write(bytes.subarray(at, at + piece));
						await turn();
					}
				client.destroy();
			})().catch(() => client.destroy());
		}).listen(0, '127.0.0.1');
		await once(relay, 'listening');
	});
	afterAll(async () => {
		relay.close();
		await kit.close();
	});
	beforeEach(() => kit.fill());

	test.each([7, 100, 1000])('of %i bytes', async (size) => {
		piece = size;
		const description = 'ź'.repeat(9000);
		await kit.sim.act.editTask({ task: 10_001, description });
		const { port } = relay.address() as AddressInfo;
		const rows = await kit.ask('SELECT ID_ZDARZENIE ID, OPIS, TEMAT FROM ZDARZENIE ORDER BY 1', [], {
			port,
			blobAsText: true,
			blobReadChunkSize: 65_535,
		});
		expect(rows.map(({ ID }) => ID as number)).toEqual([10_001, 10_002, 10_003, 10_004, 10_005, 10_006]);
		expect(rows[0]?.OPIS).toBe(description);
	});
});

test('Node and this realm agree on what a RangeError is', () => {
	expect(() => Buffer.alloc(0).readInt32BE()).toThrow(RangeError);
});
