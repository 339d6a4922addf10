import {
  type Cell,
  count,
  dayOf,
  distinct,
  groups,
  iso,
  quantile,
  type Rows,
  round,
  share,
  sorted,
} from './adding.ts';
import type { Call, World } from './world.ts';

export const outcomeOf = (call: Call): string => {
  if (call.success !== undefined) return call.success ? 'ok' : 'failed';
  if (call.verdict === 'deny') return 'blocked';
  return call.isRejected ? 'rejected' : 'unknown';
};
export const phaseOf = ({ turns }: World): ((call: Call) => string) => {
  const byId = new Map(turns.map((turn) => [turn.id, turn]));
  return (call) => {
    const turn = call.prompt === undefined ? undefined : byId.get(call.prompt);
    return call.mode ?? turn?.mode ?? turn?.command ?? 'unknown';
  };
};
export const agentOf = ({ agent, agentType }: Call): string =>
  agentType ?? (agent === undefined ? 'main' : 'subagent');
export const ran = (calls: readonly Call[]): readonly Call[] =>
  calls.filter((call) => call.success !== undefined);
export const failedOf = (calls: readonly Call[]): readonly Call[] =>
  calls.filter((call) => call.success === false);
/** Each session's calls in order. */
export const inOrder = (calls: readonly Call[]): readonly (readonly Call[])[] =>
  groups(calls, (call) => [call.session]).map(({ items }) =>
    items.toSorted((one, other) => one.started - other.started || (one.id < other.id ? -1 : 1)),
  );

const statusOf = (attributes: Readonly<Record<string, unknown>>): number | undefined =>
  attributes['status_code'] === undefined ? undefined : Number(attributes['status_code']);
const categoryOf = (status: number | undefined): string => {
  if (status === undefined) return 'api: network';
  if (status === 429) return 'api: rate limit';
  if (status === 529) return 'api: overloaded';
  if (status >= 500) return 'api: server';
  return status === 401 || status === 403 ? 'api: authentication' : 'api: request';
};

const byTool = (calls: readonly Call[], key: (call: Call) => readonly Cell[]): Rows =>
  groups(ran(calls), key).map(({ key: parts, items }) => {
    const failed = failedOf(items).length;
    return [
      ...parts,
      items.length,
      failed,
      share(failed, items.length),
      distinct(items, (call) => call.session),
    ];
  });

/** The answers of the `error-` queries. */
export const expectedErrors: Readonly<Record<string, (world: World) => Rows>> = {
  'error-patterns': ({ calls, events }) => {
    const api = events
      .filter(({ name }) => name === 'api_error')
      .map(({ attributes, session, at }) => ({
        source: 'api',
        code: String(statusOf(attributes) ?? 'network'),
        subject: String(attributes['model']),
        session,
        at,
        sample: String(attributes['error'] ?? statusOf(attributes) ?? 'network'),
      }));
    const tool = failedOf(calls).map((call) => ({
      source: 'tool',
      code: call.errorType ?? call.errorKind ?? 'unknown',
      subject: call.tool,
      session: call.session,
      at: call.started,
      sample: call.errorKind ?? call.errorType ?? 'unknown',
    }));
    return sorted(
      groups([...api, ...tool], ({ source, code, subject }) => [source, code, subject]).map(
        ({ key, items }) => {
          const last = Math.max(...items.map(({ at }) => at));
          const samples = items.filter(({ at }) => at === last).map(({ sample }) => sample);
          return [
            ...key,
            items.length,
            distinct(items, ({ session }) => session),
            iso(last),
            samples.toSorted().at(-1) ?? null,
          ];
        },
      ),
      -4,
      1,
      2,
      3,
    ).slice(0, 100);
  },
  'error-by-phase': (world) => {
    const phase = phaseOf(world);
    return sorted(
      byTool(world.calls, (call) => [phase(call)]),
      -3,
      1,
    );
  },
  'error-categories': ({ calls, events }) => {
    const all = [
      ...events
        .filter(({ name }) => name === 'api_error')
        .map(({ attributes, session }) => ({ category: categoryOf(statusOf(attributes)), session })),
      ...failedOf(calls).map(({ errorKind, errorType, session }) => ({
        category: `tool: ${errorKind ?? errorType ?? 'unknown'}`,
        session,
      })),
    ];
    return sorted(
      groups(all, ({ category }) => [category]).map(({ key, items }) => [
        ...key,
        items.length,
        share(items.length, all.length),
        distinct(items, ({ session }) => session),
      ]),
      -2,
      1,
    );
  },
  'error-by-agent': ({ calls }) =>
    sorted(
      byTool(calls, (call) => [agentOf(call)]),
      -3,
      1,
    ),
  'error-tool-reliability': ({ calls }) =>
    sorted(
      groups(ran(calls), ({ tool }) => [tool]).map(({ key, items }) => {
        const failed = failedOf(items);
        return [
          ...key,
          items.length,
          failed.length,
          share(failed.length, items.length),
          distinct(failed, ({ session }) => session),
          distinct(failed, ({ errorType, errorKind }) => errorType ?? errorKind ?? 'unknown'),
        ];
      }),
      -3,
      1,
    ),
  'error-trend': ({ events, points }) => {
    const days = new Set([...events, ...points].map(({ at }) => dayOf(at)));
    return [...days]
      .toSorted()
      .reverse()
      .map((day) => {
        const of = events.filter(({ at }) => dayOf(at) === day);
        const errors = count(of, ({ name }) => name === 'api_error');
        const requests = count(of, ({ name }) => name === 'api_request') + errors;
        const results = of.filter(({ name }) => name === 'tool_result');
        const failures = count(results, ({ attributes }) => String(attributes['success']) === 'false');
        return [
          day,
          requests,
          errors,
          share(errors, requests),
          results.length,
          failures,
          share(failures, results.length),
        ];
      });
  },
  'error-sessions': ({ sessions }) =>
    sorted(
      sessions
        .filter((s) => s.failures + s.apiErrors > 0 || (s.lastStop ?? 'ok') !== 'ok')
        .map((s) => [
          s.id,
          s.person,
          s.project,
          s.failures + s.apiErrors,
          s.failures,
          s.apiErrors,
          s.retries,
          s.lastStop ?? null,
          s.cost / 1e9,
        ]),
      -4,
      1,
    ).slice(0, 100),
  'error-repeated': ({ calls }) =>
    sorted(
      groups(failedOf(calls), (call) => [
        call.session,
        call.person,
        call.tool,
        call.errorType ?? call.errorKind ?? 'unknown',
      ])
        .filter(({ items }) => items.length >= 2)
        .map(({ key, items }) => {
          const times = items.map(({ started }) => started);
          return [...key, items.length, round((Math.max(...times) - Math.min(...times)) / 60_000, 1)];
        }),
      -5,
      1,
      3,
      4,
    ).slice(0, 100),
  'error-context': ({ calls }) => {
    const found = inOrder(calls).flatMap((list) =>
      list.flatMap((call, index) => (call.success === false ? [{ call, before: list[index - 1] }] : [])),
    );
    return sorted(
      groups(found, ({ call, before }) => [
        before?.tool ?? null,
        before ? outcomeOf(before) : null,
        call.tool,
      ]).map(({ key, items }) => [...key, items.length, distinct(items, ({ call }) => call.session)]),
      -4,
      1,
      2,
      3,
    ).slice(0, 100);
  },
  'error-recovery': ({ calls }) => {
    const found = inOrder(ran(calls)).flatMap((list) =>
      list.flatMap((call, index) => {
        if (call.success !== false) return [];
        const next = list
          .slice(index + 1)
          .find((later) => later.tool === call.tool && later.success === true);
        return [
          {
            tool: call.tool,
            seconds: next ? (round((next.started - call.started) / 1000, 1) ?? undefined) : undefined,
          },
        ];
      }),
    );
    return sorted(
      groups(found, ({ tool }) => [tool]).map(({ key, items }) => {
        const seconds = items.flatMap((item) => (item.seconds === undefined ? [] : [item.seconds]));
        return [
          ...key,
          items.length,
          seconds.length,
          share(seconds.length, items.length),
          quantile(seconds, 0.5),
          quantile(seconds, 0.9),
        ];
      }),
      -2,
      1,
    );
  },
};
