import { Failure } from '../failure.ts';
import { basic } from '../service/token.ts';

/** Where ClickHouse answers over HTTP, and as whom it is asked. */
export interface ClickhouseAddress {
  /** `http://host:port` */
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

export interface ClickhouseClient {
  /**
   * Runs one statement and returns what it answers.
   * @param settings go into the address: settings of ClickHouse, `param_NAME` for parameters
   * @param body rows for an INSERT; the statement then goes into the address
   */
  readonly run: (
    statement: string,
    options?: {
      readonly settings?: Readonly<Record<string, string | number>>;
      readonly body?: string | Uint8Array<ArrayBuffer>;
    },
  ) => Promise<string>;
}

const usualSeconds = 60;
const longestErrorCharacters = 500;

/** ClickHouse could not be asked, or refused: `isRefusal` when it answered that the statement is wrong. */
export class ClickhouseError extends Failure {
  readonly isRefusal: boolean;
  constructor(message: string, url: string, isRefusal: boolean, cause?: unknown) {
    super(message, { where: url, fix: 'start-observability logs clickhouse', cause });
    this.isRefusal = isRefusal;
  }
}

/** @throws ClickhouseError, from `run` */
export const createClickhouseClient = (
  { url, user, password }: ClickhouseAddress,
  timeoutSeconds = usualSeconds,
): ClickhouseClient => ({
  run: async (statement, { settings = {}, body } = {}) => {
    const address = new URL(url);
    for (const [name, value] of Object.entries(settings)) address.searchParams.set(name, String(value));
    if (body !== undefined) address.searchParams.set('query', statement);
    let response: Response;
    let text: string;
    try {
      response = await fetch(address, {
        method: 'POST',
        headers: { authorization: basic(user, password) },
        body: body ?? statement,
        signal: AbortSignal.timeout(timeoutSeconds * 1000),
      });
      text = await response.text();
    } catch (cause) {
      throw new ClickhouseError('ClickHouse does not answer.', url, false, cause);
    }
    if (response.ok && !response.headers.has('x-clickhouse-exception-code')) return text;
    throw new ClickhouseError(
      `ClickHouse refused: ${text.trim().slice(0, longestErrorCharacters)}`,
      url,
      response.status < 500 || response.headers.has('x-clickhouse-exception-code'),
    );
  },
});
