import { judge } from '@start-observability/guard/judge.ts';
import { describe, expect, test } from 'vitest';
import { metrics } from '../../src/catalogue/telemetry.ts';
import { defaults } from '../../src/config/schema.ts';
import { sessionsIn, workdays } from '../../src/demo/calendar.ts';
import type { Run } from '../../src/demo/client.ts';
import { exportsOf } from '../../src/demo/otlp.ts';
import { play } from '../../src/demo/session.ts';

const wednesday = new Date(2026, 10, 18, 15).getTime();
const month = (now: number, seed = 'demo'): readonly Run[] =>
  sessionsIn(workdays(now, 14), seed).map((plan) => play(plan, (call) => judge(call, defaults().guard)));
const runs = month(wednesday);

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const gained = (metric: string, all = runs): number =>
  sum(all.flatMap(({ gains }) => gains.filter((gain) => gain.metric === metric).map(({ value }) => value)));
const told = (event: string, attribute: string): readonly number[] =>
  runs.flatMap(({ events }) =>
    events.filter(({ name }) => name === event).map(({ attributes }) => Number(attributes[attribute] ?? 0)),
  );

describe('the made-up team', () => {
  test('lives the same life with the same seed, whatever the time is, and another with another', () => {
    const lengths = (all: readonly Run[]) => all.map(({ events, hooks }) => [events.length, hooks.length]);
    expect(lengths(month(wednesday))).toEqual(lengths(runs));
    expect(gained('claude_code.cost.usage', month(wednesday + 3_600_000))).toBe(
      gained('claude_code.cost.usage'),
    );
    expect(lengths(month(wednesday, 'other'))).not.toEqual(lengths(runs));
  });

  test('begins no session at night or on a weekend, but today whenever today is', () => {
    const past = runs.filter(({ plan }) => plan.from < wednesday - 24 * 3_600_000);
    const begun = past.map(({ plan }) => new Date(plan.from));
    expect(
      begun.filter((date) => date.getDay() % 6 === 0 || date.getHours() < 8 || date.getHours() >= 18),
    ).toEqual([]);
    const sunday = new Date(2026, 10, 22, 3).getTime();
    expect(month(sunday).some(({ plan }) => plan.from < sunday && plan.to > sunday)).toBe(true);
  });

  test('tells the same money and tokens by metrics and by events', () => {
    expect(gained('claude_code.cost.usage')).toBeCloseTo(sum(told('api_request', 'cost_usd')), 6);
    const types = ['input', 'output', 'cache_read', 'cache_creation'];
    expect(gained('claude_code.token.usage')).toBe(
      sum(types.flatMap((type) => told('api_request', `${type}_tokens`))),
    );
  });

  test('runs no tool that was rejected, and is stopped by the guard as the guard decides', () => {
    const wanted = runs.flatMap(({ hooks }) =>
      hooks
        .filter(({ payload }) => payload['hook_event_name'] === 'PreToolUse')
        .map(({ payload }) => payload),
    );
    const denied = wanted.filter(({ tool_name, tool_input, cwd }) => {
      const [, , person = ''] = String(cwd).split('/');
      const call = { tool: String(tool_name), input: tool_input, cwd: String(cwd), home: `/home/${person}` };
      return judge(call, defaults().guard).decision === 'deny';
    });
    const decisions = runs.flatMap(({ events }) => events.filter(({ name }) => name === 'tool_decision'));
    const rejected = (source: string) =>
      decisions.filter(
        ({ attributes }) => attributes['decision'] === 'reject' && attributes['source'] === source,
      );
    expect(denied.length).toBeGreaterThan(0);
    expect(rejected('hook')).toHaveLength(denied.length);
    const accepted = decisions.filter(({ attributes }) => attributes['decision'] === 'accept');
    const results = runs.flatMap(({ events }) => events.filter(({ name }) => name === 'tool_result'));
    expect(results).toHaveLength(accepted.length);
  });

  test('exports every gain once, however time is cut', () => {
    const [run] = runs.filter(({ gains }) => gains.length > 100);
    if (!run) throw new Error('nobody did much');
    const known = new Set(metrics.map(({ name }) => name));
    expect(run.gains.every(({ metric }) => known.has(metric))).toBe(true);
    const [from, to] = [run.plan.from, (run.hooks.at(-1)?.at ?? 0) + 1];
    const points = (step: number) => {
      const values: number[] = [];
      for (let at = from; at < to; at += step) {
        for (const { body } of exportsOf(run, at, Math.min(at + step, to)))
          JSON.stringify(body, (key, value) => {
            if (key === 'asDouble') values.push(value);
            return value;
          });
      }
      return sum(values);
    };
    expect(points(60_000)).toBeCloseTo(points(to - from), 6);
  });
});
