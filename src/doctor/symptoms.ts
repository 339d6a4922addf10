import type { CheckId } from './checks.ts';

export interface Symptom {
  /** What a person sees. */
  readonly title: string;
  /** What to know, or to try, before reading the table. */
  readonly text: string;
  /** The checks that find its causes, the likeliest first. */
  readonly ids: readonly CheckId[];
}

/** What people see when something is wrong, and which checks of doctor know why. */
const table = [
  {
    title: 'No metrics at all',
    text: 'Restart the clients that run: they read their settings once, at their start. A first session shows within a minute. `start-observability status` says when the last data arrived.',
    ids: [
      'settings',
      'env-file',
      'telemetry',
      'protocol',
      'endpoint',
      'proxy',
      'headers-helper',
      'times',
      'stack',
      'receiver',
      'accepted',
      'counted',
    ],
  },
  {
    title: 'The dashboard is empty, but data arrives',
    text: 'Look at the time range at the top right first. Numbers appear one scrape after they arrive, and three after a start of the stack.',
    ids: ['prometheus', 'scraped', 'totals', 'dashboard', 'clock'],
  },
  {
    title: 'Some sessions or some projects are missing',
    text: 'A project, a shell or managed settings may say something else than your own settings. Run doctor in that folder and that shell. Cloud and remote sessions read neither.',
    ids: ['complete', 'telemetry', 'endpoint', 'client', 'proxy'],
  },
  {
    title: 'Numbers are too low, or differ from the bill',
    text: 'Cost is what the client computes from its own price list. On a subscription it is notional.',
    ids: ['values', 'times', 'client', 'labels', 'limiter', 'newer', 'damaged', 'clock'],
  },
  {
    title: 'Durations, tools and errors are missing, cost and tokens are there',
    text: 'They come from events, which are exported apart from metrics.',
    ids: ['telemetry', 'accepted', 'counted'],
  },
  {
    title: 'Another agent, or something new of the client, is on no dashboard',
    text: 'Only Claude Code is counted. What other agents send is accepted, counted by their name in `claude_code_ledger_neighbour_items_total`, and kept nowhere.',
    ids: ['senders', 'newer'],
  },
  {
    title: 'No hook events, or nothing is ever blocked',
    text: '`start-observability guard test "rm -rf /"` asks the guard directly; `start-observability blocks` lists what it refused.',
    ids: ['hooks', 'hook-proxy', 'entry', 'project-policy', 'pushed', 'push-scraped'],
  },
  {
    title: 'Hook events count twice',
    text: 'Hooks of all settings are merged by the client; one that stands in two files, spelt differently, runs twice.',
    ids: ['duplicates'],
  },
  {
    title: 'The stack does not start, or a component keeps dying',
    text: '`start-observability logs <component>` shows why. Memory by use: under 100 sessions a day `memory.collector` 1024, to 500: 2048, above: 4096.',
    ids: ['config', 'ports', 'stack', 'disk', 'damaged', 'memory', 'secret-text', 'fetches', 'versions'],
  },
  {
    title: 'Tool calls became slow',
    text: 'The entry waits 0.4 s for the hook-event service and then decides alone, which costs a process of its own for each call.',
    ids: ['entry', 'memory'],
  },
  {
    title: 'SQL on ClickHouse finds less than on SQLite',
    text: 'The ledger fills ClickHouse and goes on where it stopped; nothing is lost while ClickHouse is away.',
    ids: ['clickhouse'],
  },
  {
    title: 'An alert fires, and no message comes',
    text: '`start-observability alerts list` says what fires; `start-observability alerts test RECEIVER` sends one.',
    ids: ['alerting'],
  },
  {
    title: 'No backup is made',
    text: '`start-observability status` says when the last good backup was made.',
    ids: ['backups'],
  },
  {
    title: 'Others can see what they should not',
    text: 'Every port is bound to the loopback interface; secrets and data belong to you alone.',
    ids: ['permissions', 'accounts'],
  },
] as const satisfies readonly Symptom[];

type Unlisted = Exclude<CheckId, (typeof table)[number]['ids'][number]>;
/** Does not compile while a check stands below no symptom: the error names the check. */
export const symptoms: [Unlisted] extends [never] ? readonly Symptom[] : { readonly listsToo: Unlisted } =
  table;
