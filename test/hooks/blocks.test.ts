import { expect, test } from 'vitest';
import { findBlocks } from '../../src/hooks/journal/audit-trail.ts';
import { bash, openService, temporary } from './open.ts';

const nowhere = '/nowhere';

test('the audit trail is the same from the service and, when it is down, from its journal', async () => {
  const service = await openService();
  await service.post(bash('rm -rf /'));
  await service.post({
    ...bash('ls'),
    tool_name: 'Read',
    tool_input: { file_path: '/home/dev/project/.env' },
  });
  const places = { ...service.place, data: service.data, entry: temporary() };
  const told = await findBlocks(places, { limit: 10 });
  expect(told.map(({ tool }) => tool)).toEqual(['Read', 'Bash']);
  expect(await findBlocks(places, { limit: 10, tool: 'Bash' })).toEqual([told[1]]);
  expect(await findBlocks(places, { limit: 10, code: told[0]?.code })).toEqual([told[0]]);
  expect(await findBlocks(places, { limit: 1 })).toEqual([told[0]]);
  expect(await findBlocks(places, { limit: 10, since: Date.now() + 1000 })).toEqual([]);
  await service.close();
  expect(await findBlocks({ ...places, sockets: nowhere }, { limit: 10 })).toEqual(told);
});

test('where nothing ran yet there are no blocks', async () => {
  expect(
    await findBlocks(
      { sockets: nowhere, secrets: nowhere, data: temporary(), entry: temporary() },
      { limit: 10 },
    ),
  ).toEqual([]);
});
