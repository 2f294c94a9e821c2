/** Phone numbers as Daktela's own helper writes them (daktela.md 5). Pure. */
export type PhoneForm = 'asIs' | '00420' | '+420';

const SPACING = /[\s\u00a0().\-/]/g;
/** A Czech number without its prefix; what is shorter is an extension or a short code, which must stay dialable. */
const NATIONAL_LENGTH = 9;
const PREFIX = '420';

/** A number in the form that is chosen; what is no phone number unchanged. */
export function normalPhone(value: string, form: PhoneForm): string {
	if (form === 'asIs') return value;
	const bare = value.replace(SPACING, '');
	const [, sign, digits] = /^(\+|00)?(\d+)$/.exec(bare) ?? [];
	if (digits === undefined) return value;
	const isInternational =
		sign !== undefined || (digits.startsWith(PREFIX) && digits.length >= NATIONAL_LENGTH + PREFIX.length);
	if (!isInternational && digits.length < NATIONAL_LENGTH) return bare;
	return `${form === '+420' ? '+' : '00'}${isInternational ? '' : PREFIX}${digits}`;
}
