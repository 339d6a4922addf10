import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, onTestFinished, type TestContext, test, vi } from 'vitest';
import { type Apt, dependencies, offered, privateApt } from '../../src/binaries/apt.ts';
import { obtain } from '../../src/binaries/obtain.ts';
import type { FoundProgram, ProgramName } from '../../src/binaries/program.ts';
import { freePort } from '../ports.ts';
import { mirrorFolder, surroundings, temporaryFolder } from './release-server.ts';

const ready = async (url: string): Promise<void> => {
  const deadline = Date.now() + 20_000;
  while (
    !(await fetch(url).then(
      (answer) => answer.ok,
      () => false,
    ))
  ) {
    if (Date.now() > deadline) throw new Error(`${url} was not ready in 20 s`);
    await pause(50);
  }
};

/** What a page or a style sheet refers to on the same server. */
const references = (text: string, type: string, page: string): string[] => {
  const pattern = type.includes('html')
    ? /<(?:script|link|img)\b[^>]*?(?:src|href)="([^"]+)"/g
    : /url\(["']?([^"')]+)["']?\)/g;
  if (!/html|css/.test(type)) return [];
  return [...text.matchAll(pattern)]
    .map(([, reference = '']) => new URL(reference, page))
    .filter((url) => url.origin === new URL(page).origin)
    .map((url) => url.href.replace(url.hash, ''));
};

/** Opens pages as a browser would, with all that they refer to: every address and its status. */
const openPages = async (pages: readonly string[]): Promise<Map<string, number>> => {
  const seen = new Map<string, number>();
  const waiting = [...pages];
  for (let page = waiting.pop(); page; page = waiting.pop()) {
    if (seen.has(page)) continue;
    const answer = await fetch(page);
    seen.set(page, answer.status);
    waiting.push(...references(await answer.text(), answer.headers.get('content-type') ?? '', page));
  }
  return seen;
};

// One empty cache for all, so that the lists of packages are fetched once.
let bin = '';
let apt: Apt | undefined;

beforeAll(async () => {
  bin = await mkdtemp(path.join(os.tmpdir(), 'programs-'));
  apt = await privateApt(path.join(bin, 'apt')).catch((error: Error) => {
    console.warn(`skipped: Debian's packages are not to be had here: ${error.message}`);
    return undefined;
  });
});

afterAll(() => rm(bin, { recursive: true, force: true }));

/** Debian's package of a program; skips, saying why, where it is not to be had. */
const fromDebian = async (name: ProgramName, context: TestContext): Promise<FoundProgram> => {
  if (!apt) return context.skip('no Debian packages');
  const { here } = await surroundings({ bin, mirror: await mirrorFolder({}) });
  const program = await obtain(name, here);
  if (program.source === 'package') return program;
  console.warn(`skipped: this machine has a ${name} of its own`);
  return context.skip('PATH has one');
};

const start = async (program: FoundProgram, args: readonly string[], cwd: string): Promise<string> => {
  const port = await freePort();
  const child = execa(
    program.path,
    [...program.extraArgs, ...args, `--web.listen-address=127.0.0.1:${port}`],
    {
      cwd,
      reject: false,
      all: true,
    },
  );
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await child;
  });
  const url = `http://127.0.0.1:${port}`;
  await ready(`${url}/-/ready`);
  return url;
};

test("Debian's Prometheus, unpacked without root, shows its pages with every script, style and font", async (context) => {
  const program = await fromDebian('prometheus', context);
  const folder = await temporaryFolder();
  await writeFile(path.join(folder, 'prometheus.yaml'), 'scrape_configs: []\n');
  const url = await start(
    program,
    ['--config.file=prometheus.yaml', `--storage.tsdb.path=${folder}`],
    folder,
  );
  const pages = await openPages([`${url}/`, `${url}/graph`]);
  expect([...pages].filter(([, status]) => status !== 200)).toEqual([]);
  expect(pages.size).toBeGreaterThan(10);
});

test("Debian's Pushgateway, unpacked without root, shows its page with every script, style and font", async (context) => {
  const program = await fromDebian('pushgateway', context);
  const url = await start(program, ['--persistence.file='], await temporaryFolder());
  const pages = await openPages([`${url}/`]);
  expect([...pages].filter(([, status]) => status !== 200)).toEqual([]);
  expect(pages.size).toBeGreaterThan(5);
});

test('the package tool works in its own folder only, without the hooks of the machine', async (context) => {
  if (!apt) return context.skip('no Debian packages');
  const folder = path.join(bin, 'apt');
  const { version, bytes } = await offered(apt, ['prometheus']);
  expect(version).toMatch(/^\d+\.\d+/);
  expect(bytes).toBeGreaterThan(1_000_000);
  expect(await dependencies(apt, 'prometheus', /^libjs-/)).toContain('libjs-jquery');
  const used = await execa('apt-config', ['dump'], { env: { APT_CONFIG: path.join(folder, 'apt.conf') } });
  const settings = used.stdout
    .split('\n')
    .filter((line) => /^(Dir::(State|Cache) |APT::Update::|DPkg::(Pre|Post))/.test(line));
  expect(settings).toEqual([`Dir::State "${folder}/state";`, `Dir::Cache "${folder}/cache";`]);
  expect(await readdir(path.join(folder, 'state', 'lists'))).not.toEqual([]);
});

test('without a network the package tool says so in bounded time', async (context) => {
  if (!apt) return context.skip('no Debian packages');
  onTestFinished(() => {
    vi.unstubAllEnvs();
  });
  for (const proxy of ['http_proxy', 'https_proxy']) vi.stubEnv(proxy, 'http://127.0.0.1:1');
  await expect(privateApt(path.join(await temporaryFolder(), 'apt'))).rejects.toThrow(/127\.0\.0\.1/);
});
