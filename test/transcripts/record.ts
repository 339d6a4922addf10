/**
 * Records transcripts of the real client into `test/transcripts/recorded`: a session with tools and a subagent, and one
 * that continues it, with a made-up model. Run it for a version that is to be added to `recorded.ts`:
 *
 *     npx tsx test/transcripts/record.ts CLIENT VERSION
 *
 * CLIENT is the program, as `npm install @anthropic-ai/claude-code@VERSION` puts it into `node_modules/.bin`.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { execa } from 'execa';
import { transcriptFiles } from '../../src/transcripts/files.ts';
import { startModel } from './model.ts';

const [client, version] = process.argv.slice(2);
if (!client || !version)
  throw new Error('say which client: npx tsx test/transcripts/record.ts CLIENT VERSION');

/** Lines that hold what is read; the others are large, and the client's own business. */
const kept: ReadonlySet<unknown> = new Set(['user', 'assistant', 'summary', 'system']);
/** Fields that hold requests whole, or settings of the machine. */
const dropped: ReadonlySet<string> = new Set(['rendered', 'attachment', 'shape', 'params']);

const home = mkdtempSync(path.join(os.tmpdir(), 'client-'));
const project = path.join(home, 'project');
mkdirSync(project);
const file = path.join(project, 'a.txt');
writeFileSync(file, 'one\ntwo\n');
const model = await startModel([
  { name: 'Read', input: { file_path: file } },
  { name: 'Edit', input: { file_path: file, old_string: 'two', new_string: 'two\nthree' } },
  { name: 'Bash', input: { command: 'false', description: 'fails' } },
  { name: 'Task', input: { description: 'look', prompt: 'find', subagent_type: 'general-purpose' } },
]);
const say = (...args: readonly string[]) =>
  execa(client, [...args, '--dangerously-skip-permissions', '--model', 'claude-sonnet-4-5'], {
    cwd: project,
    env: {
      HOME: home,
      PATH: process.env['PATH'],
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: 'made-up',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      IS_SANDBOX: '1',
    },
    extendEnv: false,
    stdin: 'ignore',
    timeout: 300_000,
  });
try {
  await say('-p', 'do it');
  await say('-p', 'and more', '--continue');
  const folder = path.join(home, '.claude', 'projects');
  const named = home.replaceAll(/[^a-zA-Z0-9]/g, '-');
  const lines = transcriptFiles(folder).flatMap(({ path: transcript }) =>
    readFileSync(transcript, 'utf8')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ type }) => kept.has(type))
      .map((line) => Object.fromEntries(Object.entries(line).filter(([name]) => !dropped.has(name))))
      .map((line) => ({
        file: path.relative(folder, transcript).replace(named, '-home-someone'),
        line: JSON.stringify(line).replaceAll(home, '/home/someone'),
      })),
  );
  const packed = gzipSync(lines.map((line) => `${JSON.stringify(line)}\n`).join(''), { level: 9 });
  writeFileSync(path.join(import.meta.dirname, 'recorded', `${version}.jsonl.gz`), packed);
  console.log(`${version}: ${lines.length} lines, ${packed.length} bytes`);
} finally {
  model.close();
  rmSync(home, { recursive: true, force: true });
}
