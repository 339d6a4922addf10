import path from 'node:path';
import { expect, it, vi } from 'vitest';
import { offerSetup } from '../../src/cli/commands/setup.ts';
import { connect, prepare } from '../../src/client/connect.ts';
import { readRecord, writeRecord } from '../../src/client/record.ts';
import { type Person, person, textOf } from './place.ts';

const offer = async (who: Person) => {
  vi.stubEnv('CLAUDE_CONFIG_DIR', path.dirname(who.settings));
  try {
    return await offerSetup(who.home);
  } finally {
    vi.unstubAllEnvs();
  }
};

it('start does not offer setup where there is nobody to ask, and writes nothing', async () => {
  const who = person('{}');
  expect(await offer(who)).toBe('unavailable');
  expect(textOf(who.settings)).toBe('{}');
});

it('start does not offer setup again to whoever did it or declined it', async () => {
  const done = person('{}');
  const options = done.connect();
  await connect(options, await prepare(options));
  expect(await offer(done)).toBe('remembered');

  const declined = person('{}');
  await writeRecord(declined.home, {
    ...(await readRecord(declined.home)),
    declined: new Date().toISOString(),
  });
  expect(await offer(declined)).toBe('remembered');
});
