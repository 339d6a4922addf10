import type { HookRow } from '../../tables/hook-row.ts';
import type { EventRow } from '../../tables/write-event.ts';

/** The kinds of entries of the audit log. */
export const auditKinds = [
  'approval',
  'auto_mode',
  'bypass',
  'budget',
  'guard',
  'person',
  'settings',
] as const;
export type AuditKind = (typeof auditKinds)[number];

/** One entry before it is written. Nothing in it is text of a prompt, a command or a file. */
export interface AuditEntry {
  readonly kind: AuditKind;
  /** The same for the same happening, however often it is reported. */
  readonly identity: string;
  /** Microseconds since 1970. */
  readonly time: number;
  readonly session: string;
  readonly detail: Readonly<Record<string, string>>;
}

type Detail = Readonly<Record<string, unknown>>;

/** Longest value; every one is a word of a closed list or a name. */
const mostCharacters = 200;

const words = (detail: Detail): AuditEntry['detail'] =>
  Object.fromEntries(
    Object.entries(detail).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [[name, String(value).slice(0, mostCharacters)]],
    ),
  );

/** The mode in which the client asks about nothing. */
const bypassMode = 'bypassPermissions';

/** What a hook event adds: the guard's verdict, a budget's stop, permissions bypassed, a refusal of auto mode, changed settings. */
export const entriesOfHook = (row: HookRow): readonly AuditEntry[] => {
  const { identity, at, session, event, tool, mcpServer, facts } = row;
  const entry = (kind: AuditKind, detail: Detail, own = `${kind} ${identity}`): AuditEntry => ({
    kind,
    identity: own,
    time: at * 1000,
    session,
    detail: words(detail),
  });
  const call = { tool, mcp_server: mcpServer };
  const [period, label, answer] = Array.isArray(facts['budget']) ? (facts['budget'] as unknown[]) : [];
  return [
    ...(row.verdict
      ? [
          entry('guard', {
            verdict: row.verdict,
            category: row.category,
            pattern: row.pattern,
            decided_by: row.decidedBy,
            ...call,
          }),
        ]
      : []),
    ...(period ? [entry('budget', { act: 'stop', period, label, answer, event, tool })] : []),
    ...(facts['bypassed'] === true ? [entry('bypass', { mode: bypassMode }, `bypass ${session}`)] : []),
    ...(event === 'PermissionDenied' ? [entry('auto_mode', { verdict: 'deny', ...call })] : []),
    ...(event === 'ConfigChange' ? [entry('settings', { changed: facts['source'], by: 'client' })] : []),
  ];
};

/** What a log event of the client adds: a person's approval, a verdict of auto mode, permissions bypassed. */
export const entriesOfEvent = ({
  identity,
  name,
  time,
  session,
  attributes,
}: EventRow): readonly AuditEntry[] => {
  const get = (attribute: string) => attributes.get(attribute);
  const entry = (kind: AuditKind, detail: Detail, own = `${kind} ${identity}`): AuditEntry => ({
    kind,
    identity: own,
    time,
    session,
    detail: words(detail),
  });
  if (name === 'permission_mode_changed') {
    const [from, to] = [get('from_mode'), get('to_mode')];
    return to === bypassMode || from === bypassMode
      ? [entry('bypass', { from, to, trigger: get('trigger') })]
      : [];
  }
  if (name !== 'tool_decision') return [];
  const call = { tool: get('tool_name'), decision: get('decision'), source: get('source') };
  const [verdict, category] = [get('classifier_verdict'), get('classifier_category')];
  return [
    ...(String(call.source).startsWith('user') ? [entry('approval', call)] : []),
    ...(verdict === undefined ? [] : [entry('auto_mode', { verdict, category, ...call })]),
    ...(get('permission_mode') === bypassMode
      ? [entry('bypass', { mode: bypassMode }, `bypass ${session}`)]
      : []),
  ];
};
