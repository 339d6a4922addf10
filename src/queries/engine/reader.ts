import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { checkout } from '../../checkout.ts';
import { exitCode, Failure } from '../../failure.ts';
import { type Answer, longestSqlCharacters, type Reply, type StoreQuestion } from './question.ts';

export interface ReaderQuestion {
  readonly sql: string;
  readonly parameters?: StoreQuestion['parameters'];
  readonly mostRows?: number;
  readonly mostSeconds?: number;
}

/** Answers questions in SQL about one store, each within its limits of rows and time. */
export interface SqlReader {
  /** @throws Failure where the SQL is wrong, wants to write, or takes too long */
  readonly ask: (question: ReaderQuestion) => Promise<Answer>;
  readonly close: () => void;
}

const usualRows = 10_000;
const usualSeconds = 10;
/** A process without questions is ended after this. */
const idleMilliseconds = 30_000;
/** Questions that wait; more are refused. */
const mostWaiting = 50;

const program = () => path.join(checkout.root, 'dist', 'queries', 'engine', 'main.js');

const start = (): ChildProcess =>
  fork(program(), {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: ['--max-old-space-size=192'],
    env: { PATH: process.env['PATH'], TMPDIR: process.env['TMPDIR'] },
  });

/** One question to one process; a process that takes too long is killed. */
const askOnce = (child: ChildProcess, question: StoreQuestion, mostSeconds: number): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const done = (act: () => void) => {
      clearTimeout(timer);
      child.removeAllListeners();
      act();
    };
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      done(() =>
        reject(
          new Failure(`The query took longer than ${mostSeconds} s and was ended.`, {
            fix: 'Ask for less: a shorter time (--since), or a table of sums (days, sessions) in place of events.',
          }),
        ),
      );
    }, mostSeconds * 1000);
    child.once('message', (reply: Reply) =>
      done(() => {
        if ('answer' in reply) resolve(reply.answer);
        else
          reject(
            new Failure(`The query failed: ${reply.error}`, {
              fix: 'See docs/sql.md for tables and columns.',
              exitCode: exitCode.usage,
            }),
          );
      }),
    );
    child.once('exit', (code, signal) =>
      done(() =>
        reject(
          new Failure(`The process that answers queries ended (${signal ?? code}).`, {
            fix: 'Ask for less.',
          }),
        ),
      ),
    );
    child.once('error', (cause) =>
      done(() =>
        reject(
          new Failure('The process that answers queries cannot be started.', { where: program(), cause }),
        ),
      ),
    );
    child.send(question);
  });

export const createReader = (file: string): SqlReader => {
  let child: ChildProcess | undefined;
  let idle: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;

  const close = () => {
    clearTimeout(idle);
    child?.kill('SIGKILL');
    child = undefined;
  };

  const run = async ({
    sql,
    parameters = {},
    mostRows = usualRows,
    mostSeconds = usualSeconds,
  }: ReaderQuestion) => {
    clearTimeout(idle);
    if (!child?.connected) child = start();
    child.ref();
    child.channel?.ref();
    try {
      return await askOnce(child, { file, sql, parameters, mostRows }, mostSeconds);
    } finally {
      if (!child.connected || child.killed) child = undefined;
      idle = setTimeout(close, idleMilliseconds).unref();
      child?.unref();
      child?.channel?.unref();
    }
  };

  return {
    ask: (question) => {
      if (question.sql.length > longestSqlCharacters)
        return Promise.reject(new Failure('The query is too long.', { exitCode: exitCode.usage }));
      if (waiting >= mostWaiting)
        return Promise.reject(new Failure('Too many queries wait.', { fix: 'Try again in a moment.' }));
      waiting += 1;
      const answer = last
        .then(() => run(question))
        .finally(() => {
          waiting -= 1;
        });
      last = answer.catch(() => undefined);
      return answer;
    },
    close,
  };
};
