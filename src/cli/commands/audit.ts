import { Command, Option } from 'commander';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { auditKinds } from '../../ledger/audit/entries.ts';
import type { AuditRow } from '../../ledger/audit/log.ts';
import { auditRequest } from '../../ledger/audit/otlp.ts';
import { tokenHeaders } from '../../service/token.ts';
import { counted } from '../amounts.ts';
import type { CommandGroup } from '../command.ts';
import { handInActs } from '../hand-in-acts.ts';
import { paint, print, say, table } from '../terminal.ts';

const help = `
One log of what was allowed, refused and changed: approvals by people, verdicts of auto mode, permissions bypassed, decisions of
the guard, stops and lifts of budgets, settings changed. It holds no prompt, command or file. It is kept for retention.audit,
and only its oldest entries are ever dropped; each entry holds a digest of the one before it.

Examples:
  start-observability audit --since 7d
  start-observability audit --jsonl > audit.jsonl                  every entry, one JSON object a line
  start-observability audit --otlp http://siem.example:4318/v1/logs --since 1d   as OTLP log records
  start-observability audit --verify                               whether an entry was changed or taken out`;

export const group: CommandGroup = 'see';

export const brief = 'Show or export the audit log: what was allowed, refused and changed';

interface AuditFlags {
  readonly since?: string;
  readonly kind?: string;
  readonly jsonl?: boolean;
  readonly otlp?: string;
  readonly verify?: boolean;
}

const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const mostRows = 1000;
const mostShown = 200;

const sinceOf = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined;
  const [, amount, unit = ''] = /^(\d{1,5})([mhd])$/.exec(text) ?? [];
  const at = Date.now() - Number(amount) * (unitMs[unit] ?? Number.NaN);
  if (Number.isFinite(at)) return new Date(at).toISOString();
  throw new Failure(`--since ${text} is not a time.`, { fix: '12h, 7d', exitCode: exitCode.usage });
};

const ask = async (path: string): Promise<unknown> => {
  const home = stateHome();
  const port = load(home).config.ports.ledger;
  const answer = await fetch(`http://127.0.0.1:${port}/api/audit${path}`, {
    headers: tokenHeaders(home.secrets),
    signal: AbortSignal.timeout(30_000),
  }).catch(() => undefined);
  if (answer?.ok) return answer.json();
  throw new Failure('The ledger, which keeps the audit log, does not answer.', {
    where: `127.0.0.1:${port}`,
    fix: 'start-observability start',
  });
};

/** All entries, in portions. */
const portions = async function* ({ since, kind }: AuditFlags): AsyncGenerator<readonly AuditRow[]> {
  const from = sinceOf(since);
  let after = 0;
  for (;;) {
    const query = new URLSearchParams({ after: String(after), limit: String(mostRows) });
    if (from) query.set('since', from);
    if (kind) query.set('kind', kind);
    const rows = (await ask(`?${query}`)) as readonly AuditRow[];
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.id ?? after;
  }
};

const verify = async (): Promise<void> => {
  const { firstBroken } = (await ask('/check')) as { firstBroken: number | null };
  if (firstBroken === null) return print(paint('green', 'Every entry is as it was written.'));
  throw new Failure(`Entry ${firstBroken} of the audit log, or one before it, was changed or taken out.`);
};

const send = async (url: string, options: AuditFlags): Promise<void> => {
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new Failure(`"${url}" is not an address.`, {
      where: '--otlp',
      fix: 'start-observability audit --otlp http://siem.example:4318/v1/logs',
      exitCode: exitCode.usage,
    });
  let sent = 0;
  for await (const rows of portions(options)) {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(auditRequest(rows)),
      signal: AbortSignal.timeout(30_000),
    }).catch((cause: unknown) => {
      throw new Failure('The receiver of the audit log does not answer.', {
        where: url,
        fix: `check the address and the receiver, then send again; ${counted(sent, 'entry', 'entries')} arrived`,
        cause,
      });
    });
    if (!answer.ok)
      throw new Failure(`The receiver of the audit log answers ${answer.status}.`, {
        where: url,
        fix: 'an address for OTLP logs over HTTP with JSON, such as http://siem.example:4318/v1/logs',
      });
    sent += rows.length;
  }
  say(`${counted(sent, 'entry', 'entries')} sent.`);
};

const show = async (options: AuditFlags): Promise<void> => {
  const rows: AuditRow[] = [];
  for await (const portion of portions(options)) rows.push(...portion);
  if (rows.length === 0) return say('The audit log has no such entry.');
  const listed = rows.slice(-mostShown).map(({ time, kind, detail }) => [
    new Date(time).toLocaleString('sv-SE'),
    kind,
    Object.entries(detail)
      .map(([name, value]) => `${name}=${value}`)
      .join(' '),
  ]);
  print(table([['when', 'what', ''], ...listed]));
  if (rows.length > mostShown) say(`The last ${mostShown} of ${rows.length}; --jsonl has all.`);
};

const act = async (options: AuditFlags): Promise<void> => {
  await handInActs(stateHome());
  if (options.verify) return verify();
  if (options.otlp) return send(options.otlp, options);
  if (!options.jsonl) return show(options);
  for await (const rows of portions(options)) for (const row of rows) print(JSON.stringify(row));
};

export const build = (): Command =>
  new Command('audit')
    .description('Show or export the audit log.')
    .option('--since <time>', 'no older than: 12h, 7d')
    .addOption(new Option('--kind <kind>', 'one kind of entry').choices([...auditKinds]))
    .option('--jsonl', 'every entry as JSON lines')
    .option('--otlp <url>', 'send them as OTLP over HTTP to this address, which ends in /v1/logs')
    .option('--verify', 'check the digests of all entries')
    .addHelpText('after', help)
    .action(act);
