import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { homeAt } from '../src/config/home.ts';
import { createHistory } from '../src/demo/history.ts';
import { createBlocks } from '../src/past/blocks.ts';
import { over } from '../src/prometheus/api.ts';
import { alertsOf } from '../src/rules/alerts.ts';
import { makeSecrets } from '../src/runtime/secrets.ts';
import { everything } from '../test/dashboards/panels.ts';
import { startPrometheusOver } from '../test/engines/engine.ts';
import { programFor } from '../test/programs.ts';
import type { Row } from './row.ts';

const days = { lived: 17, replayed: 10 } as const;
const minute = 60_000;
const step = 2 * minute;
/** Alertmanager says again what has been over for longer than this. */
const another = 10 * minute;
const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;

interface Episode {
  readonly alert: string;
  readonly severity: string;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Stretches in which an expression has an answer for at least `holdMs`. */
const stretches = (
  values: readonly (readonly [time: number, value: number])[],
  holdMs: number,
): readonly { from: number; to: number; value: number }[] => {
  const found: { from: number; to: number; value: number }[] = [];
  for (const [time, value] of values) {
    const at = time * 1000;
    const last = found.at(-1);
    if (last && at - last.to <= another) Object.assign(last, { to: at, value });
    else found.push({ from: at, to: at, value });
  }
  return found.filter(({ from, to }) => to - from >= holdMs);
};

const holdOf = (length: string | undefined): number =>
  length === undefined ? 0 : Number.parseInt(length, 10) * secondsOf[length.slice(-1) as 'm'] * 1000;

/** Ten days of a made-up team, and every alert that would have been sent: read it as a person who gets them. */
export const benchReplay = async (): Promise<readonly Row[]> => {
  const promtool = await programFor('promtool');
  if (!promtool) throw new Error('promtool is not to be had here');
  const now = Math.floor(Date.now() / step) * step;
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'replay-')));
  mkdirSync(home.run);
  await makeSecrets(home, everything);
  const data = path.join(home.root, 'prometheus');
  mkdirSync(data);
  const { signal } = new AbortController();
  const blocks = createBlocks(promtool, data, signal);
  await createHistory({
    home,
    config: everything,
    now,
    days: days.lived,
    seed: 'replay',
    complete: blocks.add,
    progress: () => undefined,
    signal,
  });
  await blocks.done();
  const configuration = path.join(mkdtempSync(path.join(os.tmpdir(), 'replay-')), 'prometheus.yaml');
  writeFileSync(configuration, 'global: {}\n');
  const prometheus = await startPrometheusOver(data, configuration);
  if (!prometheus) throw new Error('Prometheus is not to be had here');
  const episodes: Episode[] = [];
  try {
    for (const alert of alertsOf(everything).flatMap(({ alerts }) => alerts)) {
      const curves = await over(prometheus.url, alert.expr, {
        start: (now - days.replayed * 86_400_000) / 1000,
        end: now / 1000,
        step: step / 1000,
        timeoutMilliseconds: 300_000,
      });
      for (const { labels, values } of curves)
        for (const stretch of stretches(values, holdOf(alert.for)))
          episodes.push({ alert: alert.name, severity: alert.severity, labels, ...stretch });
    }
  } finally {
    await prometheus.stop();
    rmSync(home.root, { recursive: true });
  }
  for (const { alert, severity, from, to, value, labels } of episodes.sort((a, b) => a.from - b.from))
    console.log(
      [
        new Date(from).toISOString().slice(0, 16),
        `${Math.round((to - from) / minute)} min`,
        severity,
        alert,
        value.toPrecision(3),
        JSON.stringify(labels),
      ].join('  '),
    );
  const sent = episodes.filter(({ severity }) => severity !== 'info');
  return [
    { what: `alerts in ${days.replayed} days, info not sent by default`, value: episodes.length, unit: '' },
    { what: 'of them sent (warning and critical)', value: sent.length, unit: '' },
  ];
};
