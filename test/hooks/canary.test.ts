import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { defaultPolicy } from '@start-observability/guard/tighten.ts';
import { expect, test } from 'vitest';
import { canaryPayload, dangerousCommand, harmlessCommand } from '../../src/doctor/canary.ts';
import { entryPath, installEntry } from '../../src/hooks/entry/install.ts';
import { entryPrograms } from './bundle.ts';
import { openService, secretsIn, temporary } from './open.ts';

const built = entryPrograms();

test('a canary is judged and answered, counted in its own series, and in nothing else', async () => {
  const service = await openService();
  expect(await service.post(canaryPayload(harmlessCommand))).toEqual({ status: 204, text: '' });
  const refused = await service.post(canaryPayload(dangerousCommand));
  expect(JSON.parse(refused.text).hookSpecificOutput.permissionDecision).toBe('deny');
  expect(await service.samples()).toEqual({});
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toContain('start_observability_canary_total{signal="hooks"} 2\n');
  expect((await service.get('/api/blocks')).json).toEqual([]);
  expect((await service.get('/api/events')).json).toEqual([]);
});

test('an entry without its service refuses a dangerous canary, and leaves nothing for the service', async () => {
  const folder = temporary();
  const secrets = secretsIn(folder);
  await installEntry({
    port: 9,
    folder,
    sockets: temporary(),
    secrets,
    from: built.from,
    policy: defaultPolicy,
  });
  const { stdout, status } = spawnSync(entryPath(folder), {
    input: JSON.stringify(canaryPayload(dangerousCommand)),
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout).hookSpecificOutput.permissionDecision).toBe('deny');
  expect(existsSync(path.join(folder, 'spool'))).toBe(false);
});
