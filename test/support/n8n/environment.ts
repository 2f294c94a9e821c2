import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';

/** Read by n8n-core when it is imported: so this file is imported before it, and nothing of the person's own n8n is touched. */
const userFolder = resolve(__dirname, '../../../.cache/n8n-in-process');
mkdirSync(userFolder, { recursive: true });
process.env.N8N_USER_FOLDER ??= userFolder;
process.env.N8N_ENCRYPTION_KEY ??= 'in-process';
process.env.N8N_LOG_LEVEL ??= 'silent';

import 'reflect-metadata';
import { setGlobalState } from 'n8n-workflow';

setGlobalState({ defaultTimezone: 'UTC' });
