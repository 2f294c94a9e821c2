import type { VendorReply, VendorRequest } from '../../common';
import { Refusal } from '../types';
import type { World } from '../world';

/** `file/upload.php?type=save`: keeps a file for an `add_files` to come; the answer is its name as a JSON text (daktela.md 5). */
export async function answerUpload(world: World, request: VendorRequest): Promise<VendorReply> {
	const file = request.query.get('type') === 'save' ? await fileIn(request) : undefined;
	if (!file) throw new Refusal(400, 'badRequest');
	const name = `${world.store.hex()}_${file.name}`;
	const bytes = Buffer.from(await file.arrayBuffer());
	world.store.uploads.set(name, { filename: file.name, type: file.type || 'application/octet-stream', bytes });
	return { json: name };
}

async function fileIn({ headers, body }: VendorRequest): Promise<File | undefined> {
	const type = headers['content-type'] ?? '';
	if (!type.startsWith('multipart/form-data')) return undefined;
	try {
		const form = await new Response(new Uint8Array(body), { headers: { 'Content-Type': type } }).formData();
		const file = form.get('files') ?? form.get('files[]');
		return file instanceof File ? file : undefined;
	} catch {
		return undefined;
	}
}
