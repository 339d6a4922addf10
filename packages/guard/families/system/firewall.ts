import { ask, definePatterns } from '../../findings/pattern.ts';
import { when } from '../../program/report.ts';
import type { Program } from '../../shell/shell.ts';

// biome-ignore format: a table
export const firewallPatterns = definePatterns({
  'firewall-open': { category: 'system', decision: ask, brief: 'Opens the firewall', why: 'Services become reachable from outside.', suggestion: 'Let a person do it.', catches: ['iptables -F'], spares: ['iptables -L'] },
});

const open = firewallPatterns['firewall-open'];

export const firewallPrograms: Record<string, Program> = {
  iptables: when(open, /(^|\s)(-F|--flush|-X|-P\s+\w+\s+ACCEPT)/),
  ip6tables: when(open, /(^|\s)(-F|--flush|-X)/),
  nft: when(open, /^flush\b|^delete\b/),
  netsh: when(open, /firewall.*(state\s+off|delete|reset)|^advfirewall\s+reset/i),
  'firewall-cmd': when(open, /--panic-off|--remove-|--complete-reload|--set-default-zone=trusted/),
  pfctl: when(open, /(^|\s)-(d|F)\b/),
  ufw: when(open, /^(disable|reset)\b|--force\s+reset/),
};
