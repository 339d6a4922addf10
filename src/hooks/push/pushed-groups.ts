import { hookMetrics } from '../../catalogue/hook-metrics.ts';
import { hookJob } from '../../catalogue/stack-metrics.ts';
import { grouping, type PushTarget } from './pushgateway.ts';

/** A group in Pushgateway: its grouping key, and the metrics in it with their types. */
export interface PushedGroup {
  readonly labels: Readonly<Record<string, string>>;
  readonly types: ReadonlyMap<string, string>;
}

interface GroupsAnswer {
  readonly data?: readonly Readonly<Record<string, { readonly type?: string } & Record<string, string>>>[];
}

/** What Pushgateway holds, by group; nothing where it does not answer. Source: "Query API" of its README. */
export const pushedGroups = async (
  address: string,
  headers: PushTarget['headers'] = {},
): Promise<readonly PushedGroup[]> => {
  try {
    const response = await fetch(`${address}/api/v1/metrics`, {
      headers,
      signal: AbortSignal.timeout(3000),
    });
    const { data = [] } = (await response.json()) as GroupsAnswer;
    return data.map(({ labels = {}, ...metrics }) => ({
      labels,
      types: new Map(Object.entries(metrics).map(([name, { type = '' }]) => [name, type.toLowerCase()])),
    }));
  } catch {
    return [];
  }
};

/** Where a group is deleted. */
export const groupPath = ({ labels: { job = '', ...others } }: PushedGroup): string =>
  [
    '/metrics',
    grouping('job', job),
    ...Object.entries(others).map(([name, value]) => grouping(name, value)),
  ].join('/');

const ours = new Map<string, string>(hookMetrics.map(({ series, instrument }) => [series, instrument]));

/** Groups of others that hold a metric of ours as something that it is not: Pushgateway then refuses our push. */
export const contradictingGroups = (groups: readonly PushedGroup[]): readonly PushedGroup[] =>
  groups.filter(
    ({ labels, types }) =>
      labels['job'] !== hookJob &&
      [...types].some(([name, type]) => ours.has(name) && ours.get(name) !== type),
  );

const remove = async (url: string, headers: PushTarget['headers']): Promise<void> => {
  await fetch(url, { method: 'DELETE', headers, signal: AbortSignal.timeout(3000) }).catch(() => undefined);
};

/**
 * Makes room for a push that was refused: removes what contradicts it, and our own group, which an earlier version may
 * have pushed with other types. Nothing of ours is lost, because every push is whole.
 */
export const makeRoom = async ({ url, headers }: PushTarget): Promise<void> => {
  const address = url.slice(0, url.lastIndexOf('/metrics/job'));
  for (const group of contradictingGroups(await pushedGroups(address, headers)))
    await remove(`${address}${groupPath(group)}`, headers);
  await remove(url, headers);
};
