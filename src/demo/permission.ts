import type { Decision } from '@start-observability/guard/verdict.ts';
import type { Random } from './random.ts';
import type { Mode } from './team.ts';
import type { ToolCall } from './tools.ts';

/** What became of a wish to use a tool. */
export interface Permission {
  readonly decision: 'accept' | 'reject';
  readonly source: 'config' | 'hook' | 'user_temporary' | 'user_permanent' | 'user_reject';
  /** How long a person was asked; 0: nobody was. */
  readonly askedMs: number;
}

const byRule: Permission = { decision: 'accept', source: 'config', askedMs: 0 };

/** Reading needs nobody; of shell commands most are covered by a rule. */
const needsPerson = ({ name, edit }: ToolCall, mode: Mode, random: Random): boolean => {
  if (mode === 'bypassPermissions') return false;
  if (edit) return mode !== 'acceptEdits';
  if (name === 'Bash') return random.chance(0.3);
  return name.startsWith('mcp__') && random.chance(0.3);
};

/** The guard first, then rules and the mode, then a person. */
export const decide = (call: ToolCall, mode: Mode, verdict: Decision, random: Random): Permission => {
  if (verdict === 'deny') return { decision: 'reject', source: 'hook', askedMs: 0 };
  if (verdict === 'allow' && !needsPerson(call, mode, random)) return byRule;
  const askedMs = Math.round(random.around(4000, 0.9));
  const answers = { user_temporary: 80, user_permanent: 8, user_reject: verdict === 'ask' ? 60 : 7 } as const;
  const source = random.weighted(answers);
  return { decision: source === 'user_reject' ? 'reject' : 'accept', source, askedMs };
};
