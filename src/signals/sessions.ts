import { prompts as promptEvents } from '../catalogue/event-metrics.ts';
import { hookSessionsActive, hookSessionsEnded, hookSessionsStarted } from '../catalogue/hook-metrics.ts';
import { sessionDuration as durations, sessionsActive } from '../catalogue/ledger-metrics.ts';
import { activeTime, sessionCount } from '../catalogue/telemetry.ts';
import { bucketTotalsOf, meanOf, quantileOf, ratioOf } from '../promql/arithmetic.ts';
import { gaugeOf, totalOf } from '../promql/query.ts';
import { noHooks } from './advice.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('sessions');

const counting = 'A resumed session counts again; /clear does not count.';

export const sessions = total(sessionCount, {
  title: 'Sessions',
  description: `Sessions started, as the client counts them. ${counting}`,
});

export const sessionsByStart = totalBy(sessionCount, 'start_type', {
  title: 'How sessions start',
  description: `Fresh, resumed or continued. ${counting}`,
  unset: 'unknown',
});

export const sessionsByTerminal = totalBy(sessionCount, 'terminal_type', {
  title: 'Sessions by terminal',
  description: `The terminal or editor that Claude Code ran in. ${counting}`,
  unset: 'unknown',
});

export const sessionsByVersion = totalBy(sessionCount, 'app_version', {
  title: 'Sessions by client version',
  description: `The version of Claude Code. ${counting}`,
  unset: 'unknown',
});

export const sessionsByEntrypoint = totalBy(sessionCount, 'app_entrypoint', {
  title: 'Sessions by entry point',
  description: `Command line, SDK or other. Sent with OTEL_METRICS_INCLUDE_ENTRYPOINT=true. ${counting}`,
  unset: 'not told',
});

export const sessionsByProvider = totalBy(sessionCount, 'provider', {
  title: 'Sessions by provider',
  description: `Where the models run. Clients from 2.1.329. ${counting}`,
  unset: 'not told',
});

export const sessionsByProject = totalBy(sessionCount, 'project', {
  title: 'Sessions by project',
  description: `By the resource attribute \`project\`. ${counting}`,
  unset: 'no project set',
});

export const activeNow: Signal = {
  board: 'sessions',
  title: 'Active now',
  description: 'Sessions that sent telemetry in the last five minutes.',
  unit: 'short',
  legend: 'By telemetry',
  noValue: '0',
  expr: (view) => gaugeOf(sessionsActive, {}, view),
};

export const activeByHooks: Signal = {
  board: 'sessions',
  title: 'Active by hooks',
  description:
    'Sessions with a hook event in the last five minutes and no end. Clients without our hooks are not in it.',
  unit: 'short',
  legend: 'By hooks',
  noValue: noHooks,
  expr: (view) => gaugeOf(hookSessionsActive, {}, view),
};

const duration = {
  unit: 'clocks',
  noValue: 'A session counts once it was silent for thirty minutes.',
} as const;
const durationNote =
  'From first to last data of a session, breaks included; counted once it was silent for thirty minutes.';

export const meanDuration: Signal = {
  board: 'sessions',
  ...duration,
  title: 'Mean duration',
  description: durationNote,
  legend: 'Mean',
  expr: (view) => meanOf(durations, {}, view),
};

export const medianDuration: Signal = {
  board: 'sessions',
  ...duration,
  title: 'Median duration',
  description: durationNote,
  legend: 'Median',
  expr: (view) => quantileOf(0.5, durations, {}, view),
};

export const longDuration: Signal = {
  board: 'sessions',
  ...duration,
  title: 'p95 duration',
  description: `Nineteen of twenty sessions are shorter. ${durationNote}`,
  legend: 'p95',
  expr: (view) => quantileOf(0.95, durations, {}, view),
};

export const durationSpread: Signal = {
  board: 'sessions',
  ...duration,
  title: 'How long sessions are',
  description: durationNote,
  // Limits of classes are round numbers of seconds, minutes or hours.
  unit: 's',
  legend: '{{le}}',
  expr: (view) => bucketTotalsOf(durations, {}, view),
};

export const timeActive = total(activeTime, {
  title: 'Active time',
  description:
    'Time at the keyboard plus time that tools and models were at work. Idle time is left out; they may overlap.',
});

export const timeByType = totalBy(activeTime, 'type', {
  title: 'People and Claude',
  description: '`user`: people at the keyboard (interactive sessions only). `cli`: tools and models at work.',
});

export const leverage: Signal = {
  board: 'sessions',
  title: 'Claude/human time',
  description:
    'Seconds that Claude Code worked for each second that a person was active. Only interactive sessions have human time.',
  unit: 'none',
  decimals: 1,
  legend: 'Ratio',
  expr: (view) =>
    ratioOf(
      totalOf(activeTime, { where: { type: 'cli' } }, view),
      totalOf(activeTime, { where: { type: 'user' } }, view),
    ),
};

export const prompts = total(promptEvents, {
  title: 'Prompts',
  description: 'Prompts by people and those that Claude Code starts itself. From events.',
});

export const promptsPerSession: Signal = {
  board: 'sessions',
  title: 'Prompts/session',
  description: 'Prompts divided by sessions started. From events and metrics.',
  unit: 'none',
  decimals: 1,
  legend: 'Prompts per session',
  expr: (view) => ratioOf(totalOf(promptEvents, {}, view), totalOf(sessionCount, {}, view)),
};

export const startsByHooks = totalBy(hookSessionsStarted, 'source', {
  title: 'Session starts by hooks',
  description:
    'Start-up, resume, /clear and compaction, as the SessionStart hook reports it. All teams and projects.',
});

export const endsByHooks = totalBy(hookSessionsEnded, 'reason', {
  title: 'How sessions end',
  description:
    'The reason the SessionEnd hook gives. Clients that are killed say nothing. All teams and projects.',
});
