import path from 'node:path';
import { digest } from '../../src/ledger/attributes.ts';
import { openStore, storeFile } from '../../src/ledger/store.ts';
import { answer, openForReading } from '../../src/queries/engine/answer.ts';
import type { AskSql } from '../../src/reports/ask.ts';
import { transaction } from '../../src/store/database.ts';
import { createTogether } from '../../src/store/together.ts';
import { syncTables } from '../../src/tables/sync.ts';
import { createTables } from '../../src/tables/tables.ts';
import { temporaryFolder } from '../ledger/open.ts';

type Values = Readonly<Record<string, string | number | boolean>>;

interface Request {
  readonly input?: number;
  readonly output?: number;
  readonly read?: number;
  readonly written?: number;
  readonly prompt?: string;
  readonly model?: string;
  readonly agent?: string;
  readonly ms?: number;
  /** Nano-dollars for an input token: 5000 of Opus, 1000 of Haiku. */
  readonly unit?: number;
}

interface Tool {
  readonly ok?: boolean;
  readonly prompt?: string;
  readonly bytes?: number;
  readonly file?: string;
}

/** A Wednesday; sessions begin at nine. */
export const day = '2024-11-27';
export const now = Date.parse(`${day}T20:00:00Z`) * 1000;
const nine = Date.parse(`${day}T09:00:00Z`) * 1000;

/** Sessions written by hand, so that what a report has to say of them is known. Times are seconds after nine. */
export const plant = () => {
  const folder = temporaryFolder();
  const store = openStore(folder);
  store.exec('PRAGMA synchronous = OFF');
  transaction(store, () => syncTables(store, []));
  const tables = createTables(store, { zone: 'UTC' });
  const together = createTogether(store, [tables]);
  let sequence = 0;

  const session = (id: string, project = 'shop', dayOffset = 0) => {
    const resource = new Map(Object.entries({ 'project.name': project, user: 'ann' }));
    const at = (second: number) => nine + second * 1e6 + dayOffset * 86_400e6;
    const event = (second: number, name: string, values: Values) => {
      sequence += 1;
      const attributes = new Map(Object.entries({ 'session.id': id, ...values }));
      const identity = digest(`${sequence}`);
      const time = at(second);
      together(() =>
        tables.event({ identity, name, time, received: time, session: id, attributes, resource }),
      );
    };
    const point = (second: number, metric: string, amount: number, values: Values = {}) =>
      together(() =>
        tables.point({
          metric,
          time: at(second),
          session: id,
          amount,
          attributes: new Map(Object.entries(values)),
          resource,
        }),
      );
    return {
      event,
      point,
      /** Returns what it cost, in nano-dollars. */
      request: (second: number, of: Request = {}) => {
        const { input = 0, output = 0, read = 0, written = 0, unit = 5000, model = 'claude-opus-4-8' } = of;
        const nano = Math.round((input + 0.1 * read + 1.25 * written + 5 * output) * unit);
        event(second, 'api_request', {
          model,
          input_tokens: input,
          output_tokens: output,
          cache_read_tokens: read,
          cache_creation_tokens: written,
          cost_usd: nano / 1e9,
          duration_ms: of.ms ?? 1000,
          ...(of.prompt && { 'prompt.id': of.prompt }),
          ...(of.agent && { 'agent.id': of.agent, agent_id: of.agent }),
        });
        point(second, 'claude_code.cost.usage', nano, { model });
        return nano;
      },
      tool: (second: number, name: string, of: Tool = {}) =>
        event(second, 'tool_result', {
          tool_name: name,
          tool_use_id: `call ${sequence + 1}`,
          success: String(of.ok ?? true),
          duration_ms: 100,
          tool_result_size_bytes: of.bytes ?? 0,
          ...(of.prompt && { 'prompt.id': of.prompt }),
          ...(of.file && { tool_input: JSON.stringify({ file_path: of.file }) }),
        }),
    };
  };

  const ask: AskSql = async ({ sql, parameters }) => {
    const database = openForReading(storeFile(folder));
    try {
      return answer(database, { sql, parameters, mostRows: 10_000 });
    } finally {
      database.close();
    }
  };
  return { session, ask, folder: path.resolve(folder), options: { zone: 'UTC', now } };
};

export type Planted = ReturnType<typeof plant>;
