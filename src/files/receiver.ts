import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { exitCode, Failure } from '../failure.ts';
import { createOtlpHttp } from '../otlp/http.ts';
import { onlyLocal, onlyThisMachine } from '../service/only-local.ts';
import { createRecorder, createRecording } from './recorder.ts';

export interface ReceiverSettings {
  /** The file that records are added to. */
  readonly log: string;
  /** What persons are hashed with. */
  readonly key: string;
  /** What senders must show. */
  readonly token: string;
  /** 0: any free one. */
  readonly port: number;
}

export interface FileReceiver {
  readonly port: number;
  /** Resolves when what is being received is written. */
  readonly close: () => Promise<void>;
}

/**
 * A small receiver on a port of the loopback interface: what it answered 200 to is in the file, whatever becomes of it.
 * @throws Failure where it cannot listen
 */
export const startReceiver = async ({ log, key, token, port }: ReceiverSettings): Promise<FileReceiver> => {
  const app = express();
  app.disable('x-powered-by');
  app.use(onlyLocal(onlyThisMachine, () => 'api'));
  const append = (lines: string) => appendFileSync(log, lines, { mode: 0o600 });
  app.use(createOtlpHttp({ handle: createRecorder(createRecording(key), append), bearerToken: token }));
  const server = createServer({ requestTimeout: 30_000, headersTimeout: 5_000 }, app);
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (cause) {
    throw new Failure('The receiver cannot listen.', {
      where: `127.0.0.1:${port}`,
      fix: 'another receiver may be there: end it, or take another port with --port',
      exitCode: exitCode.failed,
      cause,
    });
  }
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      const late = setTimeout(() => server.closeAllConnections(), 2000);
      await closed;
      clearTimeout(late);
    },
  };
};
