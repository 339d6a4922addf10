import {
  planWindowColumns,
  sessionColumns,
  toolCallColumns,
  turnColumns,
  turnMeasures,
} from '../tables/derived.ts';
import { measureNames } from '../tables/measures.ts';
import { originColumns } from '../tables/origin.ts';
import { modelMeasures, slotMicroseconds } from '../tables/schema.ts';
import {
  type ClickhouseTable,
  column,
  ownColumns,
  packed,
  rising,
  senderColumn,
  sessionColumn,
  sought,
  sumColumns,
  whole,
} from './stored-table.ts';

/** The sender of the session where the row has none of its own; where that is known later, the row is sent again. */
const senderOrSessions = senderColumn('coalesce(nullif(e.origin, 0), s.origin)');

/** What identifies a window of a plan's limit. */
const planWindowKeys: readonly string[] = ['plan_window', 'account', 'resets'];

/** Rows that change: each version is sent whole, and the newest counts, however often it comes. */
export const changingTables = (extraLabels: readonly string[]): readonly ClickhouseTable[] => [
  {
    name: 'origins',
    columns: [
      senderColumn('e.id'),
      ...ownColumns('e', originColumns(extraLabels)),
      column('other', `Nullable(String) ${packed}`, 'e.other'),
    ],
    source: 'origins',
    joins: '',
    order: 'origin',
    keys: ['id'],
  },
  {
    name: 'session_data',
    columns: [
      column('session_id', `String ${sought}`, 'e.session_id'),
      senderColumn('e.origin'),
      ...ownColumns('e', sessionColumns),
      ...sumColumns('e', measureNames),
    ],
    source: 'session_data',
    joins: '',
    order: 'session_id',
    keys: ['id'],
  },
  {
    name: 'session_models',
    columns: [
      sessionColumn,
      column('model', `LowCardinality(String) ${sought}`, 'e.model'),
      ...sumColumns('e', modelMeasures()),
    ],
    source: 'session_models',
    joins: 'JOIN session_data s ON s.id = e.session',
    order: 'session_id, model',
    keys: ['session', 'model'],
  },
  {
    name: 'turn_data',
    columns: [
      column('prompt_id', `String ${sought}`, 'e.prompt_id'),
      sessionColumn,
      senderOrSessions,
      ...ownColumns('e', turnColumns),
      ...sumColumns('e', turnMeasures),
    ],
    source: 'turn_data',
    joins: 'LEFT JOIN session_data s ON s.id = e.session',
    order: 'prompt_id',
    keys: ['id'],
  },
  {
    name: 'tool_call_data',
    columns: [
      // Calls without an id are never touched again: where and when they were tells them apart.
      column('call', `String ${sought}`, "coalesce(e.tool_use_id, 'row ' || e.id || ' ' || e.started)"),
      column('tool_use_id', `Nullable(String) ${sought}`, 'e.tool_use_id'),
      sessionColumn,
      column('prompt_id', `Nullable(String) ${sought}`, 't.prompt_id'),
      senderOrSessions,
      column('kept_by', `Int64 ${rising}`, 'coalesce(e.started, 0)'),
      ...ownColumns('e', toolCallColumns),
    ],
    source: 'tool_call_data',
    joins: 'LEFT JOIN session_data s ON s.id = e.session LEFT JOIN turn_data t ON t.id = e.turn',
    order: 'session_id, call',
    kept: { by: 'kept_by', as: 'events' },
    keys: ['id'],
  },
  {
    name: 'slots',
    columns: [
      column('slot', `Int64 ${whole}`, 'e.slot'),
      column('time', `Int64 ${whole}`, `e.slot * ${slotMicroseconds}`),
      senderColumn('e.origin'),
      column('model', `LowCardinality(String) ${sought}`, 'e.model'),
      ...sumColumns('e', measureNames),
    ],
    source: 'slots',
    joins: '',
    order: 'slot, origin, model',
    kept: { by: 'time', as: 'events' },
    keys: ['slot', 'origin', 'model'],
  },
  {
    name: 'day_data',
    columns: [
      column('day', `LowCardinality(String) ${sought}`, 'e.day'),
      senderColumn('e.origin'),
      column('model', `LowCardinality(String) ${sought}`, 'e.model'),
      ...sumColumns('e', measureNames),
    ],
    source: 'day_data',
    joins: '',
    order: 'day, origin, model',
    keys: ['day', 'origin', 'model'],
  },
  {
    name: 'plan_window_data',
    columns: [
      column('plan_window', `LowCardinality(String) ${sought}`, 'e.plan_window'),
      column('account', `LowCardinality(String) ${sought}`, 'e.account'),
      column('resets', `Int64 ${whole}`, 'e.resets'),
      ...ownColumns(
        'e',
        planWindowColumns.filter(({ name }) => !planWindowKeys.includes(name)),
      ),
    ],
    source: 'plan_window_data',
    joins: '',
    order: planWindowKeys.join(', '),
    keys: planWindowKeys,
  },
  {
    name: 'merged_pull_data',
    columns: [
      column('repository', `LowCardinality(String) ${sought}`, 'e.repository'),
      column('pull', `String ${packed}`, 'e.pull'),
      column('branch', `String ${packed}`, 'e.branch'),
      column('merged', `Int64 ${whole}`, 'e.merged'),
    ],
    source: 'merged_pull_data',
    joins: '',
    order: 'repository, pull',
    keys: ['repository', 'pull'],
  },
];
