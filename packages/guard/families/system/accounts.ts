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
  visudo: (call) =>
    call.args.some((word) => /^(-c|--check|-[a-z]*c[a-z]*)$/.test(word)) ? undefined : change(call),
  useradd: when(
    accountPatterns['account-delete'],
    /(^|\s)(-\w*o\w*|--non-unique|-u\s*0)(\s|$)|(^|\s)(-G|--groups)[= ]?\S*(sudo|docker|wheel|root|admin)/,
  ),
  usermod: when(accountPatterns['account-delete'], /(^|\s)(-L|--lock|-e\s*1|-\w*G|--groups|-u|--uid)\b/),
  gpasswd: when(accountPatterns['account-delete'], /(^|\s)(-a|-d|-A|-M|--add|--delete)\b/),
  adduser: when(
    accountPatterns['account-delete'],
    /^\s*[\w-]+\s+(sudo|docker|wheel|root|admin|adm|lxd|libvirt|kvm)\s*$/,
  ),
  passwd: when(accountPatterns['account-delete'], /(^|\s)(-d|-l|-e|--delete|--lock|--expire|root)\b/),
  chpasswd: change,
  dseditgroup: when(accountPatterns['account-delete'], /(^|\s)-a\b|delete/),
  dscl: when(accountPatterns['account-delete'], /(^|\s)-?(delete|append|create|passwd|merge)\b/),
  vipw: change,
  chsh: when(
    accountPatterns['account-delete'],
    /\S|^$/,
    /(^|\s)(-l|--list-shells|--help|-v|--version)(\s|$)/,
  ),
};
