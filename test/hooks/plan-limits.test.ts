import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { homeAt } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import { openStore } from '../../src/hooks/journal/journal-store.ts';
import { paceOf } from '../../src/hooks/plan-limits/pace.ts';
import { createPlanLimits } from '../../src/hooks/plan-limits/plan-limits.ts';
import { reportedLimits } from '../../src/hooks/plan-limits/reported.ts';
import { socketFolder } from '../../src/hooks/socket.ts';
import { installStatusline, statuslinePath } from '../../src/statusline/install.ts';
import { waitFor } from '../e2e/wait.ts';
import { openService, secretsIn, temporary } from './open.ts';

const minute = 60_000;
const hour = 60 * minute;

/** What the client hands to a status line: five hours that reset in three, a week that resets in two days. */
const handed = (fiveHours: number, now: number) => ({
  session_id: 'a',
  cost: { total_cost_usd: 1.2345 },
  context_window: { used_percentage: 77 },
  rate_limits: {
    five_hour: { used_percentage: fiveHours, resets_at: Math.floor((now + 3 * hour) / 1000) },
    seven_day: { used_percentage: 63, resets_at: Math.floor((now + 48 * hour) / 1000) },
  },
});

const limitsIn = (data = temporary()) => createPlanLimits(openStore(data));

test('the status line passes the limits of the plan on, by the pseudonym of the account', async () => {
  const home = homeAt(path.join(temporary(), 'home'));
  const sockets = socketFolder(home.root);
  mkdirSync(sockets, { recursive: true, mode: 0o700 });
  const service = await openService({ sockets, secrets: secretsIn(home.root) });
  const person = temporary();
  writeFileSync(
    path.join(person, '.claude.json'),
    JSON.stringify({ oauthAccount: { accountUuid: 'real-account-id' } }),
  );
  const config = defaults();
  await installStatusline(home, { ...config, ports: { ...config.ports, hooks: service.port } });
  const { stdout } = await execa(statuslinePath(home), {
    input: JSON.stringify(handed(42, Date.now())),
    env: { NO_COLOR: '1', HOME: person, CLAUDE_CONFIG_DIR: '' },
  });
  expect(stdout).toContain('5h 42% · week 63%');
  await waitFor('the limits to arrive', async () => Object.keys(await service.samples()).some(isUsed));
  const samples = await service.samples();
  const used = Object.entries(samples).filter(([name]) => isUsed(name));
  expect(used.map(([, value]) => value).sort()).toEqual([0.42, 0.63]);
  expect(used.map(([name]) => name).join()).toMatch(/account="[0-9a-f]{16}"/);
  expect(JSON.stringify(samples)).not.toContain('real-account-id');
});

const isUsed = (name: string): boolean => name.startsWith('claude_code_plan_used_ratio');

test('a limit is unknown after its reset, and fifteen minutes after the last report', () => {
  const limits = limitsIn();
  const now = Date.UTC(2026, 10, 30, 12);
  limits.report(reportedLimits(handed(97, now), now), 'unknown', now);
  const windows = (at: number) => limits.known(at).map(({ window }) => window);
  expect(windows(now + 14 * minute).sort()).toEqual(['five_hour', 'seven_day']);
  expect(windows(now + 15 * minute)).toEqual([]);
  limits.report(reportedLimits(handed(97, now), now), 'unknown', now + 3 * hour - minute);
  expect(windows(now + 3 * hour - 1).sort()).toEqual(['five_hour', 'seven_day']);
  expect(windows(now + 3 * hour)).toEqual(['seven_day']);
  expect(limits.lines(now + 24 * hour)).toEqual([]);
});

test('a session that rests and reports what it saw earlier does not lower a limit', () => {
  const limits = limitsIn();
  const now = Date.now();
  limits.report(reportedLimits(handed(60, now), now), 'unknown', now);
  limits.report(reportedLimits(handed(20, now), now), 'unknown', now + minute);
  const [five] = limits.known(now + minute).filter(({ window }) => window === 'five_hour');
  expect(five?.used).toBe(0.6);
});

test('what is known of a window outlives a restart of the service', () => {
  const data = temporary();
  const now = Date.now();
  limitsIn(data).report(reportedLimits(handed(60, now), now), 'unknown', now);
  expect(limitsIn(data).known(now)).toHaveLength(2);
});

test.each([
  ['an API key', { session_id: 'a', cost: { total_cost_usd: 1 } }],
  ['text', 'no JSON of a client'],
  ['a share that is none', { rate_limits: { five_hour: { used_percentage: 'all', resets_at: 1 } } }],
  ['a window of a thousand years', { rate_limits: { five_hour: { used_percentage: 97, resets_at: 4e10 } } }],
  ['a window that is over', { rate_limits: { seven_day: { used_percentage: 97, resets_at: 1_000_000 } } }],
])('nothing is reported of %s', (_, body) => {
  expect(reportedLimits(body, Date.now())).toEqual([]);
});

test('the spend limit of a gateway is above 100 % once it is exceeded', () => {
  const now = Date.now();
  const resets_at = Math.floor(now / 1000) + 3600;
  const spend_limit = { used_percentage: 112.5, resets_at, used_usd: 45, limit_usd: 40, period: 'daily' };
  expect(reportedLimits({ rate_limits: { spend_limit } }, now)).toMatchObject([
    { window: 'spend_limit', used: 1.125 },
  ]);
});

/** A report each minute, as `used` says by the hours since the window began. */
const window = (hours: number, used: (hours: number) => number) =>
  Array.from({ length: hours * 60 }, (_, at) => ({
    at: (at + 1) * minute,
    used: used((at + 1) / 60),
  }));

test('a steady use is full when it says, with no band', () => {
  const { perHour, full } = paceOf(
    window(2, (hours) => hours * 0.25),
    0,
    5 * hour,
  );
  expect(perHour).toBeCloseTo(0.25);
  for (const at of Object.values(full)) expect(at / hour).toBeCloseTo(4);
});

test('a use that became faster is full sooner than the line says, and the band has both', () => {
  const { full } = paceOf(
    window(2, (hours) => (hours < 1.6 ? hours * 0.1 : 0.16 + (hours - 1.6) * 1.2)),
    0,
    5 * hour,
  );
  const [earliest, expected] = [full.earliest ?? 0, full.expected ?? 0];
  expect(earliest / hour).toBeCloseTo(2 + (1 - 0.64) / 1.2, 1);
  expect(expected).toBeGreaterThan(earliest);
  expect(expected).toBeLessThanOrEqual(full.latest ?? 0);
});

test('nothing is full that lasts until its reset', () => {
  expect(
    paceOf(
      window(2, (hours) => hours * 0.1),
      0,
      5 * hour,
    ).full,
  ).toEqual({});
});
