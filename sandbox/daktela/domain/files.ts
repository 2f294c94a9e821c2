import { resources, type ResourceName } from '../resources';
import { Invalid, type Attachment } from '../types';
import type { World } from '../world';
import type { Input } from './prepare';

/** Uploaded files that `add_files` names, now the object's own (daktela.md 5). Throws Invalid for one that was not uploaded. */
export function takeFiles({ store }: World, resource: ResourceName, input: Input, at: number): Attachment[] {
	const sent = input.add_files;
	if (!resources[resource].takesFiles || sent === undefined || sent === null) return [];
	const wanted = Array.isArray(sent) ? (sent as unknown[]) : [sent];
	const found = wanted.map((item) => {
		const { name, title } = Object(item) as { name?: unknown; title?: unknown };
		const upload = typeof name === 'string' ? store.uploads.get(name) : undefined;
		if (!upload) throw new Invalid({ add_files: 'noUpload' }, {}, input);
		return { key: name as string, upload, title: typeof title === 'string' && title !== '' ? title : upload.filename };
	});
	for (const { key } of found) store.uploads.delete(key);
	return found.map(({ upload: { type, bytes }, title }) => ({
		name: `attachment_${store.hex()}`,
		title,
		type,
		bytes,
		at,
	}));
}
