import { writePatterns } from '../effects/write.ts';
import { cloudPatterns } from '../families/clouds/clouds.ts';
import { builtinPatterns } from '../families/shells/builtins.ts';
import { accountPatterns } from '../families/system/accounts.ts';
import { firewallPatterns } from '../families/system/firewall.ts';
import { machinePatterns } from '../families/system/machine.ts';
import { schedulePatterns } from '../families/system/schedules.ts';
import type { Pattern } from '../findings/pattern.ts';

/** What a cmdlet of a module does, told by its name and, where that is not enough, by its words. */
interface ModuleRule {
  readonly name: RegExp;
  readonly words?: RegExp;
  readonly unless?: RegExp;
  readonly pattern: Pattern;
}

/** `Remove-…` of the session itself, of which nothing outlives it, or with rules of its own. */
const ofTheSession =
  'item|itemproperty|variable|module|psdrive|job|jobtrigger|event|alias|typedata|pssession|pssnapin|psbreakpoint|printer|type|smbmapping|appxpackage|localuser|partition|volume';

const keptSetting = machinePatterns['kernel-setting'];

// biome-ignore format: a table
const rules: readonly ModuleRule[] = [
  { name: new RegExp(`^remove-(?!(${ofTheSession})$)`), unless: /-whatif\b/i, pattern: cloudPatterns['cloud-delete'] },
  { name: /^register-scheduledtask$/, pattern: schedulePatterns['schedule-add'] },
  { name: /^new-service$/, pattern: writePatterns['autostart-write'] },
  { name: /^(set|new)-itemproperty$/, words: /\\(run|runonce)\b/i, pattern: writePatterns['autostart-write'] },
  { name: /^remove-item(property)?$/, words: /\bhk(lm|cu|cr|u):/i, pattern: keptSetting },
  { name: /^set-executionpolicy$/, unless: /-scope\s+process\b/i, pattern: keptSetting },
  { name: /^(set|add)-mppreference$/, pattern: keptSetting },
  { name: /^set-netfirewallprofile$/, words: /-enabled\W+(false|0)/i, pattern: firewallPatterns['firewall-open'] },
  { name: /^(disable|remove)-netfirewallrule$/, pattern: firewallPatterns['firewall-open'] },
  { name: /^(new-localuser|add-localgroupmember|enable-localuser)$/, pattern: accountPatterns['account-delete'] },
  { name: /^(clear|remove)-eventlog$/, pattern: builtinPatterns['history-clear'] },
  { name: /^wevtutil$/, words: /\s(cl|clear-log)\b/i, pattern: builtinPatterns['history-clear'] },
];

/** The pattern of what a cmdlet does, where one of the rules holds. */
export const moduleRule = (name: string, words: string): Pattern | undefined =>
  rules.find(
    (rule) =>
      rule.name.test(name) && (rule.words?.test(words) ?? true) && !(rule.unless?.test(words) ?? false),
  )?.pattern;

/** Whether a cmdlet prints a secret that a store keeps. */
export const printsSecret = (name: string, words: string): boolean =>
  /^(get-secsecretvalue|get-azaccesstoken|get-azstorageaccountkey)$/.test(name) ||
  (/^(get-azkeyvaultsecret|get-secret)$/.test(name) && /-asplaintext\b/i.test(words)) ||
  (name === 'get-ssmparameter' && /-withdecryption\b/i.test(words)) ||
  (name === 'netsh' && /key=clear/i.test(words));
