import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../cli/run.ts';
import { eventRequest, metricsRequest } from '../ledger/point.ts';
import { served } from './served.ts';

/** People with a session each; the last one on a model of their own. */
const filled = async (people: number) => {
  const at = await served();
  for (let person = 0; person < people; person += 1) {
    const session = `session-${person}`;
    await at.ledger.take(
      'metrics',
      metricsRequest({
        metric: 'claude_code.cost.usage',
        session,
        value: 0.25,
        attributes: { model: person === 0 ? 'rare' : 'opus' },
        resource: { user: `person-${person}`, project: `project-${person}` },
      }),
    );
    await at.ledger.take('logs', eventRequest('api_request', { model: 'opus', cost_usd: 0.25 }, { session }));
  }
  return at;
};

const textOf = (folder: string): string =>
  readdirSync(folder)
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');

test('an export has every table with rows, whole', async () => {
  const { home } = await filled(3);
  const folder = path.join(home.root, 'out');
  const { code } = await run(home, ['export', folder]);
  expect(code).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['api_request.csv', 'days.csv', 'sessions.csv']);
  const lines = readFileSync(path.join(folder, 'sessions.csv'), 'utf8').trim().split('\r\n');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toMatch(/^session_id,/);
});

test('a range leaves out what is before and after it', async () => {
  const { home } = await filled(1);
  const folder = path.join(home.root, 'out');
  await run(home, ['export', folder, '--until', '2020-01-01']);
  expect(readdirSync(folder)).toEqual([]);
});

test('one table goes into one file, as JSON lines with its types', async () => {
  const { home } = await filled(1);
  const file = path.join(home.root, 'sessions.jsonl');
  await run(home, ['export', file, '--format', 'jsonl', '--tables', 'sessions']);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
    session_id: 'session-0',
    cost_nanodollars: 250000000,
  });
  const several = await run(home, ['export', file, '--format', 'jsonl']);
  expect([several.code, several.err]).toEqual([2, expect.stringContaining('One file holds one table')]);
});

test('what is shared names no person, project or session, and no group of fewer than five', async () => {
  const { home } = await filled(6);
  const folder = path.join(home.root, 'shared');
  await run(home, ['export', folder, '--shareable']);
  expect(textOf(folder)).not.toMatch(/person-|project-|session-|rare/);
  expect(readFileSync(path.join(folder, 'models.csv'), 'utf8')).toMatch(/\r\nopus,5,/);
  const few = await filled(4);
  const empty = path.join(few.home.root, 'shared');
  await run(few.home, ['export', empty, '--shareable']);
  expect(existsSync(path.join(empty, 'days.csv'))).toBe(false);
});
