import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { costUsage } from '../../src/catalogue/telemetry.ts';
import { blocksIn, createBlocks } from '../../src/past/blocks.ts';
import { type CounterGain, writeChanges } from '../../src/past/changes.ts';
import { createExposed } from '../../src/past/exposed.ts';
import { createSamples } from '../../src/past/samples.ts';
import { programFor } from '../programs.ts';

const promtool = await programFor('promtool');
const minute = 60_000;
const start = Date.parse('2026-11-20T10:00:00Z');

const change = (
  minutes: number,
  amount: number,
  labels: Readonly<Record<string, string>> = { model: 'm' },
): CounterGain => ({
  sample: costUsage.series,
  labels,
  at: start + minutes * minute,
  amount,
});

/** Blocks of these changes, and the samples that they were made from. */
const blocksOf = async (changes: readonly CounterGain[]) => {
  if (!promtool) throw new Error('promtool is not here');
  const folder = mkdtempSync(path.join(os.tmpdir(), 'past-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const data = path.join(folder, 'data');
  // promtool dumps nothing without one.
  mkdirSync(path.join(data, 'wal'), { recursive: true });
  const blocks = createBlocks(blocksIn(promtool, data), new AbortController().signal);
  let text = '';
  const samples = createSamples(folder, (file) => {
    text += readFileSync(file.path, 'utf8');
    blocks.add(file);
  });
  const one = async function* () {
    yield* changes;
  };
  await writeChanges(one(), createExposed(samples, [['job', 'ledger']]));
  samples.end();
  await blocks.done();
  const { stdout } = await execa(promtool.path, ['tsdb', 'dump', data], {
    ...(promtool.env && { env: promtool.env }),
  });
  return { text, dump: stdout.split('\n') };
};

const hostile = [
  'quo"te',
  'back\\slash',
  'line\nbreak',
  'carriage\rreturn',
  '# EOF',
  '}  5 1\nother_metric 7 2',
  'nul\u0000',
  'lone \ud800 surrogate',
  'emoji 🚀',
  ' ',
];

test.skipIf(!promtool)(
  'no name of a model keeps its history, or that of others, out of the boards',
  async () => {
    const { dump } = await blocksOf(hostile.map((model, index) => change(index, 1_000_000_000, { model })));
    const raw = dump.filter(
      (line) => line.includes(`__name__="${costUsage.series}"`) && / 1 \d+$/.test(line),
    );
    expect(raw).toHaveLength(hostile.length);
    expect(dump.some((line) => line.includes('__name__="other_metric"'))).toBe(false);
  },
);

test.skipIf(!promtool)(
  'a sum by the hour is there on the hour within work, and samples go forward in time',
  async () => {
    // From 10:58 to 11:02 there is work; 11:00 itself has no gain.
    const { text } = await blocksOf([change(58, 1e9), change(62, 2e9), change(300, 4e9)]);
    const last = new Map<string, number>();
    for (const line of text.split('\n').filter((one) => one !== '' && one !== '# EOF')) {
      const [, id = '', at = ''] = /^(.*) \S+ (\S+)$/s.exec(line) ?? [];
      expect(Number(at), line).toBeGreaterThan(last.get(id) ?? 0);
      last.set(id, Number(at));
    }
    const hour = (start + 60 * minute) / 1000;
    expect(text).toContain(`brief:${costUsage.series}:sum:1h{model="m"} 1 ${hour}\n`);
    expect(text).toContain(
      `brief:${costUsage.series}:sum:opening{model="m"} 0 ${(start + 58 * minute - 30_000) / 1000}\n`,
    );
    expect(text).toContain(
      `brief:${costUsage.series}:sum:opening{model="m"} 3 ${(start + 300 * minute - 30_000) / 1000}\n`,
    );
  },
);
