import { expect, test } from 'vitest';
import { temporaryHome } from '../home.ts';
import { run } from './run.ts';

test('an audit log is sent to an address alone, and what is not one is refused with an example', async () => {
  for (const address of ['foo', 'siem:4318', 'file:///etc/passwd'])
    expect(await run(temporaryHome(), ['audit', '--otlp', address])).toMatchObject({
      code: 2,
      err: expect.stringContaining('--otlp http://siem.example:4318/v1/logs'),
    });
});
