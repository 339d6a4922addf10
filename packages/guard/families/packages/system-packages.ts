import { ask, definePatterns } from '../../findings/pattern.ts';
import { reportCall } from '../../program/report.ts';
import type { Program } from '../../shell/shell.ts';
import { plain } from '../../text/text.ts';

// biome-ignore format: a table
export const systemPackagePatterns = definePatterns({
  'package-essential': { category: 'system', decision: ask, brief: 'Removes a package the system needs', why: 'The machine may not start, or nothing may be installable.', suggestion: 'Let a person do it.', catches: ['apt-get remove -y libc6'], spares: ['apt-get install -y jq'] },
});

const essential =
  /(^|\s)(libc6?|glibc|bash|coreutils|systemd|sudo|apt|dpkg|rpm|dnf|yum|python3?|perl-base|linux-image\S*|kernel|kernel-core|init|util-linux|openssl|libssl\S*|base-files|pacman|login|passwd|grub\S*|musl|busybox|apk-tools)(\s|$)/;

const packages =
  (verbs: RegExp, forced?: RegExp): Program =>
  (call) => {
    const line = plain(call.args.join(' '));
    if (!verbs.test(line) || /--(dry-run|simulate|print-uris|just-print|no-act)|(^|\s)-s(\s|$)/.test(line))
      return undefined;
    return essential.test(line) || forced?.test(line)
      ? reportCall(systemPackagePatterns['package-essential'], call)
      : undefined;
  };

// biome-ignore format: a table
export const systemPackagePrograms: Record<string, Program> = {
  'apt-get': packages(/(^|\s)(remove|purge|autoremove)\b/, /--(force-yes|allow-remove-essential)/), apt: packages(/(^|\s)(remove|purge|autoremove|full-upgrade)\b/, /--(force-yes|allow-remove-essential)/),
  dpkg: packages(/(^|\s)(-r|-P|--remove|--purge)\b/, /--force-/), rpm: packages(/(^|\s)(-e|--erase)\b/, /--nodeps/), dnf: packages(/(^|\s)(remove|erase|autoremove)\b/), yum: packages(/(^|\s)(remove|erase|autoremove)\b/),
  pacman: packages(/(^|\s)-R/, /(^|\s)-R\w*dd/), apk: packages(/(^|\s)del\b/), zypper: packages(/(^|\s)(rm|remove)\b/), brew: packages(/(^|\s)(uninstall|remove|rm)\b/, /--force.*--ignore-dependencies/),
};
