/** What the description box of Google's screens makes of plain text (google-calendar.md A). */
export function asHtml(text: string): string {
	return text
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/ {2}/g, ' &nbsp;')
		.replace(/\bhttps?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`)
		.replace(/\r?\n/g, '<br>');
}

export const isHtml = (text: string): boolean =>
	/<\/?(a|b|br|i|li|ol|p|span|u|ul)\b[^>]*>|&(amp|lt|gt|nbsp);/i.test(text);
