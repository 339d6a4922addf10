import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryHome } from '../home.ts';
import { run } from './run.ts';

test('where there is no terminal the address is printed', async () => {
  const home = temporaryHome('ports: { grafana: 23000, prometheus: 29090 }\n');
  expect(await run(home, ['open'])).toMatchObject({ code: 3, out: '' });
  mkdirSync(home.run);
  writeFileSync(path.join(home.run, 'runtime'), 'native\n');
  expect(await run(home, ['open', 'cost'])).toMatchObject({
    code: 0,
    out: 'http://127.0.0.1:23000/d/claude-code-cost',
  });
  expect((await run(home, ['open', 'prometheus'])).out).toBe('http://127.0.0.1:29090/');
  expect(await run(home, ['open', 'nonsense'])).toMatchObject({ code: 2 });
});
