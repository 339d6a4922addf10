import type { Reading } from '../../findings/reading.ts';

/** Ports of the ledger and of the hook service where nothing else is set. */
const defaultPorts = [4319, 4320];

/** Those of every collector: ending who listens there ends ours, listening there is everybody's right. */
const collectorPorts = [4317, 4318];

/** How the ports of this stack are found in words and texts. */
export interface StackPorts {
  /** Alternatives of a regular expression: ports whose owner answers in the place of the guard or the ledger. */
  readonly answering: string;
  readonly mentionsPort: RegExp;
  readonly answeringPort: RegExp;
  readonly inText: RegExp;
  /** Any port of the stack, as a word or part of one. */
  readonly asPort: RegExp;
  readonly endedByPowershell: RegExp;
}

const patternsOf = (extra: readonly number[]): StackPorts => {
  const asked = [...new Set([...defaultPorts, ...extra])];
  const answering = `(${asked.join('|')})`;
  const ports = `(${[...collectorPorts, ...asked].join('|')})`;
  const ends = '\\b(stop-process|spps|kill)\\b';
  return {
    answering,
    mentionsPort: new RegExp(answering),
    answeringPort: new RegExp(`^(\\D*:)?${answering}(?!\\d)`),
    inText: new RegExp(`(^|\\D)${answering}(?!\\d)`),
    asPort: new RegExp(`(^|[^\\d.])${ports}(?![\\d.])`),
    endedByPowershell: new RegExp(
      `${ends}[^\\n;]*(start-observability|localport\\W+${ports}\\b)|localport\\W+${ports}\\b[^\\n;]*${ends}`,
      'i',
    ),
  };
};

const knownStackPorts = new Map<string, StackPorts>();

/** The ports of the stack that a call is judged for. */
export const stackPorts = ({ places }: Reading): StackPorts => {
  const extra = places.guarded?.ports ?? [];
  const key = extra.join();
  const patterns = knownStackPorts.get(key) ?? patternsOf(extra);
  knownStackPorts.set(key, patterns);
  return patterns;
};
