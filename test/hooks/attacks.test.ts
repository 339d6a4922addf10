import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import { entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { socketName } from '../../src/hooks/socket.ts';
import { type Attack, attacks } from './attack-list.ts';
import { entryPrograms } from './bundle.ts';
import { openService, temporary } from './open.ts';
import { respellings } from './respell.ts';

const built = entryPrograms();

let calls = 0;

const payloadOf = ({ command, call, fields }: Attack) => {
  calls += 1;
  return {
    session_id: 'attack',
    transcript_path: '/home/dev/.claude/projects/p/s.jsonl',
    cwd: '/home/dev/project',
    hook_event_name: 'PreToolUse',
    tool_use_id: `toolu_attack_${calls}`,
    ...(call ?? { tool_name: 'Bash', tool_input: { command } }),
    ...fields,
  };
};

/** Whether an answer stops the call, in whatever form the sender reads. */
const stops = (answer: string): boolean =>
  /"(?:permissionDecision|decision)":"(?:deny|ask|block)"/.test(answer);

const throughEntry = async (entry: string, attack: Attack, env: Readonly<Record<string, string>> = {}) => {
  const child = spawn(entry, { env: { HOME: '/home/dev', CLAUDE_PROJECT_DIR: '/home/dev/project', ...env } });
  let answer = '';
  child.stdout.on('data', (part) => {
    answer += part;
  });
  child.stdin.end(JSON.stringify(payloadOf(attack)));
  await once(child, 'close');
  expect(child.exitCode).toBe(0);
  return answer;
};

const throughSocket = (sockets: string, attack: Attack): Promise<string> =>
  new Promise((resolve, reject) => {
    const sent = request(
      {
        socketPath: path.join(sockets, socketName),
        path: '/hooks',
        method: 'POST',
        headers: { host: 'localhost', 'x-home': '/home/dev', 'x-project': '/home/dev/project' },
      },
      (response) => {
        let answer = '';
        response.on('data', (part) => {
          answer += part;
        });
        response.on('end', () => resolve(answer));
      },
    );
    sent.on('error', reject);
    sent.end(JSON.stringify(payloadOf(attack)));
  });

const install = async (sockets: string, secrets: string) => {
  const folder = path.join(temporary(), 'entry');
  await installEntry({ port: 9, folder, sockets, secrets, from: built.from, policy: defaultPolicy });
  return entryPath(folder);
};

describe('no attack of the list passes', () => {
  test('there are at least forty', () => {
    expect(attacks.length).toBeGreaterThanOrEqual(40);
  });

  test.each(attacks.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
    const service = await openService();
    const entry = await install(service.sockets, service.secrets);
    const isStopped = stops(await throughEntry(entry, attack));
    expect(isStopped, `with the service (${attack.stoppedBy})`).toBe(true);
    await service.close();
    expect(stops(await throughEntry(entry, attack)), `alone (${attack.stoppedBy})`).toBe(true);
  });
});

describe('no respelling of one passes', () => {
  const commands = attacks.filter(({ command }) => command !== undefined);
  let seed = 1;
  beforeAll(() => {
    seed = Number(process.env['SEED'] ?? 1);
  });

  test.each(commands.map((attack) => [attack.name, attack] as const))('%s', async (_, attack) => {
    const service = await openService();
    const passed: string[] = [];
    for (const command of respellings(attack.command ?? '', seed)) {
      if (!stops(await throughSocket(service.sockets, { ...attack, command }))) passed.push(command);
    }
    expect(passed).toEqual([]);
  });
});
