import * as firebird from 'node-firebird';
import { streamsoftDemo } from '../../../sandbox/streamsoft';
import { describeFirebird, errorOf, NOW, openStreamsoft, type Kit } from './streamsoftKit';

const TASK = 10_001;
let kit: Kit;

describeFirebird('acts in Streamsoft', () => {
	beforeAll(async () => {
		kit = await openStreamsoft();
	});
	afterAll(() => kit.close());
	beforeEach(() => kit.fill());

	const row = async (task = TASK) => (await kit.ask('SELECT * FROM ZDARZENIE WHERE ID_ZDARZENIE = ?', [task]))[0];

	test('a task is added with names for references and its features, as a client then reads it', async () => {
		const { id } = await kit.sim.act.addTask({
			type: 'Spotkanie',
			operator: 'piotr',
			contractor: 'Piekarnia Złoty Kłos',
			subject: 'Gęś',
			description: 'ź'.repeat(9000),
			place: 'Łódź',
			start: '2026-10-25 02:30:00',
			end: '2026-10-25 03:30:00',
			allDay: false,
			features: { Priorytet: 'niski' },
		});
		expect(id).toBe(10_007);
		expect(await kit.sim.store.task(id)).toMatchObject({ description: 'ź'.repeat(9000), start: '2026-10-25 02:30:00' });
		expect(
			await kit.ask(
				`SELECT Z.ID_TYPZDARZENIA T, Z.ID_UZYTKOWNIK U, Z.ID_KONTRAH K, Z.TEMAT, Z.MIEJSCE, CAST(Z.DATAOD AS VARCHAR(30)) OD,
				CHAR_LENGTH(Z.OPIS) L, Z.ZAKONCZONE Z, W.WARTOSC, C.NAZWA FROM ZDARZENIE Z
				JOIN WYSTCECHZDARZ W ON W.ID_ZDARZENIE = Z.ID_ZDARZENIE JOIN CECHAZDARZ C ON C.ID_CECHAZDARZ = W.ID_CECHAZDARZ
				WHERE Z.ID_ZDARZENIE = ?`,
				[id],
			),
		).toEqual([
			{
				T: 10_001,
				U: 10_002,
				K: 10_002,
				TEMAT: 'Gęś',
				MIEJSCE: 'Łódź',
				OD: '2026-10-25 02:30:00.0000',
				L: 9000,
				Z: 0,
				WARTOSC: 'niski',
				NAZWA: 'Priorytet',
			},
		]);
	});

	test('edit changes what is named, null empties, nothing named changes nothing', async () => {
		const before = await kit.sim.store.task(TASK);
		const after = await kit.sim.act.editTask({
			task: TASK,
			place: null,
			subject: 'Nowy',
			features: { Priorytet: null },
		});
		expect(after).toEqual({
			...before,
			place: null,
			subject: 'Nowy',
			features: { 'Wartość szansy': '120 000 zł', 'Źródło kontaktu': 'Targi Poznań' },
		});
		expect(await kit.sim.act.editTask({ task: TASK })).toEqual(after);
	});

	test('complete, move, set a feature, delete', async () => {
		await kit.sim.act.completeTask({ task: TASK });
		expect(await row()).toMatchObject({ ZAKONCZONE: 1 });
		await kit.sim.act.completeTask({ task: TASK, done: false });
		await kit.sim.act.moveTask({ task: TASK, operator: 'piotr', type: 'Oferta handlowa' });
		expect(await row()).toMatchObject({ ZAKONCZONE: 0, ID_UZYTKOWNIK: 10_002, ID_TYPZDARZENIA: 10_003 });
		const { features } = await kit.sim.act.setFeature({ task: TASK, feature: 'Priorytet', value: 'niski' });
		expect(features.Priorytet).toBe('niski');
		expect(await kit.sim.act.deleteTask({ task: TASK })).toEqual({ id: TASK });
		expect(await row()).toBeUndefined();
		expect(await kit.ask('SELECT * FROM WYSTCECHZDARZ WHERE ID_ZDARZENIE = ?', [TASK])).toEqual([]);
	});

	test('dictionaries: operators, types and their tick, features, contractors with branches and persons', async () => {
		expect(await kit.sim.act.addOperator({ login: 'ewa', name: 'Ewa Żak' })).toEqual({ id: 10_004 });
		const type = await kit.sim.act.addType({ name: 'Telefon' });
		await kit.sim.act.setTypeSync({ type: 'Telefon', synchronised: true });
		await kit.sim.act.renameType({ type: type.id, to: 'Rozmowa' });
		await kit.sim.act.addFeature({ name: 'Budżet' });
		const contractor = await kit.sim.act.addContractor({ name: 'Młyn Północ' });
		const branch = await kit.sim.act.addBranch({ contractor: contractor.id, name: 'Gdańsk' });
		const person = await kit.sim.act.addPerson({ branch: 'Gdańsk', lastName: 'Błońska' });
		expect(await kit.sim.store.state()).toMatchObject({
			operators: expect.arrayContaining([{ id: 10_004, login: 'ewa', name: 'Ewa Żak', active: true }]),
			types: expect.arrayContaining([{ id: type.id, name: 'Rozmowa', synchronised: true }]),
			features: expect.arrayContaining([{ id: 10_004, name: 'Budżet' }]),
			contractors: expect.arrayContaining([{ id: contractor.id, number: null, name: 'Młyn Północ', base: 0 }]),
			branches: expect.arrayContaining([{ id: branch.id, contractor: contractor.id, name: 'Gdańsk' }]),
			persons: expect.arrayContaining([{ id: person.id, branch: branch.id, lastName: 'Błońska', firstName: null }]),
		});
	});

	test.each([
		['editTask', { task: 1 }, 'There is no task 1'],
		['deleteTask', { task: 1 }, 'There is no task 1'],
		['setFeature', { task: 1, feature: 'Priorytet', value: 'x' }, 'There is no task 1'],
		['setFeature', { task: TASK, feature: 'Kolor', value: 'x' }, "There is no feature 'Kolor'"],
		['holdLock', { task: 1 }, 'There is no task 1'],
		['releaseLock', { task: TASK }, 'not locked'],
		['moveTask', { task: TASK, operator: 'nikt' }, "There is no operator 'nikt'"],
		['addTask', { type: 'Spotkanie', operator: 'anna', subject: 'x' }, 'start'],
		['addTask', { type: 'Spotkanie', operator: 'anna', subject: 'x', start: 'jutro' }, 'YYYY-MM-DD'],
		['editTask', { task: TASK, colour: 'x' }, "'colour' is unknown"],
		['editTask', { task: TASK, subject: 'x'.repeat(121) }, '120'],
		['editTask', { task: TASK, modified: '2026-01-01 00:00:00' }, 'no time of modification'],
		['setTypeSync', { type: 'Spotkanie' }, 'true or false'],
		['grow', { count: 0 }, 'count'],
	])('%s refuses %j, over the back door too', async (name, args, message) => {
		const before = await kit.sim.store.state();
		const answer = await fetch(`${kit.sim.url}/_sandbox/act/${name}`, { method: 'POST', body: JSON.stringify(args) });
		expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(message)]);
		expect(await kit.sim.store.state()).toEqual(before);
	});

	test('an open form locks its row: a client that does not wait fails at once, until the form is closed', async () => {
		await kit.sim.act.holdLock({ task: TASK });
		await expect(kit.sim.act.holdLock({ task: TASK })).rejects.toThrow('locked already');
		const rename = () => kit.ask("UPDATE ZDARZENIE SET TEMAT = 'Nowy' WHERE ID_ZDARZENIE = ?", [TASK]);
		expect((await errorOf(rename())).gdscode).toBe(335544336);
		await expect(kit.sim.act.completeTask({ task: TASK })).rejects.toThrow('Deadlock');
		expect((await kit.sim.store.tasks()).length).toBe(6);
		await kit.ask("UPDATE ZDARZENIE SET TEMAT = 'Inny' WHERE ID_ZDARZENIE = 10002");
		expect(await kit.sim.act.releaseLock()).toEqual({ released: 1 });
		await rename();
		await kit.sim.act.holdLock({ task: TASK });
		await kit.sim.reset();
		expect(await kit.sim.act.releaseLock()).toEqual({ released: 0 });
	});

	test('what WIN1250 does not have is refused through UTF8, in texts and in blobs; Polish letters and € are not', async () => {
		const set = (column: string, text: string) =>
			kit.ask(`UPDATE ZDARZENIE SET ${column} = ? WHERE ID_ZDARZENIE = ?`, [text, TASK]);
		await set('TEMAT', 'Zażółć gęślą jaźń za 5 €');
		expect((await errorOf(set('TEMAT', 'a😀b'))).gdscode).toBe(335544321);
		expect((await errorOf(set('OPIS', 'Привет'))).gdscode).toBe(335544565);
		expect((await errorOf(set('TEMAT', 'x'.repeat(121)))).gdscode).toBe(335544569);
		expect((await row())?.TEMAT).toBe('Zażółć gęślą jaźń za 5 €');
	});

	test('foreign keys hold, a key that is left out is filled', async () => {
		const insert = (type: number) =>
			kit.ask('INSERT INTO ZDARZENIE (ID_TYPZDARZENIA, ID_UZYTKOWNIK) VALUES (?, 10001) RETURNING ID_ZDARZENIE ID', [
				type,
			]);
		expect(await insert(10_001)).toEqual([{ ID: 10_007 }]);
		expect((await errorOf(insert(1))).message).toContain('FOREIGN KEY');
	});

	test('two clients that wait for each other are told', async () => {
		const mode = { isolation: firebird.ISOLATION_READ_COMMITTED, wait: false };
		const attachments = await Promise.all([kit.attach(), kit.attach()]);
		const [one, two] = await Promise.all(attachments.map((attachment) => attachment.transactionAsync(mode)));
		const set = 'UPDATE ZDARZENIE SET ZAKONCZONE = 1 WHERE ID_ZDARZENIE = ?';
		await one!.queryAsync(set, [TASK]);
		expect((await errorOf(two!.queryAsync(set, [TASK]))).gdscode).toBe(335544336);
		await one!.commitAsync();
		await two!.rollbackAsync();
		await Promise.all(attachments.map((attachment) => attachment.detachAsync()));
	});

	test('the demo lies around the day it is given', () => {
		expect(streamsoftDemo(NOW).tasks?.[0]).toMatchObject({ start: '2026-05-05 09:00:00', end: '2026-05-05 10:00:00' });
	});
});
