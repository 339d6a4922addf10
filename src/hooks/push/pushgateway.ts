import { setTimeout as sleep } from 'node:timers/promises';

/** How a push ended. `refused`: an answer other than 2xx. `lost`: it may have arrived. `unreached`: it did not. */
export type PushOutcome = 'accepted' | 'refused' | 'lost' | 'unreached';

export interface PushTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * One label of a grouping key as a piece of the path. Pushgateway cuts at `/` even when it is encoded, and takes no
 * empty value: both go as base64. https://github.com/prometheus/pushgateway#url
 */
export const grouping = (label: string, value: string): string =>
  value === '' || value.includes('/')
    ? `${label}@base64/${Buffer.from(value).toString('base64url') || '='}`
    : `${label}/${encodeURIComponent(value)}`;

/** Where to push: `address` with or without scheme, path and `user:password@`. */
export const pushTarget = (address: string, labels: Readonly<Record<string, string>>): PushTarget => {
  const url = new URL(/^https?:\/\//.test(address) ? address : `http://${address}`);
  const credentials = [url.username, url.password].map(decodeURIComponent).join(':');
  url.username = '';
  url.password = '';
  const key = Object.entries(labels).map(([label, value]) => grouping(label, value));
  return {
    url: [url.href.replace(/\/$/, ''), 'metrics', ...key].join('/'),
    headers:
      credentials === ':' ? {} : { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
  };
};

const unreached = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);

const codeOf = (error: unknown): string => {
  const cause = (error as Error).cause as { code?: string } | undefined;
  return cause?.code ?? (error as Error).name;
};

/** Replaces the whole group by `text` (PUT). Never throws; `message` says what went wrong. */
export const push = async (
  { url, headers }: PushTarget,
  text: string,
  timeoutMilliseconds = 5000,
): Promise<{ readonly outcome: PushOutcome; readonly message: string }> => {
  try {
    const response = await fetch(url, {
      method: 'PUT',
      headers: { ...headers, 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: text,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMilliseconds),
    });
    const answer = (await response.text()).trim().slice(0, 200);
    if (response.ok) return { outcome: 'accepted', message: '' };
    return { outcome: 'refused', message: `${response.status} ${answer}`.trim() };
  } catch (error) {
    const code = codeOf(error);
    return { outcome: unreached.has(code) ? 'unreached' : 'lost', message: code };
  }
};

/** Milliseconds before try number `failures` + 1: doubles from one second to thirty, the upper half at random. */
export const backOff = (failures: number): number => {
  const most = Math.min(30_000, 1000 * 2 ** (failures - 1));
  return most / 2 + Math.random() * (most / 2);
};

export interface PusherOptions {
  /** Pushes the state as it is when called. True when it was accepted. */
  readonly attempt: () => Promise<boolean>;
  /** In how many milliseconds something held back may become visible without any event. */
  readonly pending: () => number | undefined;
  readonly debounceMilliseconds?: number;
  readonly intervalMilliseconds?: number;
}

export interface Pusher {
  /** The state changed. */
  readonly changed: () => void;
  /** Ends the loop with one last push; waits for the one in flight. */
  readonly stop: () => Promise<void>;
}

/**
 * Pushes on change, a second later, and at least every minute; one at a time, always the newest state. After a failure
 * it waits longer each time.
 */
export const startPusher = ({
  attempt,
  pending,
  debounceMilliseconds = 1000,
  intervalMilliseconds = 60_000,
}: PusherOptions): Pusher => {
  let dirty = true;
  let stopped = false;
  let waking = new AbortController();

  const pause = async (milliseconds: number) => {
    if (stopped) return;
    waking = new AbortController();
    await sleep(milliseconds, undefined, { signal: waking.signal }).catch(() => {});
  };

  const idle = async () => {
    if (!dirty) await pause(Math.min(intervalMilliseconds, pending() ?? intervalMilliseconds));
    if (dirty) await pause(debounceMilliseconds);
  };

  const loop = async () => {
    let failures = 0;
    while (!stopped) {
      dirty = false;
      failures = (await attempt()) ? 0 : failures + 1;
      // What could not be pushed is still to be pushed; and no event cuts the waiting short.
      dirty ||= failures > 0;
      await (failures > 0 ? pause(backOff(failures)) : idle());
    }
    await attempt();
  };
  const running = loop();

  return {
    changed: () => {
      if (dirty) return;
      dirty = true;
      waking.abort();
    },
    stop: async () => {
      stopped = true;
      waking.abort();
      await running;
    },
  };
};
