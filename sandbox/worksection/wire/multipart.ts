export interface Upload {
	field: string;
	filename: string;
	bytes: Buffer;
}

export interface Multipart {
	fields: Array<[string, string]>;
	files: Upload[];
}

/** Takes a multipart/form-data body apart; undefined when the content type names no boundary. */
export function parseMultipart(contentType: string, body: Buffer): Multipart | undefined {
	const match = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
	const boundary = match?.[1] ?? match?.[2];
	if (boundary === undefined) return undefined;
	const found: Multipart = { fields: [], files: [] };
	for (const part of partsOf(body, boundary)) {
		const split = part.indexOf('\r\n\r\n');
		if (split < 0) continue;
		const head = part.subarray(0, split).toString('utf8');
		const content = part.subarray(split + 4);
		const field = /[;\s]name="([^"]*)"/i.exec(head)?.[1];
		const filename = nameOfFile(head);
		if (field === undefined) continue;
		if (filename === undefined) found.fields.push([field, content.toString('utf8')]);
		else found.files.push({ field, filename, bytes: Buffer.from(content) });
	}
	return found;
}

function partsOf(body: Buffer, boundary: string): Buffer[] {
	const mark = Buffer.from(`--${boundary}`);
	const parts: Buffer[] = [];
	let at = body.indexOf(mark);
	while (at >= 0) {
		const start = at + mark.length + 2;
		const next = body.indexOf(Buffer.concat([Buffer.from('\r\n'), mark]), at + mark.length);
		if (next < 0) break;
		parts.push(body.subarray(start, Math.max(start, next)));
		at = next + 2;
	}
	return parts;
}

function nameOfFile(head: string): string | undefined {
	const extended = /filename\*=UTF-8''([^;\r\n]+)/i.exec(head)?.[1];
	if (extended !== undefined) return decodeURIComponent(extended);
	return /filename="([^"]*)"/i.exec(head)?.[1]?.replace(/%22/g, '"');
}
