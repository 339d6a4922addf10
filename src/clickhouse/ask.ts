import { exitCode, Failure } from '../failure.ts';
import type { Answer, Cell, StoreQuestion } from '../queries/engine/question.ts';
import { type ClickhouseClient, ClickhouseError } from './client.ts';
import { ownDatabase } from './schema.ts';

interface Answered {
  readonly meta: readonly { readonly name: string }[];
  readonly data: readonly (readonly Cell[])[];
  readonly statistics: { readonly elapsed: number };
}

const typeOf = (value: string | number | null): string => {
  if (typeof value === 'number') return Number.isInteger(value) ? 'Int64' : 'Float64';
  return value === null ? 'Nullable(String)' : 'String';
};

/** `:name`, as SQLite writes parameters, becomes `{name:Type}`; texts in quotes stay what they are. */
const withParameters = (sql: string, parameters: StoreQuestion['parameters']): string =>
  sql.replaceAll(/'(?:[^']|'')*'|(?<!:):([A-Za-z_]\w*)/g, (text, name?: string) =>
    name !== undefined && Object.hasOwn(parameters, name)
      ? `{${name}:${typeOf(parameters[name] as string | number | null)}}`
      : text,
  );

/** What the profile of the user who reads allows. */
const longestSeconds = 30;

export interface ClickhouseQuestion extends Omit<StoreQuestion, 'file'> {
  /** It is ended after this, and never later than after half a minute. */
  readonly mostSeconds?: number;
}

/**
 * Asks ClickHouse one question and takes as many rows as were asked for.
 * @throws Failure where it does not answer or refuses the statement
 */
export const askClickhouse = async (
  client: ClickhouseClient,
  { sql, parameters, mostRows, mostSeconds = longestSeconds }: ClickhouseQuestion,
): Promise<Answer> => {
  const statement = withParameters(sql.trim().replace(/;$/, ''), parameters);
  const given = Object.entries(parameters).filter(([name]) => statement.includes(`{${name}:`));
  try {
    const text = await client.run(`${statement}\nFORMAT JSONCompact`, {
      settings: {
        database: ownDatabase,
        max_execution_time: Math.min(longestSeconds, mostSeconds),
        ...Object.fromEntries(given.map(([name, value]) => [`param_${name}`, value ?? String.raw`\N`])),
      },
    });
    const { meta, data, statistics } = JSON.parse(text) as Answered;
    return {
      columns: meta.map(({ name }) => name),
      rows: data.slice(0, mostRows),
      isCut: data.length > mostRows,
      milliseconds: statistics.elapsed * 1000,
    };
  } catch (error) {
    if (error instanceof ClickhouseError && error.isRefusal)
      throw new Failure(error.message, {
        fix: 'See docs/sql.md for tables and columns.',
        exitCode: exitCode.usage,
      });
    throw error;
  }
};
