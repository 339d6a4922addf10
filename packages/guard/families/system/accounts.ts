import { ask, definePatterns } from '../../findings/pattern.ts';
import { always, when } from '../../program/report.ts';
import type { Program } from '../../shell/shell.ts';

// biome-ignore format: a table
export const accountPatterns = definePatterns({
  'account-delete': { category: 'system', decision: ask, brief: 'Changes who may use the machine', why: 'Accounts and their files are hard to bring back.', suggestion: 'Let a person do it.', catches: ['userdel -r bob'], spares: ['id bob'] },
});

const change = always(accountPatterns['account-delete']);

export const accountPrograms: Record<string, Program> = {
  userdel: change,
  deluser: change,
  groupdel: change,
  delgroup: change,
  visudo: change,
  usermod: when(accountPatterns['account-delete'], /(^|\s)(-L|--lock|-e\s*1)\b/),
};
