import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { exitCode, Failure } from '../failure.ts';

export interface TranscriptFile {
  readonly path: string;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly changed: number;
}

const deepest = 12;
const mostFiles = 200_000;

/** Where the client keeps transcripts. Source: "Settings" of its documentation, `CLAUDE_CONFIG_DIR`. */
export const usualFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  path.join(env['CLAUDE_CONFIG_DIR'] || path.join(os.homedir(), '.claude'), 'projects');

/**
 * Every transcript below a folder, oldest first: what a resumed session copied is met in the session that it was first in.
 * Links and anything but plain files are passed over.
 * @throws Failure when the folder cannot be read or holds more files than any client writes
 */
export const transcriptFiles = (folder: string): readonly TranscriptFile[] => {
  const files: TranscriptFile[] = [];
  const walk = (place: string, depth: number) => {
    for (const entry of readdirSync(place, { withFileTypes: true })) {
      const at = path.join(place, entry.name);
      if (entry.isDirectory() && depth < deepest) walk(at, depth + 1);
      if (!entry.isFile() || !entry.name.endsWith('.jsonl')) continue;
      const { size, mtimeMs } = lstatSync(at);
      files.push({ path: at, bytes: size, changed: mtimeMs });
      if (files.length > mostFiles) {
        throw new Failure('There are too many transcripts for one import.', {
          where: `${folder}: more than ${mostFiles} files`,
          fix: 'start-observability import FOLDER, for one project after the other',
        });
      }
    }
  };
  try {
    walk(realpathSync(folder), 0);
  } catch (cause) {
    if (cause instanceof Failure) throw cause;
    const isAbsent = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw new Failure('The transcripts cannot be read.', {
      where: isAbsent ? `${folder}: there is no such folder` : `${folder}: ${(cause as Error).message}`,
      fix: 'start-observability import FOLDER, with the folder of transcripts; the client makes ~/.claude/projects with its first session',
      exitCode: exitCode.usage,
      cause,
    });
  }
  return files.sort((one, other) => one.changed - other.changed || (one.path < other.path ? -1 : 1));
};
