/** How one variant of the schema calls what tasks, types and features are made of. */
export interface Names {
	readonly task: string;
	readonly type: string;
	readonly feature: string;
	readonly value: string;
	readonly column: {
		readonly taskId: string;
		readonly typeId: string;
		readonly subject: string;
		readonly description: string;
		readonly place: string;
		readonly start: string;
		readonly end: string;
		readonly allDay: string;
		readonly done: string;
		/** Undefined where nothing tells when a task was changed. */
		readonly modified?: string;
		readonly typeName: string;
		readonly synchronised: string;
		readonly featureId: string;
		readonly featureName: string;
	};
}

/**
 * `plain` has the names of streamsoft.md 4.8; `modified` is made up here after the conventions of 2.1 (objects of one customer
 * begin with XXX_, a key is ID_ and the table's name, a generator GEN_ and the table's name). Both are [inferred]:
 * no public source shows the CRM's tables. Only UZYTKOWNIK, KONTRAH, ODDZIALKONTRAH and OSOBAKONTRAH are seen names.
 */
export const variants: { readonly plain: Names; readonly modified: Names } = {
	plain: {
		task: 'ZDARZENIE',
		type: 'TYPZDARZENIA',
		feature: 'CECHAZDARZ',
		value: 'WYSTCECHZDARZ',
		column: {
			taskId: 'ID_ZDARZENIE',
			typeId: 'ID_TYPZDARZENIA',
			subject: 'TEMAT',
			description: 'OPIS',
			place: 'MIEJSCE',
			start: 'DATAOD',
			end: 'DATADO',
			allDay: 'CALYDZIEN',
			done: 'ZAKONCZONE',
			typeName: 'NAZWA',
			synchronised: 'SYNCHRGOOGLE',
			featureId: 'ID_CECHAZDARZ',
			featureName: 'NAZWA',
		},
	},
	modified: {
		task: 'XXX_ZADANIE',
		type: 'XXX_TYPZADANIA',
		feature: 'XXX_CECHAZADANIA',
		value: 'XXX_WYSTCECHZADANIA',
		column: {
			taskId: 'ID_XXX_ZADANIE',
			typeId: 'ID_XXX_TYPZADANIA',
			subject: 'NAZWAZADANIA',
			description: 'TRESC',
			place: 'LOKALIZACJA',
			start: 'TERMINOD',
			end: 'TERMINDO',
			allDay: 'CALODNIOWE',
			done: 'WYKONANE',
			modified: 'DATAMOD',
			typeName: 'NAZWATYPU',
			synchronised: 'KALENDARZGOOGLE',
			featureId: 'ID_XXX_CECHAZADANIA',
			featureName: 'NAZWACECHY',
		},
	},
};

/** Longest texts that the columns take, in characters; the description is a blob without a limit. */
export const lengths = { subject: 120, place: 120, feature: 255, name: 60, login: 30, contractor: 40 } as const;
