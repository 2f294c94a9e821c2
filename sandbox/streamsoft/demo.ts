import type { StreamsoftSeed } from './seedSchema';

/** A small firm; tasks lie in the month of the story on Streamsoft's page and around today alike. */
export const streamsoftStory = {
	operator: 'anna',
	other: 'piotr',
	type: 'Spotkanie',
	task: 10_001,
} as const;

/** Local text of that many days from `now`, at that hour. */
const at = (now: Date, days: number, hour: number) =>
	`${new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10)} ${String(hour).padStart(2, '0')}:00:00`;

/** Demo data around the given day. */
export function streamsoftDemo(now = new Date()): StreamsoftSeed {
	const when = (days: number, hour: number) => ({ start: at(now, days, hour), end: at(now, days, hour + 1) });
	return {
		operators: [
			{ id: 10_001, login: 'anna', name: 'Anna Nowakowska' },
			{ id: 10_002, login: 'piotr', name: 'Piotr Zieliński' },
			{ id: 10_003, login: 'magazyn', name: 'Stanowisko magazynowe', active: false },
		],
		contractors: [
			{ id: 10_001, number: 1, name: 'Zakłady Ślusarskie Żuraw' },
			{ id: 10_002, number: 2, name: 'Piekarnia Złoty Kłos' },
			{ id: 10_003, number: 3, name: 'Hurtownia Łódka (archiwum)', base: 1 },
		],
		branches: [
			{ id: 10_001, contractor: 10_001, name: 'Zielona Góra' },
			{ id: 10_002, contractor: 10_002, name: 'Kraków' },
		],
		persons: [
			{ id: 10_001, branch: 10_001, lastName: 'Wiśniewska', firstName: 'Grażyna' },
			{ id: 10_002, branch: 10_002, lastName: 'Dąbrowski', firstName: 'Józef' },
		],
		types: [
			{ id: 10_001, name: 'Spotkanie', synchronised: true },
			{ id: 10_002, name: 'Wizyta referencyjna', synchronised: true },
			{ id: 10_003, name: 'Oferta handlowa', synchronised: false },
		],
		features: [
			{ id: 10_001, name: 'Wartość szansy' },
			{ id: 10_002, name: 'Źródło kontaktu' },
			{ id: 10_003, name: 'Priorytet' },
		],
		tasks: [
			{
				id: 10_001,
				type: 'Spotkanie',
				operator: 'anna',
				contractor: 10_001,
				person: 10_001,
				subject: 'Spotkanie z klientem: nowa hala',
				description: 'Omówić zakres prac i termin.\nZabrać próbki.',
				place: 'Zielona Góra, ul. Słoneczna 5',
				...when(1, 9),
				features: { 'Wartość szansy': '120 000 zł', 'Źródło kontaktu': 'Targi Poznań', Priorytet: 'wysoki' },
			},
			{
				id: 10_002,
				type: 'Wizyta referencyjna',
				operator: 'anna',
				contractor: 10_002,
				subject: 'Wizyta referencyjna: piekarnia',
				place: 'Kraków',
				...when(3, 11),
				features: { 'Źródło kontaktu': 'Polecenie' },
			},
			{
				id: 10_003,
				type: 'Spotkanie',
				operator: 'piotr',
				contractor: 10_002,
				person: 10_002,
				subject: 'Odbiór urządzenia',
				...when(2, 13),
			},
			{
				id: 10_004,
				type: 'Oferta handlowa',
				operator: 'piotr',
				contractor: 10_001,
				subject: 'Oferta na serwis roczny',
				...when(5, 10),
			},
			{
				id: 10_005,
				type: 'Spotkanie',
				operator: 'piotr',
				subject: 'Szkolenie zespołu',
				start: at(now, 7, 0),
				end: at(now, 8, 0),
				allDay: true,
			},
			{
				id: 10_006,
				type: 'Spotkanie',
				operator: 'anna',
				subject: 'Podsumowanie kwartału',
				...when(-10, 15),
				done: true,
			},
		],
	};
}
