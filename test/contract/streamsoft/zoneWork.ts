/** Writes and reads times in a process of its own, whose time zone is given by TZ. Prints what it read. */
import { accessOf } from '../../../nodes/Streamsoft/access';
import { StreamsoftApi } from '../../../nodes/Streamsoft/api';

async function work(): Promise<void> {
	const api = new StreamsoftApi(accessOf(JSON.parse(process.argv[2]!) as never));
	const times = { start: '2026-03-29 02:30:00', end: '2026-10-25 02:30:00' };
	const values = { typeId: 10_001, operatorId: 10_001, subject: 'Zmiana czasu', ...times };
	const [result] = await api.write([{ do: 'insert', values }]);
	const { task } = result as { task: { id: number; start: string; end: string } };
	const found = await api.taskIds({ from: '2026-03-29 02:30:00', to: '2026-03-29 02:30:01' });
	const sql = 'SELECT DATAOD, CAST(DATAOD AS DATE) D, CAST(DATAOD AS TIME) T FROM ZDARZENIE WHERE ID_ZDARZENIE = :id';
	const [row] = await api.query({ sql, parameters: { id: task.id }, limit: 1 }, false);
	await api.close();
	const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
	console.log(JSON.stringify({ zone, start: task.start, end: task.end, isFound: found.includes(task.id), row }));
}

void work();
