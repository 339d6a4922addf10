import { appendFileSync, mkdirSync, readFileSync, utimesSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/**
 * Transcripts that five versions of the real client wrote while a made-up model (`model.ts`) answered, reduced to lines of
 * people, the model and the system. A session with tools that succeed and fail and a subagent, and then one that continues it.
 * Version 2.1.90 lost its way in subagents and compactions: some of their files are left out.
 */
export const recordedVersions = ['1.0.60', '2.0.5', '2.1.90', '2.1.197', '2.1.332'] as const;

/** Writes the transcripts of a version as they were laid out, the oldest file first. */
export const writeRecorded = (version: (typeof recordedVersions)[number], folder: string): void => {
  const packed = readFileSync(path.join(import.meta.dirname, 'recorded', `${version}.jsonl.gz`));
  const lines = gunzipSync(packed).toString().trim().split('\n');
  for (const [index, text] of lines.entries()) {
    const { file, line } = JSON.parse(text) as { readonly file: string; readonly line: string };
    const place = path.join(folder, file);
    mkdirSync(path.dirname(place), { recursive: true });
    appendFileSync(place, `${line}\n`);
    utimesSync(place, index, index);
  }
};
