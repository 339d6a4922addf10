import type { Cell } from '../engine/question.ts';
import type { AnswerRow } from './row.ts';

const reading = new Set(['Read', 'NotebookRead']);
const changing = new Set(['Edit', 'MultiEdit', 'Write', 'NotebookEdit']);

/** An event of a timeline, as far as it names a file. */
interface Happening {
  readonly attributes?: Readonly<Record<string, Cell>>;
}

/** The path in the input of a tool; undefined where input is not kept, or as a hash. */
const pathIn = (input: Cell | undefined): string | undefined => {
  if (typeof input !== 'string' || !input.startsWith('{')) return undefined;
  try {
    const { file_path: file, notebook_path: notebook } = JSON.parse(input) as Record<string, unknown>;
    return [file, notebook].find((path): path is string => typeof path === 'string' && path !== '');
  } catch {
    return undefined;
  }
};

/** The paths that a timeline names, by tool call. */
const pathsOf = (timeline: readonly object[]): ReadonlyMap<Cell, string> =>
  new Map(
    (timeline as readonly Happening[]).flatMap(({ attributes = {} }) => {
      const path = pathIn(attributes['tool_input']);
      return path === undefined ? [] : [[attributes['tool_use_id'] ?? null, path] as const];
    }),
  );

/** The files that a session read or changed, the most changed first; where paths are not kept, `(language)` stands for them. */
export const filesOf = (calls: readonly AnswerRow[], timeline: readonly object[]): readonly AnswerRow[] => {
  const paths = pathsOf(timeline);
  const files = new Map<string, { file: string; reads: number; changes: number; failures: number }>();
  const ended = calls.filter(({ success }) => success !== null && success !== undefined);
  for (const { tool, tool_use_id: call = null, language, success } of ended) {
    const isRead = reading.has(String(tool));
    if (!isRead && !changing.has(String(tool))) continue;
    const file = paths.get(call) ?? `(${language ?? 'unknown'})`;
    const sums = files.get(file) ?? { file, reads: 0, changes: 0, failures: 0 };
    sums[Number(success) === 0 ? 'failures' : isRead ? 'reads' : 'changes'] += 1;
    files.set(file, sums);
  }
  return [...files.values()].sort(
    (a, b) => b.changes - a.changes || b.reads - a.reads || a.file.localeCompare(b.file),
  );
};
