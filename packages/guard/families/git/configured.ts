import { runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';

/** Settings that hold a command line, and aliases. */
const commands =
  /^(alias\.([^=]+)|core\.(?:pager|editor|sshcommand|fsmonitor|hookspath|askpass)|sequence\.editor|diff\.external|credential\.helper|pager\.[^=]+|[^=]*\.(?:textconv|clean|smudge|process|driver|cmd|browser))=([\s\S]*)$/i;

/**
 * Reads settings, each as `name=value`: `alias.x=!command` runs a shell, `alias.x=words` stands for a subcommand; `core.pager=...` and
 * its kin run programs. Returns the aliases.
 */
export const configured = (values: readonly string[], call: Invocation): Map<string, string> => {
  const aliases = new Map<string, string>();
  for (const value of values) {
    const match = commands.exec(value);
    if (!match) continue;
    if (match[2] !== undefined) aliases.set(match[2], match[3] as string);
    else if (/\s/.test(match[3] as string)) runText((match[3] as string).replace(/^!/, ''), call);
  }
  return aliases;
};
