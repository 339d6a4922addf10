import { costUsage, tokenUsage } from '../catalogue/telemetry.ts';
import { createAmounts } from './amounts.ts';
import type { FileRecord, SessionData } from './record.ts';

type SessionSummary = SessionData['sessions'][number];

const isoOf = (microseconds: number): string => new Date(microseconds / 1000).toISOString();

const bySession = (records: readonly FileRecord[]): ReadonlyMap<string, readonly FileRecord[]> => {
  const found = new Map<string, FileRecord[]>();
  for (const record of records) {
    const own = found.get(record.session);
    if (own) own.push(record);
    else found.set(record.session, [record]);
  }
  return found;
};

const timesOf = (records: readonly FileRecord[]) => {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { time } of records) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  return { started: isoOf(first), ended: isoOf(last) };
};

const countEvents = (records: readonly FileRecord[]): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { kind, name } of records) if (kind === 'event') counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

/** What a person wants to know of each session at the top of its data. */
export const sessionsIn = (records: readonly FileRecord[]): SessionSummary[] => {
  const amountOf = createAmounts();
  const sum = (
    own: readonly FileRecord[],
    metric: { readonly name: string; readonly scale: number },
  ): number =>
    own.reduce((total, record) => (record.name === metric.name ? total + amountOf(record) : total), 0) /
    metric.scale;
  return [...bySession(records)].map(([session, own]) => {
    const find = (name: 'team' | 'project' | 'account') => own.find((record) => record[name])?.[name];
    const [team, project, account] = [find('team'), find('project'), find('account')];
    return {
      session,
      ...timesOf(own),
      ...(team && { team }),
      ...(project && { project }),
      ...(account && { account }),
      events: countEvents(own),
      cost_usd: sum(own, costUsage),
      tokens: sum(own, tokenUsage),
    };
  });
};
