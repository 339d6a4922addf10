import { lstatSync, readdirSync, realpathSync } from 'node:fs';
import path from 'node:path';

const isPlainFile = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isFile() ?? false;

/**
 * The transcript that a hook event names, where it is one: a plain file of the client's own folder that has the session's
 * name. Anybody can send an event; no other file may be read for it.
 */
export const transcriptOf = (folder: string, session: string, named: unknown): string | undefined => {
  if (typeof named !== 'string' || !/^[\w-]{1,200}$/.test(session)) return undefined;
  if (path.basename(named) !== `${session}.jsonl`) return undefined;
  try {
    if (!isPlainFile(named)) return undefined;
    const place = realpathSync(named);
    return place.startsWith(`${realpathSync(folder)}${path.sep}`) ? place : undefined;
  } catch {
    return undefined;
  }
};

/** Subagents of one session; more start in no session. */
const mostSubagents = 2000;
/** The client's own agent that compacts a conversation is left out: its file repeats what was said. */
const subagentFile = /^agent-(?!acompact-)[\w-]{1,100}\.jsonl$/;

/** Transcripts of the subagents of a session, which the client (since 2.1) keeps in a folder beside the session's own. */
export const subagentTranscripts = (transcript: string): readonly string[] => {
  const folder = path.join(transcript.replace(/\.jsonl$/, ''), 'subagents');
  try {
    if (realpathSync(folder) !== folder) return [];
    return readdirSync(folder)
      .filter((name) => subagentFile.test(name))
      .slice(0, mostSubagents)
      .map((name) => path.join(folder, name))
      .filter(isPlainFile);
  } catch {
    // No subagent ran.
    return [];
  }
};
