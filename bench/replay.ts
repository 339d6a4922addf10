import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { homeAt } from '../src/config/home.ts';
import { createHistory } from '../src/demo/history.ts';
import { blocksIn, createBlocks } from '../src/past/blocks.ts';
import type { Alert } from '../src/rules/alert.ts';
import { alertsOf } from '../src/rules/alerts.ts';
import { inhibitions } from '../src/rules/inhibitions.ts';
import { usualSpend } from '../src/rules/usual-spend.ts';
import { makeSecrets } from '../src/runtime/secrets.ts';
import { everything as withPersons } from '../test/dashboards/panels.ts';
import { programFor } from '../test/programs.ts';
import { asked, type Moments, recordInPasses, spendPasses } from './past-rules.ts';
import type { Row } from './row.ts';

/** What is usual is learnt from the days before those that are replayed. */
const days = { lived: 31, replayed: 10 } as const;
const minute = 60_000;
const day = 24 * 60 * minute;
const steps = { fine: 2 * minute, recorded: 60 * minute } as const;
/** An alert that is over for less than this goes on. */
const another = 10 * minute;
const secondsOf = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 } as const;
/** While the stack is off, nobody evaluates rules: a scrape within two minutes, before or after. The past has one in four. */
const isUp = 'on () sum(count_over_time(up[4m] offset -2m)) > 0';

/** As a team has it that sets budgets: a busy week is dearer than one of them. */
const everything = {
  ...withPersons,
  budgets: {
    ...withPersons.budgets,
    daily: 60,
    weekly: 230,
    monthly: 1000,
    for: [{ label: 'project', value: 'payments', weekly: 60 }],
  },
};

interface Episode {
  readonly alert: Alert;
  readonly from: number;
  readonly to: number;
  readonly value: number;
  readonly labels: Readonly<Record<string, string>>;
}

/** Stretches in which an expression has an answer for at least `holdMs`. */
const stretches = (
  values: readonly (readonly [time: number, value: number])[],
  gapMs: number,
  holdMs: number,
): readonly { from: number; to: number; value: number }[] => {
  const found: { from: number; to: number; value: number }[] = [];
  for (const [time, value] of values) {
    const at = time * 1000;
    const last = found.at(-1);
    if (last && at - last.to <= gapMs) Object.assign(last, { to: at, value });
    else found.push({ from: at, to: at, value });
  }
  return found.filter(({ from, to }) => to - from >= holdMs);
};

const holdOf = (length: string | undefined): number =>
  length === undefined ? 0 : Number.parseInt(length, 10) * secondsOf[length.slice(-1) as 'm'] * 1000;

const readsUsualSpend = ({ expr }: Alert): boolean =>
  usualSpend.rules.some((rule) => 'record' in rule && expr.includes(rule.record));

const episodesOf = async (
  folder: string,
  alerts: readonly Alert[],
  moments: Moments,
): Promise<readonly Episode[]> => {
  const expressions = alerts.map(({ expr }) => `(${expr}) and ${isUp}`);
  const answers = await asked(folder, expressions, moments);
  return alerts.flatMap((alert, index) => {
    // Between two looks nothing is known: what holds at one of them is taken to have held long enough.
    const hold = moments.step > holdOf(alert.for) ? 0 : holdOf(alert.for);
    return (answers[index] ?? []).flatMap(({ labels, values }) =>
      stretches(values, Math.max(another, moments.step), hold).map((one) => ({ alert, labels, ...one })),
    );
  });
};

/** The alert that keeps an episode from being sent (`inhibitions`). */
const inhibitedBy = (one: Episode, all: readonly Episode[]): string | undefined =>
  all.find(
    (cause) =>
      cause.from <= one.from &&
      cause.to >= one.from &&
      inhibitions.some(
        ({ cause: name, job, follows, equal = [] }) =>
          name === cause.alert.name &&
          (follows as readonly string[]).includes(one.alert.name) &&
          (job === undefined || cause.labels['job'] === job) &&
          equal.every((label) => cause.labels[label] === one.labels[label]),
      ),
  )?.alert.name;

/** What becomes of an episode with a receiver as it is by default: warnings and worse, one message for each alert under way. */
const outcomeOf = (one: Episode, all: readonly Episode[]): string => {
  if (one.alert.severity === 'info') return 'boards only (info)';
  const cause = inhibitedBy(one, all);
  if (cause) return `not sent: ${cause}`;
  const sameMessage = all.some(
    (other) =>
      other !== one &&
      other.alert === one.alert &&
      other.from <= one.from &&
      other.to >= one.from &&
      all.indexOf(other) < all.indexOf(one),
  );
  return sameMessage ? 'in the message before' : 'SENT';
};

/** Days of a made-up team, lived through into the data of a folder. */
const live = async (root: string, now: number): Promise<void> => {
  const promtool = await programFor('promtool');
  if (!promtool) throw new Error('promtool is not to be had here');
  const home = homeAt(path.join(root, 'home'));
  mkdirSync(home.run, { recursive: true });
  await makeSecrets(home, everything);
  const data = path.join(root, 'data');
  mkdirSync(data, { recursive: true });
  const { signal } = new AbortController();
  const blocks = createBlocks(blocksIn(promtool, data), signal);
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
};

/** Ten days of a made-up team, and every alert that would have been sent: read it as a person who gets them. */
export const benchReplay = async (): Promise<readonly Row[]> => {
  const now = Math.floor(Date.now() / steps.recorded) * steps.recorded;
  const root = mkdtempSync(path.join(os.tmpdir(), 'replay-'));
  try {
    await live(root, now);
    const moments = { from: now - days.replayed * day, to: now };
    const recorded = usualSpend.rules.filter((rule) => 'record' in rule);
    const all = { from: now - days.lived * day, to: now, step: steps.recorded };
    await recordInPasses(root, recorded, spendPasses, all);
    const alerts = alertsOf(everything).flatMap((group) => group.alerts);
    const fine = alerts.filter((alert) => !readsUsualSpend(alert));
    const episodes = [
      ...(await episodesOf(root, fine, { ...moments, step: steps.fine })),
      ...(await episodesOf(root, alerts.filter(readsUsualSpend), { ...moments, step: steps.recorded })),
    ].sort((one, other) => one.from - other.from);
    for (const one of episodes) {
      const { alert, from, to, value, labels } = one;
      const took = `${Math.round((to - from) / minute)} min`;
      const what = [alert.severity, alert.name, value.toPrecision(3), JSON.stringify(labels)];
      const when = new Date(from).toISOString().slice(0, 16);
      console.log([when, took, ...what, outcomeOf(one, episodes)].join('  '));
    }
    const messages = episodes.filter((one) => outcomeOf(one, episodes) === 'SENT').length;
    return [
      { what: `replay: alerts in ${days.replayed} days of a team`, value: episodes.length, unit: '' },
      { what: 'replay: messages to a receiver as it is by default', value: messages, unit: '' },
    ];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};
