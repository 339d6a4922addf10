/**
 * Brings recorded payloads of the real client into `test/captures`: one gzip-compressed JSON-lines file for each
 * client version, every line `{scenario, kind, value}`. Run it again when new captures were recorded (`recorded.ts`
 * says what the folder holds):
 *
 *     npx tsx test/captures/import.ts FOLDER
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { recordedLines, recordedVersions } from './recorded.ts';

const folder = process.argv[2];
if (!folder) throw new Error('say where the recorded payloads are: npx tsx test/captures/import.ts FOLDER');
for (const version of recordedVersions(folder)) {
  const lines = recordedLines(folder, version);
  const packed = gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 9 });
  writeFileSync(join(import.meta.dirname, `${version}.jsonl.gz`), packed);
  console.log(`${version}: ${lines.length} payloads, ${packed.length} bytes`);
}
