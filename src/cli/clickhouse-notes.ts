import path from 'node:path';
import { ownClickhouseClient } from '../clickhouse/own-client.ts';
import { sizesOf } from '../clickhouse/sizes.ts';
import type { Home } from '../config/home.ts';
import type { ComponentStatus } from '../runtime/runtime.ts';

const mebibytes = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const seconds = 5;

/** How much ClickHouse holds, and where; nothing while it does not run. */
export const clickhouseNotes = async (
  home: Home,
  running: readonly ComponentStatus[],
): Promise<readonly string[]> => {
  const clickhouse = running.find(({ name }) => name === 'clickhouse');
  const [port] = clickhouse?.ports ?? [];
  if (clickhouse?.state !== 'healthy' || !port) return [];
  try {
    const { ownBytes, rawBytes } = await sizesOf(
      ownClickhouseClient({ secrets: home.secrets, port }, 'writer', seconds),
    );
    const place = path.join(home.data, 'clickhouse');
    return [`ClickHouse holds ${mebibytes(ownBytes)}, and ${mebibytes(rawBytes)} as received (${place}).`];
  } catch {
    return ['ClickHouse does not say how much it holds: `start-observability doctor` says more.'];
  }
};
