import type { Surroundings } from './surroundings.ts';

/** A group in Pushgateway: its grouping key, and the metrics in it with their types. */
export interface PushedGroup {
  readonly labels: Readonly<Record<string, string>>;
  readonly types: ReadonlyMap<string, string>;
}

interface Answer {
  readonly data?: readonly Readonly<Record<string, { readonly type?: string } & Record<string, string>>>[];
}

/** What Pushgateway holds, by group; nothing where it does not answer. Source: "Query API" of its README. */
export const pushedGroups = async ({ config }: Surroundings): Promise<readonly PushedGroup[]> => {
  try {
    const response = await fetch(`http://127.0.0.1:${config.ports.pushgateway}/api/v1/metrics`, {
      signal: AbortSignal.timeout(3000),
    });
    const { data = [] } = (await response.json()) as Answer;
    return data.map(({ labels = {}, ...metrics }) => ({
      labels,
      types: new Map(Object.entries(metrics).map(([name, { type = '' }]) => [name, type.toLowerCase()])),
    }));
  } catch {
    return [];
  }
};

/** One word of a URL's path; Pushgateway cuts at `/` even when it is encoded, so such a value goes as base64. */
const step = (name: string, value: string): string =>
  value === '' || value.includes('/')
    ? `${name}@base64/${Buffer.from(value).toString('base64url') || '='}`
    : `${name}/${encodeURIComponent(value)}`;

/** Where a group is deleted. */
export const groupPath = ({ labels: { job = '', ...others } }: PushedGroup): string =>
  ['/metrics', step('job', job), ...Object.entries(others).map(([name, value]) => step(name, value))].join(
    '/',
  );
