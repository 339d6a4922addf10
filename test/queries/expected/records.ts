import { mergedPulls } from '../../tables/merged-pulls.ts';
import { planWindows } from '../../tables/plan-windows.ts';
import {
  count,
  dayOf,
  distinct,
  groups,
  hourOf,
  iso,
  type Rows,
  round,
  sorted,
  sum,
  weekdayOf,
} from './adding.ts';
import { failedOf } from './errors.ts';
import type { World } from './world.ts';

const isoOrNull = (milliseconds: number | undefined) =>
  milliseconds === undefined ? null : iso(milliseconds);

/** The answers of the queries that boards show row by row. */
export const expectedRecords: Readonly<Record<string, (world: World) => Rows>> = {
  'board-sessions': ({ sessions, calls }) =>
    sorted(
      sessions.map((s) => [
        s.id,
        s.project,
        s.person,
        s.cost / 1e9,
        s.prompts,
        s.calls,
        s.failures,
        count(calls, ({ session, verdict }) => session === s.id && verdict === 'deny'),
        round((s.ended - s.started) / 60_000, 1),
        iso(s.started),
      ]),
      -4,
      1,
    ).slice(0, 100),
  'board-failures': ({ calls }) =>
    sorted(
      groups(failedOf(calls), (call) => [call.tool, call.errorKind ?? call.errorType ?? 'unknown']).map(
        ({ key, items }) => {
          const last = Math.max(...items.map(({ started }) => started));
          const ids = items.filter(({ started }) => started === last).map(({ session }) => session);
          return [
            ...key,
            items.length,
            distinct(items, ({ session }) => session),
            iso(last),
            ids.toSorted().at(-1) ?? null,
          ];
        },
      ),
      -3,
      1,
      2,
    ).slice(0, 100),
  'board-blocks': ({ calls }) =>
    calls
      .filter(({ verdict }) => verdict === 'deny' || verdict === 'ask')
      .toSorted((one, other) => other.started - one.started || (one.id < other.id ? -1 : 1))
      .slice(0, 100)
      .map((call) => [
        iso(call.started),
        call.verdict ?? null,
        call.tool,
        call.pattern ?? null,
        call.project,
        call.person,
        call.session,
        null,
      ]),
  'board-tool-cost': ({ calls, events }) => {
    const requests = groups(
      events.filter(({ name }) => name === 'api_request'),
      ({ session }) => [session],
    );
    const prices = new Map(
      requests.map(({ key, items }) => {
        const of = (name: string) => sum(items, ({ attributes }) => Number(attributes[name] ?? 0));
        const weighted =
          of('input_tokens') +
          1.25 * of('cache_creation_tokens') +
          0.1 * of('cache_read_tokens') +
          5 * of('output_tokens');
        return [key[0], of('cost_usd') / weighted];
      }),
    );
    return sorted(
      groups(
        calls.filter(({ result }) => result !== undefined),
        (call) => [call.tool, call.server ?? ''],
      ).map(({ key, items }) => [
        ...key,
        items.length,
        round(sum(items, ({ result }) => result) / 4),
        round(
          sum(items, ({ result, session }) => ((result ?? 0) / 4) * 1.25 * (prices.get(session) ?? 0)),
          4,
        ),
      ]),
      -5,
      -4,
      1,
      2,
    );
  },
  'board-hours': ({ points }) =>
    sorted(
      groups(
        points.filter(({ metric }) => metric === 'claude_code.session.count'),
        ({ at }) => [weekdayOf(at), hourOf(at)],
      ).map(({ key, items }) => [...key, sum(items, ({ amount }) => amount)]),
      1,
      2,
    ),
  'board-context': ({ events, calls }) => {
    const asked = events.filter(({ name }) => name === 'api_request');
    const requests = asked.filter(
      ({ attributes }) => !String(attributes['query_source'] ?? '').startsWith('agent:'),
    );
    const number = (attributes: Readonly<Record<string, unknown>>, name: string) =>
      Number(attributes[name] ?? 0);
    const cached = ({ attributes }: (typeof requests)[number]) =>
      number(attributes, 'cache_read_tokens') + number(attributes, 'cache_creation_tokens');
    const parts = new Map<string, number>();
    const add = (part: string, tokens: number) => parts.set(part, (parts.get(part) ?? 0) + tokens);
    for (const { items } of groups(
      requests.filter((request) => cached(request) > 0),
      ({ session }) => [session],
    ))
      add(
        'At the start: CLAUDE.md, skills, MCP and other tools',
        Math.min(...items.map((one) => cached(one) + number(one.attributes, 'input_tokens'))),
      );
    for (const { attributes } of requests) add('Answers', number(attributes, 'output_tokens'));
    for (const { name, attributes } of events)
      if (name === 'user_prompt' && attributes['prompt_length'] !== undefined)
        add('Prompts', number(attributes, 'prompt_length') / 4);
    for (const { result, server, tool } of calls)
      if (result !== undefined)
        add(server ? `Results of the MCP server ${server}` : `Results of ${tool}`, result / 4);
    const all = sum([...parts.values()], (tokens) => tokens);
    const asking = distinct(asked, ({ session }) => session);
    return [...parts]
      .toSorted((one, other) => other[1] - one[1])
      .map(([part, tokens]) => [part, round(tokens / asking), round(tokens / all, 4)]);
  },
  'board-groups': ({ sessions, calls, events, points }) => {
    const people = (kind: string, items: readonly (readonly [string, string])[]) =>
      groups(items, ([name]) => [name]).map(({ key: [name], items: ones }) => [
        kind,
        name ?? '',
        distinct(ones, ([, person]) => person),
      ]);
    const worked = [...events, ...points];
    const requests = events.filter(({ name }) => name === 'api_request');
    return sorted(
      [
        ...people(
          'all',
          sessions.map(({ person }) => ['', person] as const),
        ),
        ...people(
          'day',
          worked.map(({ at, person }) => [dayOf(at), person] as const),
        ),
        ...people(
          'model',
          requests.map(({ attributes, person }) => [String(attributes['model']), person] as const),
        ),
        ...people(
          'tool',
          calls.map(({ tool, person }) => [tool, person] as const),
        ),
      ].filter(([, , count]) => Number(count) >= 5),
      1,
      2,
    );
  },
  'board-plan-windows': () =>
    sorted(
      planWindows
        .filter(({ resets }) => resets <= Date.now())
        .map(({ window, account, resets, used, reached, reported }) => [
          window,
          account,
          iso(resets),
          round(used, 4),
          isoOrNull(reached),
          iso(reported),
        ]),
      -3,
      1,
      2,
    ),
  'board-merged-pulls': ({ turns }) =>
    sorted(
      mergedPulls.flatMap(({ repository, pull, branch, merged }) => {
        const before = mergedPulls
          .filter((one) => one.repository === repository && one.branch === branch && one.merged < merged)
          .map((one) => one.merged);
        const own = turns.filter(
          (turn) =>
            turn.project === repository &&
            turn.branch === branch &&
            turn.started <= merged &&
            turn.started > Math.max(0, ...before),
        );
        if (own.length === 0) return [];
        const sessions = distinct(own, ({ session }) => session);
        const cost = sum(own, (turn) => turn.cost) / 1e9;
        return [[repository, pull, branch, iso(merged), sessions, own.length, cost]];
      }),
      -4,
      1,
      2,
    ),
};
