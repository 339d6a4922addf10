import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Registry } from 'prom-client';
import { onTestFinished } from 'vitest';
import { createApp } from '../../src/ledger/app.ts';
import { createExposition } from '../../src/ledger/exposition.ts';
import { storeFile } from '../../src/ledger/store.ts';
import { createReader } from '../../src/queries/engine/reader.ts';
import { apiToken } from '../../src/service/token.ts';
import { run } from '../cli/run.ts';
import { temporaryHome } from '../home.ts';
import { type Opened, open } from '../ledger/open.ts';
import { unseen } from '../ledger/prometheus.ts';

const token = 'a token of the test';

/** A ledger that is asked over HTTP, and a command line that finds it. */
export const served = async (opened: Opened = open(), links: Readonly<Record<string, string>> = {}) => {
  const { ledger, store, folder } = opened;
  const reader = createReader(storeFile(folder));
  const exposition = createExposition(store, ledger, new Registry(), unseen);
  const app = createApp({
    ledger,
    store,
    exposition,
    now: () => Date.now() * 1000,
    receiver: { handle: ledger.take },
    reader,
    links,
    apiToken: token,
  });
  const server = createServer(app);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => {
    reader.close();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  const home = temporaryHome();
  mkdirSync(home.root, { recursive: true });
  mkdirSync(home.secrets, { recursive: true });
  writeFileSync(path.join(home.secrets, apiToken), token);
  writeFileSync(home.config, `ports: { ledger: ${port} }\n`);
  const url = `http://127.0.0.1:${port}/api/v1`;
  return {
    ...opened,
    home,
    url,
    query: (...args: readonly string[]) => run(home, ['query', ...args]),
    get: async (address: string) =>
      (await fetch(`${url}${address}`, { headers: { authorization: `Bearer ${token}` } })).json() as Promise<
        Record<string, unknown>
      >,
  };
};

export type Served = Awaited<ReturnType<typeof served>>;
