import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { json, readEnvironment } from '../../src/service/environment.ts';
import { readSecret } from '../../src/service/token.ts';
import { temporary } from '../hooks/open.ts';

const mains = ['ledger', 'hooks', 'pages'] as const;

const run = (name: string, env: Readonly<Record<string, string>>) =>
  execa(
    process.execPath,
    ['--import', 'tsx', path.resolve(import.meta.dirname, `../../src/${name}/main.ts`)],
    {
      env: { PATH: process.env['PATH'], ...env },
      extendEnv: false,
      reject: false,
      timeout: 30_000,
      cwd: path.resolve(import.meta.dirname, '../..'),
    },
  );

test.each(mains)(
  '%s says what is wrong with its environment, and ends as for a wrong command',
  async (name) => {
    const { exitCode, stdout } = await run(name, { SERVICE_ACCESS: '{"hosts":' });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout.trim())).toMatchObject({
      level: 60,
      name,
      where: expect.stringContaining('SERVICE_ACCESS: is not JSON'),
    });
  },
);

test.each(mains)('%s is as loud as LOG_LEVEL says, and refuses a level that there is not', async (name) => {
  const { exitCode, stdout } = await run(name, { LOG_LEVEL: 'loud' });
  expect({ exitCode, stdout }).toMatchObject({
    exitCode: 2,
    stdout: expect.stringContaining('LOG_LEVEL is not a level: loud'),
  });
});

test('every wrong variable is named at once', () => {
  const schema = z.object({ A: z.string(), B: json(z.object({ n: z.int() })) });
  expect(() => readEnvironment(schema, { B: '{"n":"x"}' })).toThrowError(
    expect.objectContaining({ where: expect.stringMatching(/A: [\s\S]*B\.n: /) }),
  );
});

test('a secret that is missing or empty keeps a service from running open', () => {
  const folder = temporary();
  expect(() => readSecret(folder, 'api-token')).toThrow('A secret cannot be read.');
  writeFileSync(path.join(folder, 'api-token'), '\n');
  expect(() => readSecret(folder, 'api-token')).toThrow('A secret is empty.');
});
