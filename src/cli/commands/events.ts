import { Command } from 'commander';
import { home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { exitCode, Failure } from '../../failure.ts';
import { tokenHeaders } from '../../service/token.ts';
import type { CommandGroup } from '../command.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';

/** An event as the ledger's `GET /api/events` gives it. */
interface PrintedEvent {
  readonly time: string;
  readonly name: string;
  readonly session: string;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

interface EventsFlags {
  readonly name?: string;
  readonly session?: string;
  readonly since?: string;
  readonly limit: string;
  readonly json?: boolean;
}

const spans = { m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30m`, `24h`, `7d`, or a date, as the moment it means. */
const momentOf = (since: string): string => {
  const [, amount, unit] = /^(\d+)([mhd])$/.exec(since) ?? [];
  const moment = amount ? Date.now() - Number(amount) * spans[unit as keyof typeof spans] : Date.parse(since);
  if (Number.isNaN(moment)) {
    throw new Failure(`"${since}" is not a time.`, {
      where: '--since',
      fix: 'Say 30m, 24h, 7d, or a date such as 2026-11-20.',
      exitCode: exitCode.usage,
    });
  }
  return new Date(moment).toISOString();
};

/** The most that the ledger gives at once. */
const mostEvents = 1000;

const ask = async ({ name, session, since, limit }: EventsFlags): Promise<readonly PrintedEvent[]> => {
  const { ports } = load(home()).config;
  const query = new URLSearchParams({
    limit,
    ...(name && { name }),
    ...(session && { session }),
    ...(since && { since: momentOf(since) }),
  });
  const address = `http://127.0.0.1:${ports.ledger}/api/events?${query}`;
  const answer = await fetch(address, {
    headers: tokenHeaders(home().secrets),
    signal: AbortSignal.timeout(10_000),
  }).catch((cause: unknown) => {
    throw new Failure('The ledger does not answer.', {
      where: `127.0.0.1:${ports.ledger}`,
      fix: 'start-observability start',
      exitCode: exitCode.unhealthy,
      cause,
    });
  });
  if (answer.ok) return (await answer.json()) as readonly PrintedEvent[];
  const { error = `answer ${answer.status}` } = (await answer.json()) as { error?: string };
  throw new Failure(`These filters are not understood: ${error}`, {
    fix: 'start-observability events --help',
    exitCode: exitCode.usage,
  });
};

/** What identifies the client and the record stands in columns of its own, or says nothing in a list. */
const leftOut =
  /^(event\.|session\.id|user\.id|prompt\.id|request_id|message\.uuid|tool_use_id|terminal\.type|anthropic\.)/;

const detailsOf = ({ attributes }: PrintedEvent): string =>
  Object.entries(attributes)
    .filter(([name]) => !leftOut.test(name))
    .map(([name, value]) => `${paint('dim', `${name}=`)}${value}`)
    .join(' ');

const hasFailed = (value: unknown): boolean => value === false || value === 'false' || value === 0;

/** How it ended, where the event says so. */
const endOf = ({ name, attributes: { success, error, status_code: status } }: PrintedEvent): string => {
  if (hasFailed(success) || /error|fail/.test(name) || error !== undefined)
    return paint('red', ['failed', status].filter(Boolean).join(' '));
  return success === undefined ? '' : 'ok';
};

/** The time of today, else day and minute. */
const whenOf = ({ time }: PrintedEvent): string => {
  const [day = '', clock = ''] = new Date(time).toLocaleString('sv-SE').split(' ');
  const isToday = day === new Date().toLocaleDateString('sv-SE');
  return isToday ? clock : `${day.slice(5)} ${clock.slice(0, 5)}`;
};

const longestSubject = 18;

const row = (event: PrintedEvent): readonly string[] => {
  const { cost_usd: cost, duration_ms: duration, tool_name: tool, model } = event.attributes;
  const facts = [
    endOf(event),
    cost !== undefined && `$${Number(cost).toFixed(4)}`,
    duration !== undefined && `${Math.round(Number(duration))} ms`,
  ];
  return [
    whenOf(event),
    event.session.slice(0, 8),
    event.name,
    String(tool ?? model ?? '').slice(0, longestSubject),
    facts.filter(Boolean).join(' '),
  ];
};

/** Every attribute below its event, for who looks for one. */
const withDetails = (event: PrintedEvent): string =>
  `${row(event).filter(Boolean).join('  ')}\n  ${detailsOf(event)}`;

const noneFor = ({ name, session, since }: EventsFlags): string =>
  (name ?? session ?? since)
    ? 'No such event.'
    : 'No events yet. `start-observability setup` tells clients where to send.';

const examples = `
Examples:
  start-observability events                                  the last 50
  start-observability events --name api_request --since 1h    what was asked of the API in the last hour
  start-observability -v events --limit 5                     the last five, with every attribute
  start-observability events --session 1f2e3d4c-... --json    everything one session did`;

export const group: CommandGroup = 'see';

export const brief = 'Show the events that clients sent';

export const build = (): Command =>
  new Command('events')
    .description('Show the events that clients sent, newest first.')
    .option('--name <event>', 'api_request, tool_result, user_prompt, ...')
    .option('--session <id>', 'one session')
    .option('--since <time>', 'how far back (30m, 24h, 7d), or a date')
    .option('--limit <number>', 'how many, at most 1000', '50')
    .option('--json', 'as JSON')
    .addHelpText('after', examples)
    .action(async (options: EventsFlags, self: Command) => {
      const limit = Number(options.limit);
      // One more than is shown says whether there are more.
      const asked = await ask(
        limit > 0 && limit < mostEvents ? { ...options, limit: String(limit + 1) } : options,
      );
      const events = limit > 0 ? asked.slice(0, limit) : asked;
      if (asked.length > events.length || events.length === mostEvents)
        say(paint('yellow', `The newest ${events.length}; --limit or --since shows others.`, process.stderr));
      if (options.json) return printJson(events);
      if (events.length === 0) return say(noneFor(options));
      if (self.optsWithGlobals()['verbose']) return print(events.map(withDetails).join('\n'));
      print(table([['time', 'session', 'event', 'tool or model', ''], ...events.map(row)]));
    });
