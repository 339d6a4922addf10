import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Registry } from 'prom-client';
import { expect, test } from 'vitest';
import { createGauges } from '../../src/ledger/gauges.ts';
import { createMarks } from '../../src/ledger/marks.ts';
import { run } from '../cli/run.ts';
import { served } from '../queries/served.ts';
import { succeeded } from '../succeeded.ts';
import { open } from './open.ts';

const exposed = async ({ ledger, store, folder }: ReturnType<typeof open>) =>
  (await (createGauges(ledger, store, folder, () => Date.now() * 1000) as Registry).metrics())
    .split('\n')
    .filter((line) => line.startsWith('claude_code_ledger_mark_timestamp_milliseconds{'));

test('a mark is exposed with its time, until it is removed', async () => {
  const { home, store, ledger, folder } = await served();
  const opened = { store, ledger, folder };
  succeeded(await run(home, ['mark', 'new CLAUDE.md', '--at', '2026-11-20T14:00Z']));
  succeeded(await run(home, ['mark', 'now']));
  const time = Date.parse('2026-11-20T14:00Z');
  expect(await exposed(opened)).toContain(
    `claude_code_ledger_mark_timestamp_milliseconds{text="new CLAUDE.md"} ${time}`,
  );
  expect((await run(home, ['mark', '--list'])).out).toMatch(/2026-11-20 14:00 +new CLAUDE\.md/);
  succeeded(await run(home, ['mark', '--remove', '1']));
  expect(await exposed(opened)).toHaveLength(1);
  expect((await run(home, ['mark', '--remove', '99'])).err).toContain('no mark of that number');
});

test('boards are shown the newest fifty, whatever their number', async () => {
  const opened = open();
  const marks = createMarks(opened.store);
  for (let nth = 1; nth <= 120; nth += 1) marks.add(`mark ${nth}`, nth * 1e6);
  const lines = await exposed(opened);
  expect(lines).toHaveLength(50);
  expect(lines.join()).toContain('text="mark 120"');
});

test('a mark that is not a line of text is refused', async () => {
  const { home } = await served();
  expect((await run(home, ['mark', 'x'.repeat(300)])).code).not.toBe(0);
  expect((await run(home, ['mark', 'x', '--at', 'soon'])).err).toContain('is not a time');
});

test('every board asks for the marks, and takes their values for times', () => {
  const boards = readdirSync('dashboards')
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join('dashboards', file), 'utf8')));
  for (const { annotations, title } of boards)
    expect(
      annotations.list.find(({ name }: { name: string }) => name === 'Marks'),
      title,
    ).toMatchObject({
      expr: 'max by (text) (claude_code_ledger_mark_timestamp_milliseconds)',
      useValueForTime: true,
      enable: true,
    });
});
