import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { type Curve, over } from '../src/prometheus/api.ts';
import type { RecordingRule } from '../src/rules/rule.ts';
import { startPrometheusOver } from '../test/engines/engine.ts';
import { programFor } from '../test/programs.ts';

/** Rules over days that are past, as if Prometheus had been there: its data lies in `data` of a folder. */

/** Moments from one to another, milliseconds since 1970, in which an expression is looked at. */
export interface Moments {
  readonly from: number;
  readonly to: number;
  readonly step: number;
}

/** In one question: Prometheus gives each two minutes. */
const mostPoints = 400;

/** Adds samples, lines of OpenMetrics, to the data of a folder. */
export const addSamples = async (folder: string, text: string): Promise<void> => {
  const promtool = await programFor('promtool');
  if (!promtool) throw new Error('promtool is not to be had here');
  const file = path.join(folder, 'samples');
  writeFileSync(file, text);
  const args = ['--max-block-duration=744h', '--quiet', 'openmetrics', file, path.join(folder, 'data')];
  await execa(promtool.path, ['tsdb', 'create-blocks-from', ...args]);
  rmSync(file);
};

/** Pieces of the same series as one; what comes from a recorded series has its name, what is computed has none. */
const joined = (pieces: readonly Curve[]): readonly Curve[] => {
  const whole = new Map<string, Curve>();
  for (const { labels: told, values } of pieces) {
    const { __name__: _name, ...labels } = told;
    const key = JSON.stringify(Object.entries(labels).sort());
    const all = [...(whole.get(key)?.values ?? []), ...values].sort(([one], [other]) => one - other);
    whole.set(key, { labels, values: all });
  }
  return [...whole.values()];
};

/** Asks a Prometheus over what is there; each time another one, because blocks were added. */
export const asked = async (
  folder: string,
  expressions: readonly string[],
  { from, to, step }: Moments,
): Promise<readonly (readonly Curve[])[]> => {
  const configuration = path.join(mkdtempSync(path.join(folder, 'asked-')), 'prometheus.yaml');
  writeFileSync(configuration, 'global: {}\n');
  const prometheus = await startPrometheusOver(path.join(folder, 'data'), configuration);
  if (!prometheus) throw new Error('Prometheus is not to be had here');
  const answers: (readonly Curve[])[] = [];
  try {
    for (const expression of expressions) {
      const curves: Curve[] = [];
      for (let start = from; start < to; start += mostPoints * step)
        curves.push(
          ...(await over(prometheus.url, expression, {
            start: start / 1000,
            end: Math.min(to, start + (mostPoints - 1) * step) / 1000,
            step: step / 1000,
            timeoutMilliseconds: 300_000,
          })),
        );
      answers.push(joined(curves));
    }
  } finally {
    await prometheus.stop();
  }
  return answers;
};

const linesOf = (
  record: string,
  labels: Readonly<Record<string, string>>,
  curves: readonly Curve[],
): readonly string[] =>
  curves.flatMap(({ labels: own, values }) => {
    const inside = Object.entries({ ...own, ...labels }).map(
      ([name, value]) => `${name}=${JSON.stringify(value)}`,
    );
    return values.map(([time, value]) => `${record}{${inside.join(',')}} ${value} ${time}`);
  });

/** Computes recording rules, none of which reads another, and adds what they record. */
const record = async (folder: string, rules: readonly RecordingRule[], moments: Moments): Promise<void> => {
  const expressions = rules.map(({ expr }) => expr);
  const answers = await asked(folder, expressions, moments);
  const names = [...new Set(rules.map(({ record: name }) => name))];
  const lines = names.flatMap((name) => [
    `# TYPE ${name} gauge`,
    ...rules.flatMap((rule, index) =>
      rule.record === name ? linesOf(name, rule.labels ?? {}, answers[index] ?? []) : [],
    ),
  ]);
  await addSamples(folder, `${lines.join('\n')}\n# EOF\n`);
};

/** The rules of usual spend by the ends of their names, in passes: each reads what those before it recorded. */
export const spendPasses = [['gain'], ['count', 'median'], ['expected', 'spread']] as const;

/** Computes recording rules in passes, each of which reads what those before it recorded. */
export const recordInPasses = async (
  folder: string,
  rules: readonly RecordingRule[],
  passes: readonly (readonly string[])[],
  moments: Moments,
): Promise<void> => {
  for (const endings of passes)
    await record(
      folder,
      rules.filter(({ record: name }) => endings.includes(name.split(':').at(-1) ?? '')),
      moments,
    );
};
