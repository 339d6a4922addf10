import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Kind, kinds, type Line, samples } from './read.ts';

/**
 * Captures as they were recorded: one folder for each client version, in it one for each scenario with `truth.json`,
 * `otlp-metrics.jsonl`, `otlp-logs.jsonl`, `otlp-traces.jsonl`, `hooks.jsonl`, `http-hooks.jsonl`, `scrape.txt` (what
 * there is of them), and `hooks-by-event/` with one payload for each event.
 */

const jsonLines = (path: string): unknown[] =>
  readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));

const wholeJson = (path: string): unknown[] => [JSON.parse(readFileSync(path, 'utf8'))];

/** What http hooks were sent is a payload like any other; what was answered is left out. */
const bodies = (path: string): unknown[] => jsonLines(path).map((line) => (line as { body: unknown }).body);

const sources: Readonly<Record<Kind, readonly [file: string, read: (path: string) => unknown[]]>> = {
  truth: ['truth.json', wholeJson],
  metrics: ['otlp-metrics.jsonl', jsonLines],
  logs: ['otlp-logs.jsonl', jsonLines],
  traces: ['otlp-traces.jsonl', jsonLines],
  hook: ['hooks.jsonl', jsonLines],
  'http-hook': ['http-hooks.jsonl', bodies],
  scrape: ['scrape.txt', (path) => [readFileSync(path, 'utf8')]],
};

const foldersOf = (path: string): string[] =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

const linesOfKind = (folder: string, kind: Kind): Line[] =>
  foldersOf(folder).flatMap((scenario) => {
    const [file, read] = sources[kind];
    const path = join(folder, scenario, file);
    return existsSync(path) ? read(path).map((value) => ({ scenario, kind, value })) : [];
  });

const sampleLines = (folder: string): Line[] =>
  readdirSync(folder)
    .sort()
    .map((file) => ({
      scenario: samples,
      kind: 'hook',
      value: { name: basename(file, '.json'), payload: JSON.parse(readFileSync(join(folder, file), 'utf8')) },
    }));

/** Whether a folder is that of one version. */
export const isRecordedVersion = (folder: string): boolean => existsSync(join(folder, samples));

/** The client versions recorded in a folder. */
export const recordedVersions = foldersOf;

/** All payloads recorded of one version, alike ones side by side: so they compress best. */
export const recordedLines = (folder: string, version: string): Line[] => [
  ...kinds.flatMap((kind) => linesOfKind(join(folder, version), kind)),
  ...sampleLines(join(folder, version, samples)),
];
