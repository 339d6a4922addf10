import { Command } from 'commander';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { tokenHeaders } from '../../service/token.ts';
import { askLedger } from '../ask-ledger.ts';
import type { CommandGroup } from '../command.ts';
import { print, printJson, say } from '../terminal.ts';

interface ForgetFlags {
  readonly person?: string;
  readonly session?: string;
  readonly project?: string;
  readonly yes?: true;
  readonly json?: true;
}

/** The sessions that an option means. */
const conditions = {
  person: 'person = :value OR user_id = :value',
  session: 'session_id = :value',
  project: 'project = :value OR repository = :value',
} as const;

type Kind = keyof typeof conditions;

const chosen = (options: ForgetFlags): { kind: Kind; value: string } => {
  const given = (Object.keys(conditions) as Kind[]).filter((kind) => options[kind] !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    throw new Failure('Say what to forget: a person, a session or a project.', {
      where: '--person, --session, --project',
      fix: 'start-observability forget --help',
      exitCode: exitCode.usage,
    });
  }
  return { kind, value: options[kind] as string };
};

const tell = async (port: number, address: string, body: unknown): Promise<Record<string, unknown>> => {
  const answer = await fetch(`http://127.0.0.1:${port}${address}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...tokenHeaders(home().secrets) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(600_000),
  }).catch((cause: unknown) => {
    throw new Failure('The stack must run to forget.', {
      where: `127.0.0.1:${port}`,
      fix: 'start-observability start',
      exitCode: exitCode.unhealthy,
      cause,
    });
  });
  if (answer.ok) return (await answer.json()) as Record<string, unknown>;
  throw new Failure(`Nothing more was forgotten: ${await answer.text()}`, {
    where: `127.0.0.1:${port}${address}`,
  });
};

/** What is not deleted, said plainly. */
const remains = (kind: Kind, value: string): string =>
  [
    'What stays:',
    '  totals of counters and days, which name no person',
    ...(kind === 'session'
      ? []
      : [
          `  in Prometheus: series with the label ${kind === 'person' ? 'user' : 'project'}="${value}", where labels.shared has it, until`,
          '    retention.metrics; its interface for deleting is closed',
        ]),
    '  backups that were made before: delete the archives, or forget again after a restore',
    '  what was sent elsewhere (export.otlp, export.file, remote_write)',
    "  the client's own transcripts, in ~/.claude/projects",
  ].join('\n');

const run = async (options: ForgetFlags): Promise<void> => {
  const { kind, value } = chosen(options);
  const { rows } = await askLedger({
    sql: `SELECT session_id FROM sessions WHERE ${conditions[kind]}`,
    parameters: { value },
    rows: 100_000,
    seconds: 60,
  });
  const sessions = rows.map(([id]) => String(id));
  if (!options.yes) {
    say(
      `${sessions.length} sessions would be forgotten, with all that is stored of them. Say --yes to do it.`,
    );
    print(remains(kind, value));
    return;
  }
  const { ports } = load(home()).config;
  // The journal first: what it still has would be handed to the ledger again.
  const journal = await tell(ports.hooks, '/api/forget', { sessions });
  const ledger = await tell(ports.ledger, '/api/forget', { [kind]: value });
  if (options.json) return printJson({ sessions, hookEvents: journal['events'], rows: ledger['rows'] });
  print(
    `Forgotten: ${sessions.length} sessions, ${journal['events']} hook events, ${ledger['rows']} rows of the ledger.`,
  );
  print(remains(kind, value));
};

const examples = `
Examples:
  start-observability forget --session 1f2e3d4c-...     what would go, and what stays
  start-observability forget --person ann@example.com --yes`;

export const group: CommandGroup = 'keep';
export const brief = 'Delete what is stored of a person, session or project';

export const build = (): Command =>
  new Command('forget')
    .description('Delete what is stored of a person, a session or a project, and say what stays.')
    .option('--person <name>', 'as `query` shows it')
    .option('--session <id>', 'the whole id')
    .option('--project <name>', 'project or repository')
    .option('--yes', 'do it')
    .option('--json', 'the result as JSON')
    .addHelpText('after', examples)
    .action(run);
