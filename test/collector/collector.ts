import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import express from 'express';
import { homeAt } from '../../src/config/home.ts';
import type { Config } from '../../src/config/schema.ts';
import type { Outcome } from '../../src/otlp/handle.ts';
import { createOtlpHttp } from '../../src/otlp/http.ts';
import type { ExportRequest, OtlpSignal } from '../../src/otlp/model.ts';
import { collectorArtefacts } from '../../src/stack/collector.ts';
import { processes } from '../../src/stack/site.ts';
import { waitFor } from '../e2e/wait.ts';
import { testConfig } from '../ports.ts';
import { programFor } from '../programs.ts';

/** The real collector, for suites that may build it. */
export const otelcol = await programFor('otelcol');

export const redactionKey = '2e13456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef';

export interface Received {
  readonly signal: OtlpSignal;
  readonly request: ExportRequest;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** Stands in for the ledger, or for another place that telemetry is sent to. */
export interface Receiver {
  readonly port: number;
  readonly received: Received[];
  readonly open: () => Promise<void>;
  /** From now on connections are refused, on the same port. */
  readonly close: () => Promise<void>;
}

export const createReceiver = async (
  answer: (count: number) => Outcome = () => ({ rejected: 0 }),
): Promise<Receiver> => {
  const received: Received[] = [];
  let headers: Received['headers'] = {};
  let asked = 0;
  const router = createOtlpHttp({
    handle: async (signal, request) => {
      asked += 1;
      const outcome = answer(asked);
      if (!('status' in outcome)) received.push({ signal, request, headers });
      return outcome;
    },
  });
  const app = express().use(router);
  let server: Server | undefined;
  let port = 0;
  const open = async () => {
    server = createServer((request, response) => {
      headers = request.headers;
      app(request, response);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const close = async () => {
    if (!server?.listening) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  await open();
  return {
    get port() {
      return port;
    },
    received,
    open,
    close,
  };
};

export interface Collector {
  readonly config: Config;
  /** Its data folder. */
  readonly data: string;
  readonly start: () => Promise<void>;
  readonly kill: (signal?: NodeJS.Signals) => Promise<void>;
  /** Sends a request as JSON over HTTP; resolves to the status. */
  readonly send: (signal: OtlpSignal, request: object) => Promise<number>;
  readonly grpc: string;
  /** The bytes of all files in its data folder. */
  readonly disk: () => string;
  readonly log: () => string;
  readonly remove: () => Promise<void>;
}

export interface CollectorOptions {
  readonly ledgerPort: number;
  readonly config?: (config: Config) => Partial<Config>;
  readonly secrets?: Readonly<Record<string, string>>;
}

/** The generated configuration as files in a new folder. */
export const writeCollector = async ({ ledgerPort, config: change, secrets = {} }: CollectorOptions) => {
  const plain = await testConfig();
  const ports = { ...plain.ports, ledger: ledgerPort };
  const config: Config = { ...plain, ports, ...change?.(plain) };
  const home = homeAt(mkdtempSync(path.join(os.tmpdir(), 'collector-')));
  const site = processes(config, home);
  const data = site.data('collector');
  mkdirSync(data, { recursive: true, mode: 0o700 });
  mkdirSync(home.secrets, { mode: 0o700 });
  for (const [name, text] of Object.entries({ 'redaction.key': redactionKey, ...secrets }))
    writeFileSync(path.join(home.secrets, name), text, { mode: 0o600 });
  for (const artefact of collectorArtefacts(site)) {
    const file = path.join(home.generated, artefact.path);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, artefact.text);
  }
  return { config, root: home.root, data, file: path.join(home.generated, 'collector/config.yaml') };
};

export const createCollector = async (options: CollectorOptions): Promise<Collector> => {
  const { config, root, data, file } = await writeCollector(options);
  const logFile = path.join(root, 'collector.log');
  let child: ChildProcess | undefined;

  const log = () => readFileSync(logFile, 'utf8');
  const start = async () => {
    const output = openSync(logFile, 'a');
    const started = spawn(otelcol?.path ?? 'otelcol', [`--config=${file}`], {
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    child = started;
    await waitFor('the collector being ready', async () => {
      if (started.exitCode !== null) throw new Error(log().slice(-2000));
      return (await fetch(`http://127.0.0.1:${config.ports.collectorHealth}/`)).ok;
    });
  };
  const kill = async (signal: NodeJS.Signals = 'SIGKILL') => {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  };
  const send = async (signal: OtlpSignal, request: object) => {
    const response = await fetch(`http://127.0.0.1:${config.ports.otlpHttp}/v1/${signal}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(request),
    });
    await response.arrayBuffer();
    return response.status;
  };
  const disk = () =>
    readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'))
      .join('\n');
  return {
    config,
    data,
    start,
    kill,
    send,
    grpc: `127.0.0.1:${config.ports.otlpGrpc}`,
    disk,
    log,
    remove: async () => {
      await kill();
      rmSync(root, { recursive: true, force: true });
    },
  };
};
