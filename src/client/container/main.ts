import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import writeFileAtomic from 'write-file-atomic';
import * as z from 'zod';
import { json, readEnvironment } from '../../service/environment.ts';
import { toldSchema } from '../../stack/client-told.ts';
import { containerFiles } from './files.ts';

/**
 * What the container `prepare` runs: `node client/container/main.js FOLDER` fills the volume that the client's container
 * sees as `/etc/claude-code`. `CLAUDE_CODE` holds what it is told.
 */
const [, , folder = ''] = process.argv;
const { CLAUDE_CODE: told } = readEnvironment(z.object({ CLAUDE_CODE: json(toldSchema) }));
const from = fileURLToPath(new URL('../../hooks/entry', import.meta.url));

for (const { path: name, text, mode } of await containerFiles(told, from)) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  chmodSync(path.dirname(file), 0o755);
  await writeFileAtomic(file, text, { mode });
  chmodSync(file, mode);
}
