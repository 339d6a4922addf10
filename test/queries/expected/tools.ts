import {
  type Cell,
  count,
  dayOf,
  distinct,
  groups,
  hourOf,
  iso,
  mean,
  quantile,
  type Rows,
  round,
  share,
  sorted,
  sum,
  weekdayOf,
  weekOf,
} from './adding.ts';
import { agentOf, failedOf, inOrder, outcomeOf, phaseOf, ran } from './errors.ts';
import type { Call, World } from './world.ts';

const ms = ({ ms: duration }: Call): number | undefined => duration;
const durations = (calls: readonly Call[]): readonly number[] =>
  calls.flatMap((call) => (call.ms === undefined ? [] : [call.ms]));
const isEdit = ({ tool }: Call): boolean => ['Edit', 'MultiEdit', 'Write', 'NotebookEdit'].includes(tool);

const perTool = (
  calls: readonly Call[],
  row: (items: readonly Call[], tool: string) => readonly Cell[],
): Rows =>
  groups(calls, ({ tool }) => [tool]).map(({ key, items }) => [...key, ...row(items, String(key[0]))]);

/** The answers of the `tool-` queries, and of five more. */
export const expectedTools: Readonly<Record<string, (world: World) => Rows>> = {
  'tool-top': ({ calls }) =>
    sorted(
      perTool(calls, (items) => [
        items.length,
        share(items.length, calls.length),
        distinct(items, (c) => c.session),
        distinct(items, (c) => c.person),
        round(sum(items, ms) / 60_000, 2),
      ]),
      -2,
      1,
    ),
  'tool-by-phase': (world) => {
    const phase = phaseOf(world);
    return sorted(
      groups(world.calls, (call) => [phase(call), call.tool]).map(({ key, items }) => [
        ...key,
        items.length,
        failedOf(items).length,
        round(mean(items, ms)),
      ]),
      -3,
      1,
      2,
    ).slice(0, 200);
  },
  'tool-trends': ({ calls }) => {
    const weeks = groups(calls, (call) => [weekOf(call.started), call.tool]);
    return sorted(
      weeks.map(({ key: [week = null, tool = null], items }) => {
        const before = weeks
          .filter(({ key }) => key[1] === tool && String(key[0]) < String(week))
          .toSorted((one, other) => (String(one.key[0]) < String(other.key[0]) ? -1 : 1))
          .at(-1);
        return [
          week,
          tool,
          items.length,
          share(failedOf(items).length, ran(items).length),
          before?.items.length ?? null,
        ];
      }),
      -1,
      -3,
      2,
    );
  },
  'tool-combinations': ({ calls }) => {
    const pairs = inOrder(calls).flatMap((list) =>
      list.slice(1).map((call, index) => ({ call, before: list[index] as Call })),
    );
    return sorted(
      groups(pairs, ({ call, before }) => [before.tool, call.tool]).map(({ key, items }) => {
        const second = items.map(({ call }) => call);
        return [
          ...key,
          items.length,
          distinct(second, (call) => call.session),
          share(failedOf(second).length, ran(second).length),
        ];
      }),
      -3,
      1,
      2,
    ).slice(0, 100);
  },
  'tool-by-agent': ({ calls }) =>
    sorted(
      groups(calls, (call) => [agentOf(call), call.tool]).map(({ key, items }) => [
        ...key,
        items.length,
        failedOf(items).length,
        round(mean(items, ms)),
      ]),
      -3,
      1,
      2,
    ).slice(0, 200),
  'tool-hours': ({ events }) =>
    sorted(
      groups(
        events.filter(({ name }) => name === 'tool_result'),
        ({ at }) => [weekdayOf(at), hourOf(at)],
      ).map(({ key, items }) => [
        ...key,
        items.length,
        count(items, ({ attributes }) => String(attributes['success']) === 'false'),
      ]),
      1,
      2,
    ),
  'tool-adoption': ({ calls }) => {
    const everybody = distinct(calls, (call) => call.person);
    return sorted(
      perTool(calls, (items) => {
        const people = distinct(items, (call) => call.person);
        const days = items.map(({ started }) => dayOf(started)).toSorted();
        return [
          people,
          share(people, everybody),
          days[0] ?? null,
          days.at(-1) ?? null,
          round(items.length / people, 1),
        ];
      }),
      -2,
      1,
    );
  },
  'tool-parameters': ({ calls }) =>
    sorted(
      groups(calls, (call) => [call.tool, call.decided ?? 'unknown', call.language ?? '']).map(
        ({ key, items }) => [
          ...key,
          items.length,
          round(mean(items, (call) => call.input)),
          items.some(({ input }) => input !== undefined)
            ? Math.max(...items.map(({ input }) => input ?? 0))
            : null,
        ],
      ),
      -4,
      1,
      2,
      3,
    ).slice(0, 200),
  'tool-performance': ({ calls }) =>
    groups(
      calls.filter((call) => call.ms !== undefined),
      ({ tool }) => [tool],
    )
      .toSorted((one, other) => sum(other.items, ms) - sum(one.items, ms))
      .map(({ key, items }) => [
        ...key,
        items.length,
        quantile(durations(items), 0.5),
        quantile(durations(items), 0.95),
        Math.max(...durations(items)),
        round(mean(items, (call) => call.result)),
      ]),
  'tool-reliability': ({ calls }) =>
    sorted(
      perTool(calls, (items) => {
        const of = (outcome: string) => count(items, (call) => outcomeOf(call) === outcome);
        return [
          items.length,
          of('ok'),
          of('failed'),
          of('rejected'),
          of('blocked'),
          of('unknown'),
          share(of('ok'), ran(items).length),
        ];
      }),
      -2,
      1,
    ),
  'tool-slowest': ({ calls }) =>
    calls
      .filter((call) => call.ms !== undefined)
      .toSorted(
        (one, other) =>
          Number(other.ms) - Number(one.ms) ||
          (one.session < other.session ? -1 : one.session > other.session ? 1 : one.id < other.id ? -1 : 1),
      )
      .slice(0, 50)
      .map((call) => [
        iso(call.started),
        call.session,
        call.person,
        call.tool,
        Number(call.ms),
        outcomeOf(call),
      ]),
  'tool-error-hotspots': ({ calls }) => {
    const usual = new Map(
      groups(ran(calls), ({ tool }) => [tool]).map(({ key, items }) => [
        key[0],
        failedOf(items).length / items.length,
      ]),
    );
    return groups(ran(calls), (call) => [call.project, call.tool])
      .map(({ key, items }) => ({
        key,
        calls: items.length,
        failures: failedOf(items).length,
        usual: usual.get(key[1] ?? null) ?? 0,
      }))
      .filter((place) => place.calls >= 10 && place.failures > 0)
      .toSorted(
        (one, other) => other.failures / other.calls - other.usual - (one.failures / one.calls - one.usual),
      )
      .slice(0, 50)
      .map((place) => [
        ...place.key,
        place.calls,
        place.failures,
        share(place.failures, place.calls),
        place.usual,
      ]);
  },
  'tool-efficiency': ({ calls }) =>
    sorted(
      perTool(ran(calls), (items) => {
        const time = sum(items, ms);
        return [
          items.length,
          round(mean(items, ms), 1),
          round(
            mean(items, (call) => call.result),
            1,
          ),
          time === 0 ? null : round((60_000 * count(items, (call) => call.success === true)) / time, 2),
          round(sum(failedOf(items), ms) / 60_000, 2),
          // Sorted by what is not rounded yet.
          sum(failedOf(items), ms),
        ];
      }),
      -7,
      1,
    ).map((row) => row.slice(0, 6)),
  machines: ({ sessions }) =>
    groups(sessions, (s) => [s.machine])
      .toSorted((one, other) => sum(other.items, (s) => s.cost) - sum(one.items, (s) => s.cost))
      .map(({ key, items }) => [
        ...key,
        distinct(items, (s) => s.person),
        [...new Set(items.map((s) => s.version))].toSorted().join(','),
        items.length,
        iso(Math.max(...items.map((s) => s.ended))),
        sum(items, (s) => s.cost) / 1e9,
      ]),
  providers: ({ events, points }) =>
    sorted(
      groups(
        events.filter(({ name }) => name === 'api_request' || name === 'api_error'),
        ({ attributes }) => [String(attributes['anthropic.provider'])],
      ).map(({ key, items }) => {
        const errors = count(items, ({ name }) => name === 'api_error');
        const seconds = sum(items, ({ attributes }) => Number(attributes['duration_ms'] ?? 0)) / 1000;
        const cost = sum(
          points.filter((p) => p.provider === key[0] && p.metric === 'claude_code.cost.usage'),
          (p) => p.amount,
        );
        return [
          ...key,
          items.length - errors,
          errors,
          share(errors, items.length),
          round(seconds / items.length, 3),
          cost / 1e9,
        ];
      }),
      -2,
      1,
    ),
  plugins: ({ events }) =>
    sorted(
      groups(
        events.filter(({ name }) => name === 'plugin_loaded'),
        ({ attributes, person }) => [
          String(attributes['plugin.name']),
          String(attributes['plugin.version'] ?? ''),
          person,
        ],
      ).map(({ key, items }) => [
        ...key,
        distinct(items, ({ session }) => session),
        items
          .map(({ at }) => dayOf(at))
          .toSorted()
          .at(-1) ?? null,
      ]),
      -4,
      1,
      2,
      3,
    ),
  commands: ({ events }) => {
    const runs = events.filter(
      ({ name, attributes }) => name === 'tool_result' && attributes['tool_name'] === 'Bash',
    );
    const commandOf = (parameters: unknown): string =>
      typeof parameters === 'string'
        ? ((JSON.parse(parameters) as { bash_command: string }).bash_command.split(' ')[0] ?? '')
        : '(not kept)';
    return sorted(
      groups(runs, ({ attributes }) => [commandOf(attributes['tool_parameters'])]).map(({ key, items }) => [
        ...key,
        items.length,
        count(items, ({ attributes }) => String(attributes['success']) === 'false'),
        distinct(items, ({ session }) => session),
        distinct(items, ({ person }) => person),
        round(sum(items, ({ attributes }) => Number(attributes['duration_ms'])) / 1000, 1),
      ]),
      -2,
      1,
    );
  },
  files: ({ calls }) =>
    sorted(
      groups(ran(calls).filter(isEdit), (call) => [call.file ?? `(${call.language ?? 'unknown'})`]).map(
        ({ key, items }) => [
          ...key,
          count(items, (call) => call.success === true),
          failedOf(items).length,
          distinct(items, (call) => call.session),
          distinct(items, (call) => call.person),
        ],
      ),
      -2,
      1,
    ),
};
