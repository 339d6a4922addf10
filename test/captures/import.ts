/**
 * Brings recorded payloads of the real client into `test/captures`: one gzip-compressed JSON-lines file for each
 * client version, every line `{scenario, kind, value}`. Run it again when new captures were recorded (`recorded.ts`
 * says what the folder holds):
 *
 *     npx tsx test/captures/import.ts FOLDER
 *
 * FOLDER holds a folder for each version, or is the one of a single version.
 */
import { writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isRecordedVersion, recordedLines, recordedVersions } from './recorded.ts';

const named = process.argv[2];
if (!named) throw new Error('say where the recorded payloads are: npx tsx test/captures/import.ts FOLDER');
const isOne = isRecordedVersion(named);
const folder = isOne ? dirname(resolve(named)) : named;
for (const version of isOne ? [basename(resolve(named))] : recordedVersions(folder)) {
  const lines = recordedLines(folder, version);
  const packed = gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 9 });
  writeFileSync(join(import.meta.dirname, `${version}.jsonl.gz`), packed);
  console.log(`${version}: ${lines.length} payloads, ${packed.length} bytes`);
}
