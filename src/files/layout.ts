import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkout } from '../checkout.ts';
import { exitCode, Failure } from '../failure.ts';

/** Where files of sessions lie. */
export interface Layout {
  readonly root: string;
  readonly logs: string;
  readonly data: string;
  /** What persons are hashed with. */
  readonly key: string;
  /** What senders to a receiver that stays must show. */
  readonly token: string;
  readonly wrapper: string;
  readonly env: string;
  readonly shellIntegration: string;
  readonly latestReport: string;
}

/** The port of a receiver that stays. */
export const receiverPort = 4327;

export const layoutAt = (root: string): Layout => ({
  root,
  logs: path.join(root, 'logs'),
  data: path.join(root, 'data'),
  key: path.join(root, 'redaction.key'),
  token: path.join(root, 'receiver.token'),
  wrapper: path.join(root, 'claude-with-telemetry.sh'),
  env: path.join(root, 'env.sh'),
  shellIntegration: path.join(root, 'shell-integration.txt'),
  latestReport: path.join(root, 'latest-report.json'),
});

/** `$CLAUDE_CODE_TELEMETRY_DIR`, else `~/.claude-code-telemetry`. */
export const layout = (env: NodeJS.ProcessEnv = process.env): Layout =>
  layoutAt(
    path.resolve(env['CLAUDE_CODE_TELEMETRY_DIR'] || path.join(os.homedir(), '.claude-code-telemetry')),
  );

const sh = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The variables of the client, for a receiver at a port that wants a token. */
export const telemetryVariables = (port: number, token: string): Readonly<Record<string, string>> => ({
  CLAUDE_CODE_ENABLE_TELEMETRY: '1',
  OTEL_METRICS_EXPORTER: 'otlp',
  OTEL_LOGS_EXPORTER: 'otlp',
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`,
  OTEL_EXPORTER_OTLP_HEADERS: `Authorization=Bearer ${token}`,
  OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE: 'cumulative',
  OTEL_METRIC_EXPORT_INTERVAL: '5000',
  OTEL_LOGS_EXPORT_INTERVAL: '2000',
});

const wrapperText = ({ root }: Layout): string => `#!/bin/sh
# Runs Claude Code with a receiver of its own, which writes ${root}/logs and is gone when the session ends.
export CLAUDE_CODE_TELEMETRY_DIR=${sh(root)}
exec ${sh(path.join(checkout.root, 'start-observability'))} files run -- "$@"
`;

const envText = (token: string): string => `# For a receiver that stays: start-observability files receive
${Object.entries(telemetryVariables(receiverPort, token))
  .map(([name, value]) => `export ${name}=${sh(value)}`)
  .join('\n')}
# The text of prompts is not sent unless you say so:
# export OTEL_LOG_USER_PROMPTS=1
`;

const shellText = ({ wrapper }: Layout): string => `# Add this to ~/.zshrc or ~/.bashrc
alias claude-telemetry=${sh(wrapper)}
`;

/** A secret that is made once. */
const secretIn = (file: string): string => {
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600, flag: 'wx' });
  return readFileSync(file, 'utf8');
};

/** Makes the folder, or brings its scripts up to date. What was collected stays. */
export const enable = (place: Layout): void => {
  for (const folder of [place.root, place.logs, place.data]) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
  }
  secretIn(place.key);
  writeFileSync(place.env, envText(secretIn(place.token)), { mode: 0o600 });
  writeFileSync(place.shellIntegration, shellText(place), { mode: 0o600 });
  writeFileSync(place.wrapper, wrapperText(place), { mode: 0o700 });
  chmodSync(place.wrapper, 0o700);
};

/** @throws Failure where file mode was never switched on */
export const readKey = (place: Layout): string => {
  if (existsSync(place.key)) return readFileSync(place.key, 'utf8');
  throw new Failure('File mode is not switched on here.', {
    where: place.root,
    fix: 'start-observability files enable',
    exitCode: exitCode.usage,
  });
};

const two = (number: number): string => String(number).padStart(2, '0');

/** Opens a fresh log, `session-YYYYMMDD-HHMMSS.jsonl` by local time; a second one of the same second is `…-2`. */
export const newLog = ({ logs }: Layout, at: Date = new Date()): string => {
  const day = `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`;
  const stem = `session-${day}-${two(at.getHours())}${two(at.getMinutes())}${two(at.getSeconds())}`;
  for (let nth = 1; ; nth += 1) {
    const file = path.join(logs, `${stem}${nth === 1 ? '' : `-${nth}`}.jsonl`);
    try {
      writeFileSync(file, '', { mode: 0o600, flag: 'wx' });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
};
