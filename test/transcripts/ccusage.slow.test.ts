import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { builtInPrices } from '../../src/prices/built-in.ts';
import { costOf, priceOf } from '../../src/prices/cost.ts';
import type { Rates } from '../../src/prices/price-table.ts';
import { fiveHourBlocks } from '../../src/reports/five-hour-blocks.ts';
import { transcriptFiles } from '../../src/transcripts/files.ts';
import { readTranscripts } from '../../src/transcripts/read.ts';
import type { RequestRecord } from '../../src/transcripts/record.ts';
import { testBin } from '../programs.ts';
import { recordedVersions, writeRecorded } from './recorded.ts';

/** The newest version whose program for this machine is to be had, too. */
const version = '20.0.24';

/** The other program that adds transcripts up, fetched once; undefined where it cannot be had. */
const ccusage = async (): Promise<string | undefined> => {
  const folder = path.join(testBin, `ccusage-${version}`);
  const program = path.join(folder, 'node_modules', '.bin', 'ccusage');
  if (!existsSync(program)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{}');
    const native = `@ccusage/ccusage-${process.platform}-${process.arch}@${version}`;
    const packages = [`ccusage@${version}`, native];
    const { failed, stderr } = await execa('npm', ['install', '--no-audit', '--no-fund', ...packages], {
      cwd: folder,
      reject: false,
    });
    if (failed) console.warn(`skipped: ccusage is not to be had here: ${stderr.slice(-300)}`);
  }
  return existsSync(program) ? program : undefined;
};

const program = await ccusage();

/** Our prices as it takes them: dollars for a token. */
const overrideOf = ({ input, output, cacheRead, cacheWrite5m }: Rates) => {
  const each = (dollars: number) => dollars / 1e6;
  const prices = {
    inputCostPerToken: each(input),
    outputCostPerToken: each(output),
    cacheReadInputTokenCost: each(cacheRead),
    cacheCreationInputTokenCost: each(cacheWrite5m),
  };
  // It charges more for what goes beyond 200,000 tokens where it is not told otherwise; the client does not.
  const beyond = Object.entries(prices).map(([name, price]) => [`${name}Above200kTokens`, price]);
  return { ...prices, ...Object.fromEntries(beyond) };
};

const pricingOverrides = Object.fromEntries(
  builtInPrices.flatMap((price) => price.models.map((model) => [model, overrideOf(price)])),
);

interface Totals {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheCreationTokens: number;
  readonly totalCost: number;
}

const theirs = async (folder: string): Promise<Totals> => {
  const config = path.join(folder, 'ccusage.json');
  writeFileSync(config, JSON.stringify({ defaults: { pricingOverrides } }));
  const args = ['claude', 'daily', '--json', '--offline', '-z', 'UTC', '--config', config];
  const { stdout } = await execa(program ?? '', args, {
    env: { PATH: process.env['PATH'], HOME: folder, CLAUDE_CONFIG_DIR: folder },
    extendEnv: false,
  });
  const { totalTokens: _, ...totals } = (JSON.parse(stdout) as { totals: Totals & { totalTokens: number } })
    .totals;
  return totals;
};

const requestsOf = async (folder: string): Promise<readonly RequestRecord[]> => {
  const { records } = await readTranscripts(transcriptFiles(path.join(folder, 'projects')));
  return records.filter((record): record is RequestRecord => record.kind === 'request');
};

const totalsOf = (requests: readonly RequestRecord[]): Totals => {
  const sum = (of: (usage: RequestRecord['usage']) => number) =>
    requests.reduce((total, { usage }) => total + of(usage), 0);
  const cost = requests.reduce((total, { model, time, usage }) => {
    const price = priceOf(builtInPrices, model, time);
    return price ? total + costOf(price, usage) : total;
  }, 0n);
  return {
    inputTokens: sum(({ input }) => input),
    outputTokens: sum(({ output }) => output),
    cacheReadTokens: sum(({ cacheRead }) => cacheRead),
    cacheCreationTokens: sum(({ cacheWrite5m, cacheWrite1h }) => cacheWrite5m + cacheWrite1h),
    totalCost: Number(cost) / 1e9,
  };
};

const recorded = (client: (typeof recordedVersions)[number]): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'ccusage-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeRecorded(client, path.join(folder, 'projects'));
  return folder;
};

const toTheMicroDollar = ({ totalCost, ...tokens }: Totals) => ({
  ...tokens,
  totalCost: Math.round(totalCost * 1e6),
});

test.skipIf(!program).each(recordedVersions.filter((client) => client !== '1.0.60'))(
  'of what client %s wrote, ccusage adds up the same tokens and the same money',
  async (client) => {
    const folder = recorded(client);
    const ours = totalsOf(await requestsOf(folder));
    expect(ours.outputTokens).toBeGreaterThan(1000);
    expect(toTheMicroDollar(await theirs(folder))).toEqual(toTheMicroDollar(ours));
  },
  120_000,
);

test.skipIf(!program)(
  'ccusage counts twice what client 1.0.60 copied into a resumed session without the ids of its requests; we do not',
  async () => {
    const folder = recorded('1.0.60');
    const requests = await requestsOf(folder);
    const lines = transcriptFiles(path.join(folder, 'projects'))
      .flatMap(({ path: file }) => readFileSync(file, 'utf8').trim().split('\n'))
      .map((line) => JSON.parse(line) as { requestId?: string; message?: { id?: string; usage?: object } });
    // The lines that cause it: answers without the id of their request, whose message another line has with one.
    const copied = new Set(
      lines.flatMap(({ requestId, message }) =>
        message?.usage && message.id !== undefined && requestId === undefined ? [message.id] : [],
      ),
    );
    expect(copied.size).toBe(4);
    const twice = requests.filter(({ id }) => copied.has(id));
    expect(twice).toHaveLength(4);
    expect(toTheMicroDollar(await theirs(folder))).toEqual(
      toTheMicroDollar(totalsOf([...requests, ...twice])),
    );
  },
  120_000,
);

/** Requests at some minutes, as a client writes them into its transcript. */
const transcriptOf = (minutes: readonly number[]): string =>
  minutes
    .map((minute, index) =>
      JSON.stringify({
        type: 'assistant',
        uuid: `line-${index}`,
        sessionId: 'f5bd6baf-3a5d-4e40-9a43-0f9b8a3c0001',
        requestId: `req_${index}`,
        cwd: '/home/ann/shop',
        version: '2.1.332',
        timestamp: new Date(Date.parse('2026-11-02T08:20:00Z') + minute * 60_000).toISOString(),
        message: {
          id: `msg_${index}`,
          role: 'assistant',
          model: 'claude-sonnet-4-5-20250929',
          content: [],
          usage: { input_tokens: 100 + index, output_tokens: 10, cache_read_input_tokens: 1000 },
        },
      }),
    )
    .join('\n');

interface Block {
  readonly startTime: string;
  readonly endTime: string;
  readonly entries: number;
  readonly totalTokens: number;
  readonly costUSD: number;
  readonly isGap: boolean;
}

test.skipIf(!program)(
  'the five-hour blocks are those of ccusage',
  async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), 'ccusage-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    mkdirSync(path.join(folder, 'projects', 'shop'), { recursive: true });
    // From 08:20: five hours after the hour exactly and a minute more, a rest of five hours exactly and of more, a night.
    const minutes = [0, 30, 280, 281, 290, 590, 600, 901, 960, 1300, 2500, 2799, 2801];
    writeFileSync(path.join(folder, 'projects', 'shop', 'session.jsonl'), transcriptOf(minutes));
    writeFileSync(path.join(folder, 'ccusage.json'), JSON.stringify({ defaults: { pricingOverrides } }));
    const args = [
      'claude',
      'blocks',
      '--json',
      '--offline',
      '-z',
      'UTC',
      '--config',
      `${folder}/ccusage.json`,
    ];
    const { stdout } = await execa(program ?? '', args, {
      env: { PATH: process.env['PATH'], HOME: folder, CLAUDE_CONFIG_DIR: folder },
      extendEnv: false,
    });
    const blocks = (JSON.parse(stdout) as { blocks: readonly Block[] }).blocks.filter(({ isGap }) => !isGap);
    const requests = await requestsOf(folder);
    const own = fiveHourBlocks(
      requests
        .map(({ time, model, usage }) => {
          const price = priceOf(builtInPrices, model, time);
          return {
            at: time,
            person: '',
            tokens: usage.input + usage.output + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h,
            dollars: price ? Number(costOf(price, usage)) / 1e9 : 0,
          };
        })
        .sort((one, other) => one.at - other.at),
    );
    expect(own.length).toBeGreaterThan(4);
    expect(
      own.map(({ starts, ends, requests: entries, tokens, dollars }) => ({
        startTime: new Date(starts).toISOString(),
        endTime: new Date(ends).toISOString(),
        entries,
        totalTokens: tokens,
        costUSD: Math.round(dollars * 1e6),
      })),
    ).toEqual(
      blocks.map(({ startTime, endTime, entries, totalTokens, costUSD }) => ({
        startTime,
        endTime,
        entries,
        totalTokens,
        costUSD: Math.round(costUSD * 1e6),
      })),
    );
  },
  120_000,
);
