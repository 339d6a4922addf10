import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { scenarios } from '../captures/read.ts';
import { run } from '../cli/run.ts';
import { configuredHome, missing } from '../lifecycle/backup/running.ts';
import { prepare, requestsOf, sendJson } from '../replay/replay.ts';
import { succeeded } from '../succeeded.ts';
import { waitFor } from './wait.ts';

const lacking = await missing();
if (lacking.length > 0) console.warn(`skipped: this machine lacks ${lacking.join(', ')}`);

test.skipIf(lacking.length > 0)(
  'with security.closed nobody reads a number without a login, and everything goes on being counted',
  { timeout: 180_000 },
  async () => {
    const { home, url } = await configuredHome({ security: { closed: true } });
    succeeded(await run(home, ['start']));
    const secret = (name: string) => readFileSync(path.join(home.secrets, name), 'utf8').trim();
    const basic = `Basic ${Buffer.from(`admin:${secret('login-password')}`).toString('base64')}`;
    const places = [
      `${url('prometheus')}/api/v1/query?query=up`,
      `${url('prometheus')}/graph`,
      `${url('pushgateway')}/metrics`,
      `${url('grafana')}/`,
      `${url('grafana')}/api/v1/sessions`,
      `${url('ledger')}/metrics`,
      `${url('hooks')}/metrics`,
    ];
    const statusOf = async (place: string, authorization?: string) =>
      (await fetch(place, { redirect: 'manual', headers: authorization ? { authorization } : {} })).status;
    for (const place of places) {
      expect({ place, status: await statusOf(place) }).toEqual({ place, status: 401 });
      expect({ place, status: await statusOf(place, 'Basic YWRtaW46YWRtaW4=') }).toEqual({
        place,
        status: 401,
      });
      expect({ place, isOpened: (await statusOf(place, basic)) < 400 }).toEqual({ place, isOpened: true });
      expect({ place, isOpened: (await statusOf(place, `Bearer ${secret('api-token')}`)) < 400 }).toEqual({
        place,
        isOpened: true,
      });
    }
    for (const port of ['ledger', 'hooks', 'grafana'] as const)
      expect({ port, status: await statusOf(`${url(port)}/ready`) }).toEqual({ port, status: 200 });

    const [one] = scenarios();
    if (!one) throw new Error('no recorded session');
    await sendJson(url('otlpHttp'), requestsOf(prepare(one, { shiftTo: Date.now() })), {
      concurrency: 1,
      retryForMs: 30_000,
    });
    await waitFor('every job scraped, with its login', async () => {
      const asked = await fetch(`${url('prometheus')}/api/v1/query?query=up`, {
        headers: { authorization: basic },
      });
      const { data } = (await asked.json()) as { data: { result: { value: [number, string] }[] } };
      return data.result.length >= 4 && data.result.every(({ value }) => value[1] === '1');
    });
    expect(await run(home, ['status'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('login-password'),
    });
    expect((await run(home, ['watch', '--once', '--json'])).out).toContain('"spent"');
  },
);
