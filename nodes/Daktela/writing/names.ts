/** A contact needs a title and a last name; many sources know one name only (daktela.md 5). Pure. */
import { isEmpty, type DaktelaRecord } from '../record';
import { isSame } from '../same';
import type { Values } from '../values';

export const NAME_COLUMNS = ['title', 'firstname', 'lastname'];

const joined = (first: unknown, last: unknown): string =>
	[first, last]
		.filter((part) => !isEmpty(part))
		.map((part) => String(part).trim())
		.join(' ');

/** Title and last name of a new contact, each made of the other where it is missing. */
export function completed(values: Values): Values {
	const { title, firstname, lastname } = values;
	const fullName = joined(firstname, lastname);
	return {
		...values,
		...(isEmpty(title) && fullName !== '' && { title: fullName }),
		...(isEmpty(lastname) && { lastname: isEmpty(title) ? (isEmpty(firstname) ? null : firstname) : title }),
	};
}

/** What Daktela needs is made of the others where it is mapped to nothing, as for a new contact. */
function filled(values: Values, current: DaktelaRecord): Values {
	const made = completed(Object.hasOwn(values, 'firstname') ? values : { ...values, firstname: current.firstname });
	const isNothing = (name: string) => Object.hasOwn(values, name) && isEmpty(values[name]);
	return {
		...values,
		...(isNothing('title') && { title: made.title }),
		...(isNothing('lastname') && { lastname: completed(values).lastname }),
	};
}

/** Where the one name was made of the other and nobody has changed that since, it follows. */
export function followed(mapped: Values, current: DaktelaRecord): Values {
	const values = filled(mapped, current);
	const has = (name: string) => Object.hasOwn(values, name);
	if (has('title')) {
		const follows = !has('lastname') && !isEmpty(values.title) && isSame(current.title, current.lastname);
		return follows ? { ...values, lastname: values.title } : values;
	}
	if (!has('firstname') && !has('lastname')) return values;
	if (!isSame(current.title, joined(current.firstname, current.lastname))) return values;
	const [first, last] = ['firstname', 'lastname'].map((name) => (has(name) ? values[name] : current[name]));
	const title = joined(first, last);
	return title === '' ? values : { ...values, title };
}
