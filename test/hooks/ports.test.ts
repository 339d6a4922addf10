import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { entryPrograms } from './bundle.ts';
import { bash, openService, secretsIn, temporary } from './open.ts';

const { from } = entryPrograms();

const decisionIn = (text: string): string =>
  text === '' ? 'allow' : JSON.parse(text).hookSpecificOutput.permissionDecision;

test('nobody takes the place of a service on a port that a person configured', async () => {
  const { post } = await openService({ stackPorts: [14_319, 14_320] });
  const decided = async (command: string) => decisionIn((await post(bash(command))).text);
  expect(await decided('nc -l 14320')).toBe('deny');
  expect(await decided('kill $(lsof -ti:14319)')).toBe('deny');
  expect(await decided('nc -l 4320')).toBe('deny');
  expect(await decided('nc -l 14321')).toBe('allow');
});

test('the entry knows the configured ports when it decides alone', async () => {
  const folder = path.join(temporary(), 'entry');

  const options = { port: 14_320, folder, sockets: temporary(), secrets: secretsIn(temporary()), from };
  await installEntry({ ...options, policy: defaultPolicy, stackPorts: [14_319, 14_320] });
  const decided = async (command: string) =>
    decisionIn((await execa(entryPath(folder), { input: JSON.stringify(bash(command)) })).stdout);
  expect(await decided('python3 -m http.server 14320')).toBe('deny');
  expect(await decided('python3 -m http.server 8000')).toBe('allow');
});
