import { rmSync } from 'node:fs';
import path from 'node:path';
import { Command } from 'commander';
import writeFileAtomic from 'write-file-atomic';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { Failure } from '../../failure.ts';
import { enable, layout, newLog, readKey, receiverPort, telemetryVariables } from '../../files/layout.ts';
import { isParsed, logsOf, parseLog } from '../../files/parse.ts';
import { startReceiver } from '../../files/receiver.ts';
import { runClient, settingsWithTelemetry } from '../../files/run.ts';
import { formats } from '../../reports/render/formats.ts';
import { terminalReport } from '../../reports/render/terminal.ts';
import { makeReport } from '../../reports/report.ts';
import { readSecret } from '../../service/token.ts';
import { counted } from '../amounts.ts';
import { askFrom } from '../ask-from.ts';
import type { CommandGroup } from '../command.ts';
import { paint, print, say } from '../terminal.ts';

const enableFiles = (): void => {
  const place = layout();
  enable(place);
  say(paint('green', `File mode is on: ${place.root}`, process.stderr));
  say(`Run Claude Code with:      ${place.wrapper}`);
  say(`An alias for your shell:   ${place.shellIntegration}`);
  say('Afterwards:                start-observability files analyze');
  say('Texts of prompts are not kept; OTEL_LOG_USER_PROMPTS=1 before the wrapper keeps them.');
};

const run = async (args: readonly string[]): Promise<void> => {
  process.removeAllListeners('SIGINT');
  process.removeAllListeners('SIGTERM');
  process.exitCode = await runClient(layout(), args);
};

const receive = async ({ port }: { port: string }): Promise<void> => {
  const place = layout();
  const key = readKey(place);
  const token = readSecret(place.root, path.basename(place.token));
  const log = newLog(place);
  const receiver = await startReceiver({ log, key, token, port: Number(port) }).catch((error: unknown) => {
    rmSync(log);
    throw error;
  });
  say(`Receiving on 127.0.0.1:${receiver.port} into ${log}`);
  say(`In another terminal:  . ${place.env}; claude`);
  if (receiver.port !== receiverPort)
    say(
      `env.sh names port ${receiverPort}:  export OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:${receiver.port}`,
    );
  for (const file of settingsWithTelemetry(telemetryVariables(receiver.port, token)))
    say(
      `${file} names telemetry and wins over env.sh: start-observability uninstall, or use ${place.wrapper}`,
    );
  process.removeAllListeners('SIGINT');
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  await receiver.close();
  const { records } = await parseLog(place, log);
  say(`${counted(records.length, 'record')} written to ${place.data}`);
};

const parse = async ({ again }: { again?: true }): Promise<void> => {
  const place = layout();
  const wanted = logsOf(place).filter((log) => again || !isParsed(place, log));
  for (const log of wanted) {
    const { records, unreadable } = await parseLog(place, log);
    const cut = unreadable === 0 ? '' : `, ${counted(unreadable, 'line')} cut off`;
    say(`${path.basename(log)}: ${counted(records.length, 'record')}${cut}`);
  }
  print(
    wanted.length === 0
      ? 'Every log has its data.'
      : `${counted(wanted.length, 'file')} written to ${place.data}`,
  );
};

const analyze = async ({ since, from }: { since?: string; from?: readonly string[] }): Promise<void> => {
  const place = layout();
  if (!from && logsOf(place).some((log) => !isParsed(place, log))) await parse({});
  const ask = askFrom(from ?? [place.root]);
  const { links, timeZone } = load(home()).config;
  const asked = (sql: string, parameters = {}) => ask({ sql, parameters, rows: 10_000, seconds: 120 });
  const [first] = (await asked('SELECT min(day) FROM days')).rows;
  const report = await makeReport(
    ({ sql, parameters }) => asked(sql, parameters),
    { since: since ?? (first?.[0] ? String(first[0]) : undefined) },
    { links, zone: timeZone },
  );
  await writeFileAtomic(place.latestReport, formats.json(report), { mode: 0o600 }).catch((cause: unknown) => {
    throw new Failure('The report cannot be written.', {
      where: place.latestReport,
      fix: 'start-observability files enable',
      cause,
    });
  });
  print(terminalReport(report, { bold: (text) => paint('bold', text) }));
  say(
    `\nAs data: ${place.latestReport}. With charts: start-observability report --from ${place.root} --output report.html`,
  );
};

const help = `
Sessions as files, without Docker, database and server. The wrapper starts a receiver on a free port of this machine that is
gone when the session ends; logs/ has a line for each event, data/ one JSON document for each log. Accounts are hashed.

Examples:
  start-observability files enable
  ~/.claude-code-telemetry/claude-with-telemetry.sh        Claude Code as ever, recorded
  start-observability files analyze                        summary, cost, errors, what to change
  start-observability query "SELECT day, sum(cost_usd) FROM days GROUP BY day" --from ~/.claude-code-telemetry
  start-observability report --from team/ann team/bob --output team.html     the data/ folders of several people`;

export const group: CommandGroup = 'client';
export const brief = 'Record sessions as files, without a server';

export const build = (): Command => {
  const command = new Command('files')
    .description(
      'Record sessions as files, without a server: ~/.claude-code-telemetry, or $CLAUDE_CODE_TELEMETRY_DIR.',
    )
    .addHelpText('after', help);
  command.command('enable').description('Make the folder, the wrapper and the alias.').action(enableFiles);
  command
    .command('run')
    .description('Run Claude Code and record it; what the wrapper does.')
    .argument('[arguments...]', 'for Claude Code, after --')
    .action(run);
  command
    .command('receive')
    .description('Receive until Ctrl-C what clients with env.sh send.')
    .option('--port <number>', 'of 127.0.0.1; env.sh has the usual one', String(receiverPort))
    .action(receive);
  command
    .command('parse')
    .description(
      'Make the files of data/ from logs/, also from logs of the console exporters (session-….log).',
    )
    .option('--again', 'also where they are there')
    .action(parse);
  command
    .command('analyze')
    .description('Summary, cost, errors and recommendations, and latest-report.json.')
    .option('--since <time>', 'first day: 7d, or a date; everything by default')
    .option('--from <folders...>', 'data/ folders of several people')
    .action(analyze);
  return command;
};
