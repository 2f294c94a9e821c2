/** One file as multipart form data, in the field that Daktela reads (daktela.md 5). Pure. */
export function encodeFile(
	{ name, mimeType, data }: { name: string; mimeType: string; data: Buffer },
	boundary: string,
): { body: Buffer; contentType: string } {
	const quoted = name.replace(/["\r\n]/g, (char) => encodeURIComponent(char));
	const type = /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType : 'application/octet-stream';
	const head = [
		`--${boundary}`,
		`Content-Disposition: form-data; name="files"; filename="${quoted}"`,
		`Content-Type: ${type}`,
		'',
		'',
	].join('\r\n');
	const body = Buffer.concat([Buffer.from(head), data, Buffer.from(`\r\n--${boundary}--\r\n`)]);
	return { body, contentType: `multipart/form-data; boundary=${boundary}` };
}
