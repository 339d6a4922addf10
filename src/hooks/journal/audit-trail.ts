import { existsSync } from 'node:fs';
import { Failure } from '../../failure.ts';
import { spooled } from '../entry/spool.ts';
import { askService, type ServicePlace } from '../service-client.ts';
import { journalFile, openReadOnly } from './journal-store.ts';
import { type BlockFilter, type BlockRow, blockRows, isoTime } from './listings.ts';

export interface BlockPlaces extends ServicePlace {
  /** The service's data folder; not there when it runs in a container. */
  readonly data: string;
  /** Folder of the entry. */
  readonly entry: string;
}

const fromService = async (
  place: ServicePlace,
  filter: BlockFilter,
): Promise<readonly BlockRow[] | undefined> => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(filter)) {
    if (value !== undefined)
      query.set(name, name === 'since' ? new Date(Number(value)).toISOString() : `${value}`);
  }
  const { status, text } = await askService(place, { method: 'GET', path: `/api/blocks?${query}` });
  return status === 200 ? (JSON.parse(text) as BlockRow[]) : undefined;
};

const fromJournal = (data: string, filter: BlockFilter): readonly BlockRow[] => {
  if (!existsSync(journalFile(data))) return [];
  try {
    const store = openReadOnly(data);
    try {
      return blockRows(store, filter);
    } finally {
      store.close();
    }
  } catch (cause) {
    throw new Failure('The hook-event service does not answer, and its journal cannot be read.', {
      where: journalFile(data),
      fix: 'start-observability start',
      cause,
    });
  }
};

const matches = (row: BlockRow, filter: BlockFilter): boolean =>
  Date.parse(row.at) >= (filter.since ?? 0) &&
  (['category', 'pattern', 'tool', 'code'] as const).every(
    (name) => filter[name] === undefined || filter[name] === row[name],
  ) &&
  (filter.verdict === undefined ? ['deny', 'ask'].includes(row.verdict) : row.verdict === filter.verdict);

/** What the entry decided alone and has not handed in yet. */
const fromSpool = (entry: string, filter: BlockFilter): readonly BlockRow[] =>
  spooled(entry, 1000)
    .flatMap(({ record: { at, session, tool, mcpServer, toolUseId, project, judgement } }) =>
      judgement
        ? [
            {
              at: isoTime(at),
              verdict: judgement.verdict,
              category: judgement.category,
              pattern: judgement.pattern,
              tool: tool ?? 'none',
              ...(mcpServer && { mcp_server: mcpServer }),
              session,
              ...(toolUseId && { tool_use_id: toolUseId }),
              ...(project && { project }),
              decided_by: judgement.decidedBy,
              code: judgement.code,
            },
          ]
        : [],
    )
    .filter((row) => matches(row, filter));

/** The audit trail, newest first: from the service, else from its journal; and what still waits for it. */
export const findBlocks = async (
  { data, entry, ...place }: BlockPlaces,
  filter: BlockFilter,
): Promise<readonly BlockRow[]> => {
  const journalled = (await fromService(place, filter)) ?? fromJournal(data, filter);
  return [...fromSpool(entry, filter), ...journalled]
    .sort((one, other) => other.at.localeCompare(one.at))
    .slice(0, filter.limit);
};
