import { Failure } from '../failure.ts';
import type { TranscriptFile } from './files.ts';
import { type ParsedLine, parseLine } from './line.ts';
import { readLines } from './lines.ts';
import type { CallRecord, PromptRecord, RequestRecord, TranscriptRecord } from './record.ts';

/** What was read, and what could not be. */
export interface TranscriptReading {
  /** Each thing once, in the order of time. */
  readonly records: readonly TranscriptRecord[];
  readonly lines: number;
  /** Lines that are not JSON: cut off, or damaged. */
  readonly unreadable: number;
  readonly tooLong: number;
  /** Files that could not be read. */
  readonly failed: readonly string[];
  /** Lines that repeat a request: blocks of one answer, copies of a resumed session. */
  readonly copies: number;
}

/** Some gigabytes of memory; a folder has a tenth of it after years. */
const mostRecords = 3_000_000;

const tokensOf = ({ usage }: RequestRecord): number =>
  usage.input + usage.output + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;

/**
 * Whether two lines are of one request. An answer has a line for each block; a resumed session copies lines; a side
 * conversation repeats its parent's with request ids of its own. Some gateways give two answers the same message id.
 */
const isSame = (one: RequestRecord, other: RequestRecord): boolean =>
  one.request === other.request ||
  one.request === undefined ||
  other.request === undefined ||
  one.isSidechain !== other.isSidechain;

/** Of the lines of one request the one with the most tokens: earlier ones were written while it was streamed. */
const better = (one: RequestRecord, other: RequestRecord): RequestRecord => {
  const [first, second] = [tokensOf(one), tokensOf(other)];
  if (first !== second) return first > second ? one : other;
  return one.isSidechain && !other.isSidechain ? other : one;
};

/** Reads transcripts, the oldest first, and tells apart what is repeated. */
export const readTranscripts = async (
  files: readonly TranscriptFile[],
  progress: (bytes: number) => void = () => undefined,
): Promise<TranscriptReading> => {
  const requests = new Map<string, RequestRecord[]>();
  const tools = new Map<string, string>();
  const calls = new Map<string, CallRecord>();
  const prompts = new Map<string, PromptRecord>();
  const failed: string[] = [];
  let [lines, unreadable, tooLong, copies] = [0, 0, 0, 0];

  const takeRequest = (request: RequestRecord) => {
    const known = requests.get(request.id);
    const at = known?.findIndex((one) => isSame(one, request)) ?? -1;
    if (!known) requests.set(request.id, [request]);
    else if (at < 0) known.push(request);
    else {
      copies += 1;
      const first = known[at] as RequestRecord;
      // The session that it was first in, whichever line says more.
      known[at] = { ...better(first, request), session: first.session };
    }
  };

  const takeResult = (result: Omit<CallRecord, 'tool'>) => {
    const tool = tools.get(result.id);
    if (tool !== undefined && !calls.has(result.id)) calls.set(result.id, { ...result, tool });
  };

  const parsed = (source: string): ParsedLine => {
    try {
      return parseLine(source);
    } catch {
      unreadable += 1;
      return { opened: [], results: [] };
    }
  };

  const take = (source: string) => {
    lines += 1;
    const { request, opened, results, prompt } = parsed(source);
    if (request) takeRequest(request);
    for (const { id, tool } of opened) tools.set(id, tool);
    for (const result of results) takeResult(result);
    if (prompt && !prompts.has(prompt.id)) prompts.set(prompt.id, prompt);
    if (requests.size + calls.size + prompts.size > mostRecords) {
      throw new Failure('There is too much in these transcripts for one import.', {
        fix: 'start-observability import FOLDER, for one project after the other',
      });
    }
  };

  const oversized = () => {
    tooLong += 1;
  };
  for (const { path } of files) {
    try {
      await readLines(path, { line: take, tooLong: oversized, read: progress });
    } catch (error) {
      if (error instanceof Failure) throw error;
      failed.push(`${path}: ${(error as Error).message}`);
    }
  }
  const records: TranscriptRecord[] = [...requests.values()].flat();
  for (const call of calls.values()) records.push(call);
  for (const prompt of prompts.values()) records.push(prompt);
  records.sort((one, other) => one.time - other.time);
  return { records, lines, unreadable, tooLong, failed, copies };
};
