import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, existsSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import type { Layout } from '../../src/files/layout.ts';
import { waitFor } from '../e2e/wait.ts';
import { hasTerminal } from '../hooks/terminal.ts';
import { enabled } from './folder.ts';

/** The wrapper with a stand-in for the client, which is told what to do. */
const started = (place: Layout, terminal = false) => {
  const folder = path.dirname(place.root);
  const todo = path.join(folder, 'todo');
  const seen = path.join(folder, 'seen');
  writeFileSync(todo, '');
  symlinkSync(path.resolve('test/files/stand-in.mjs'), path.join(folder, 'claude'));
  const env = {
    ...process.env,
    HOME: folder,
    PATH: `${folder}:${process.env['PATH']}`,
    STAND_IN_TODO: todo,
    STAND_IN_SEEN: seen,
  };
  const command = `${place.wrapper} --print hello`;
  const wrapper = terminal
    ? spawn('script', ['-qec', command, path.join(folder, 'typescript')], { env, stdio: 'ignore' })
    : spawn(place.wrapper, ['--print', 'hello'], { env, stdio: ['ignore', 'ignore', 'ignore'] });
  onTestFinished(() => void wrapper.kill('SIGKILL'));
  const send = async (event: string) => {
    appendFileSync(todo, `${event}\n`);
    await waitFor(
      `${event} to be taken`,
      async () => existsSync(seen) && readFileSync(seen, 'utf8').includes(event),
    );
  };
  return { wrapper, folder, send, end: () => appendFileSync(todo, 'end\n') };
};

const ended = async (child: ChildProcess) => child.exitCode ?? ((await once(child, 'exit')) as [number])[0];

const eventsIn = (folder: string): string[] =>
  readdirSync(folder).flatMap((file) =>
    [...readFileSync(path.join(folder, file), 'utf8').matchAll(/"name": ?"(\w+)"/g)].map(
      ([, name]) => name as string,
    ),
  );

/** Processes below one, with their command lines. */
const below = (pid: number | undefined) =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(pid)], { encoding: 'utf8' })
    .split('\n')
    .map((line) => /^\s*(\d+) (.*)$/.exec(line))
    .flatMap((found) => (found ? [{ pid: Number(found[1]), args: found[2] ?? '' }] : []));

const receiverOf = async (wrapper: ChildProcess, other?: number) =>
  waitFor(
    'a receiver',
    async () =>
      below(wrapper.pid).find(({ args, pid }) => args.includes('files/main.js') && pid !== other)?.pid,
  );

test('the wrapper records what the client sends, and ends as the client does', async () => {
  const place = enabled();
  const { wrapper, send, end } = started(place);
  await send('first_event');
  expect(eventsIn(place.logs)).toEqual(['first_event']);
  end();
  expect(await ended(wrapper)).toBe(7);
  expect(eventsIn(place.data)).toEqual(['first_event']);
  expect(readFileSync(path.join(place.logs, readdirSync(place.logs)[0] ?? ''), 'utf8')).not.toContain(
    'ann@example.com',
  );
});

test('a killed receiver comes back where it was, with all that it had taken', async () => {
  const place = enabled();
  const { wrapper, send, end } = started(place);
  await send('first_event');
  const receiver = await receiverOf(wrapper);
  process.kill(receiver, 'SIGKILL');
  await receiverOf(wrapper, receiver);
  await send('second_event');
  end();
  expect(await ended(wrapper)).toBe(7);
  expect(eventsIn(place.data)).toEqual(['first_event', 'second_event']);
});

test('after the wrapper was killed the receiver takes what the client still sends, and makes the data', async () => {
  const place = enabled();
  const { wrapper, send, end } = started(place);
  await send('first_event');
  const receiver = await receiverOf(wrapper);
  wrapper.kill('SIGKILL');
  await ended(wrapper).catch(() => undefined);
  await send('second_event');
  end();
  await waitFor('the data', async () => readdirSync(place.data).length === 1);
  expect(eventsIn(place.data)).toEqual(['first_event', 'second_event']);
  await waitFor('the receiver to end', async () => {
    try {
      process.kill(receiver, 0);
      return false;
    } catch {
      return true;
    }
  });
});

test.skipIf(!hasTerminal)('the client has the terminal to itself, and its arguments', async () => {
  const place = enabled();
  const { wrapper, folder, send, end } = started(place, true);
  await send('first_event');
  end();
  await ended(wrapper);
  const shown = readFileSync(path.join(folder, 'typescript'), 'utf8');
  expect(
    shown
      .replaceAll('\r', '')
      .split('\n')
      .filter((line) => !/^Script |^$/.test(line)),
  ).toEqual(['tty true true true --print hello']);
});

test('where file mode is not switched on, the command says how', async () => {
  const place = enabled();
  const answer = await execa(process.execPath, ['dist/cli/main.js', 'files', 'run'], {
    env: { CLAUDE_CODE_TELEMETRY_DIR: path.join(place.root, 'nowhere') },
    reject: false,
  });
  expect(answer.stderr).toContain('start-observability files enable');
});
