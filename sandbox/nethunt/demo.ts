import type { NetHuntSeed } from './seed';

const contact = (person: string, company: string, email: string, phone: string) => ({
	fields: { Name: person, Company: company, Email: [email], Phone: [phone] },
});

/** What the story of a won deal is told with. */
export const netHuntStory = {
	folder: 'Deals',
	deal: 'Blue Harbor Bakery, online shop',
	dealId: '5eed0000000000000000d001',
	field: 'Status',
	from: 'Negotiation',
	to: 'Won',
	/** Set when the task is closed. */
	answerField: 'Task state',
} as const;

/** A small company's workspace: deals in every status, their contacts and companies. Days lie around the given date. */
export function netHuntDemo(today: Date = new Date()): NetHuntSeed {
	const day = (offset: number) => new Date(today.getTime() + offset * 86_400_000).toISOString().slice(0, 10);
	const deal = (
		name: string,
		status: string,
		amount: number,
		owner: string,
		email: string,
		phone: string,
		close: string,
		priority: string,
	) => ({
		fields: {
			Name: name,
			Status: status,
			Amount: amount,
			Owner: owner,
			Email: [email],
			Phone: [phone],
			'Close date': close,
			Priority: priority,
		},
	});
	// Members of the Worksection demo too, so that a task can go to the owner of the deal.
	const [iryna, denys] = ['iryna@worksection.example', 'denys@worksection.example'];
	return {
		users: [
			{ personalName: 'Iryna Savchuk', emailAddress: iryna, apiKey: 'sandbox-api-key-iryna' },
			{ personalName: 'Denys Koval', emailAddress: denys, apiKey: 'sandbox-api-key-denys' },
		],
		folders: [
			{
				id: '5eed0000000000000000f001',
				name: 'Deals',
				fields: [
					'Name',
					{ name: 'Status', kind: 'select', options: ['Lead', 'Negotiation', 'Won', 'Lost'] },
					{ name: 'Amount', kind: 'number' },
					{ name: 'Owner', kind: 'user' },
					{ name: 'Email', multiple: true },
					{ name: 'Phone', multiple: true },
					{ name: 'Close date', kind: 'date' },
					{ name: 'Priority', kind: 'select', options: ['Low', 'Normal', 'High'] },
					'Task state',
				],
				records: [
					{
						id: netHuntStory.dealId,
						...deal(
							netHuntStory.deal,
							'Negotiation',
							4800,
							iryna,
							'orders@blueharbor.test',
							'+380 44 555 0101',
							day(21),
							'High',
						),
					},
					deal(
						'Northwind Yoga, booking site',
						'Lead',
						1500,
						denys,
						'hello@northwind-yoga.test',
						'+380 44 555 0102',
						day(35),
						'Normal',
					),
					deal(
						'Pine & Sons, price list import',
						'Negotiation',
						900,
						denys,
						'office@pine-sons.test',
						'+380 44 555 0103',
						day(10),
						'Normal',
					),
					deal('Lumen Studio, rebranding', 'Won', 7200, iryna, 'team@lumen.test', '+380 44 555 0104', day(-12), 'High'),
					deal(
						'Old Mill Hotel, room calendar',
						'Lost',
						3100,
						iryna,
						'desk@oldmill.test',
						'+380 44 555 0105',
						day(-30),
						'Low',
					),
					deal(
						'Field & Farm, delivery routes',
						'Lead',
						2600,
						denys,
						'ops@fieldfarm.test',
						'+380 44 555 0106',
						day(48),
						'Low',
					),
				],
			},
			{
				id: '5eed0000000000000000f002',
				name: 'Contacts',
				fields: ['Name', 'Company', { name: 'Email', multiple: true }, { name: 'Phone', multiple: true }],
				records: [
					contact('Daria Moroz', 'Blue Harbor Bakery', 'daria@blueharbor.test', '+380 44 555 0111'),
					contact('Tom Reyes', 'Northwind Yoga', 'tom@northwind-yoga.test', '+380 44 555 0112'),
					contact('Ada Pine', 'Pine & Sons', 'ada@pine-sons.test', '+380 44 555 0113'),
				],
			},
			{
				id: '5eed0000000000000000f003',
				name: 'Companies',
				fields: [
					'Name',
					'Website',
					{ name: 'Segment', kind: 'select', options: ['Retail', 'Services', 'Food  &  drink'] },
				],
				records: [
					{ fields: { Name: 'Blue Harbor Bakery', Website: 'https://blueharbor.test', Segment: 'Food  &  drink' } },
					{ fields: { Name: 'Northwind Yoga', Website: 'https://northwind-yoga.test', Segment: 'Services' } },
					{ fields: { Name: 'Pine & Sons', Website: 'https://pine-sons.test', Segment: 'Retail' } },
				],
			},
		],
	};
}
