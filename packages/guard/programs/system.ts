import { placeOf } from '../paths/place.ts';
import type { Invocation, Program } from '../shell/shell.ts';
import { mark, plain } from '../shell/text.ts';
import { isRawDevice, pathsOf } from './access.ts';
import { type OptionSpec, options } from './options.ts';
import { reportOrigin, runVariables } from './shells.ts';

const report = (pattern: string, call: Invocation): undefined => {
  call.reading.report(pattern, plain(`${call.name} ${call.args.join(' ')}`));
  return undefined;
};

const asks = (given: ReturnType<typeof options>): boolean =>
  given.has('help', 'h', 'version', 'V', 'dry-run', 'no-act');

const anyDevice = (words: readonly string[], call: Invocation): boolean =>
  words.some((word) => pathsOf(word, call.state).some((path) => isRawDevice(path)));

/** Makes a file system: harmless in an image file, the end of whatever was on a device. */
const makeFileSystem: Program = (call) => {
  const given = options(call.args, { short: 'tLbiNTUEeoOdFI'.replace('F', ''), valued: ['label', 'type'] });
  if (given.has('V', 'help', 'version') || call.args.some((word) => /^-[A-Za-z]*n$/.test(word)))
    return undefined;
  return anyDevice(given.operands, call) || /^newfs|^diskutil/.test(call.name)
    ? report('device-format', call)
    : undefined;
};

interface DeviceTool extends OptionSpec {
  /** Options or words without which the tool only looks. */
  readonly needs?: readonly RegExp[];
  /** Whether it takes volume names rather than paths. */
  readonly names?: boolean;
}

// biome-ignore format: a table
const deviceTools: Record<string, DeviceTool> = {
  wipefs: { short: 'topO', needs: [/^-[^n\W]*[ao][^n\W]*$/, /^--(all|offset)/] },
  fdisk: { needs: [] },
  sfdisk: { needs: [/^--delete|^--wipe|^[^-]/] },
  cfdisk: {},
  gdisk: {},
  sgdisk: { needs: [/^-\w*[zZdono]/, /^--(zap|zap-all|delete|clear|new|mbrtogpt)/] },
  parted: { needs: [/^(rm|mklabel|mktable|mkpart|resizepart|mkpartfs)$/] },
  badblocks: { needs: [/^-\w*[wn]/] },
  hdparm: { needs: [/^--(security-erase|security-erase-enhanced|trim-sector-ranges|make-bad-sector|write-sector|format)/] },
  blkdiscard: {},
  mdadm: { names: true, needs: [/^--(zero-superblock|stop|remove|fail|create)$/, /^-[Sr]$/] },
  cryptsetup: { needs: [/^(erase|luksErase|luksFormat|luksKillSlot|luksRemoveKey|reencrypt|format)$/] },
  nvme: { needs: [/^(format|sanitize|write|write-zeroes|dsm|delete-ns|write-uncor|security-send)$/] },
  swapoff: { needs: [/^never$/] },
  mkswap: {},
  tune2fs: { needs: [/^never$/] },
  resize2fs: { needs: [/^never$/] },
  zpool: { names: true, needs: [/^(destroy|labelclear|remove|offline)$/] },
  zfs: { names: true, needs: [/^(destroy|rollback)$/] },
  btrfs: { names: true, needs: [/^(delete|del|remove|zero-log)$/] },
  lvremove: { names: true }, vgremove: { names: true }, pvremove: { names: true }, lvreduce: { names: true },
  lvm: { names: true, needs: [/^(lvremove|vgremove|pvremove|lvreduce)$/] },
  dmsetup: { names: true, needs: [/^(remove|remove_all|wipe_table|clear)$/] },
  diskutil: { names: true, needs: [/^(erase\w*|partitionDisk|secureErase|reformat|zeroDisk|randomDisk|apfs)$/i] },
  flashrom: { names: true, needs: [/^-\w*[wE]/] },
  ddrescue: { needs: [/^never$/] },
  asr: { names: true, needs: [/^(restore|--erase)/] },
};

const looks = /^(--help|--version|-V|-l|--list|--no-act)$/;

/** Whether a tool would change anything with these arguments. */
const acts = (tool: DeviceTool, args: readonly string[]): boolean => {
  if (args.some((word) => looks.test(word))) return false;
  if (!tool.needs || tool.needs.length === 0) return true;
  return tool.needs.some((one) => args.some((word) => one.test(word)));
};

const deviceTool =
  (tool: DeviceTool): Program =>
  (call) => {
    const { operands } = options(call.args, tool);
    if (!acts(tool, call.args)) return undefined;
    if (tool.names) return operands.length > 0 ? report('volume-destroy', call) : undefined;
    return anyDevice(operands, call) ? report('device-format', call) : undefined;
  };

/** Modes that let everybody write, or nobody do anything. */
const looseMode = /^0?[0-7]?(777|666|000)$|(^|,)[ug]*[ao][ugoa]*[+=][rwxXst]*w|^[+=]rwx$/;
const setId = /^0?[2-7][0-7]{3}$|[ug]*\+s/;

const mode: Program = (call) => {
  const given = options(call.args, {
    valued: ['reference'],
    long: ['recursive', 'verbose', 'changes', 'silent', 'quiet', 'preserve-root', 'no-preserve-root'],
  });
  // A mode such as -w or -x looks like an option.
  const [first = '', ...rest] = given.operands;
  const deep = given.has('R', 'recursive');
  const targets = given.has('reference') || call.name === 'setfacl' ? given.operands : rest;
  if (call.name === 'chmod' && looseMode.test(first)) report('world-writable', call);
  if (call.name === 'chmod' && setId.test(first) && !/^0?0/.test(first) && !/^0?[0-7]{3}$/.test(first))
    report('set-user-id', call);
  for (const target of targets) for (const path of pathsOf(target, call.state)) reportMode(path, deep, call);
  return undefined;
};

const reportMode = (path: string, deep: boolean, call: Invocation): void => {
  const place = placeOf(path, call.reading.places);
  if (deep && (place === 'root' || place === 'system' || place === 'home' || place === 'parent'))
    report('system-permissions', call);
  else if (place === 'system' && /^\/(etc|usr|bin|sbin|lib|boot)(\/|$)/.test(path))
    report('system-permissions', call);
};

const when =
  (pattern: string, test: RegExp, except?: RegExp): Program =>
  (call) => {
    const line = plain(call.args.join(' '));
    return test.test(line) && !except?.test(line) ? report(pattern, call) : undefined;
  };

const always =
  (pattern: string): Program =>
  (call) =>
    asks(options(call.args)) && !call.args.includes('-h') ? undefined : report(pattern, call);

const essential =
  /(^|\s)(libc6?|glibc|bash|coreutils|systemd|sudo|apt|dpkg|rpm|dnf|yum|python3?|perl-base|linux-image\S*|kernel|kernel-core|init|util-linux|openssl|libssl\S*|base-files|pacman|login|passwd|grub\S*|musl|busybox|apk-tools)(\s|$)/;

const packages =
  (verbs: RegExp, forced?: RegExp): Program =>
  (call) => {
    const line = plain(call.args.join(' '));
    if (!verbs.test(line) || /--(dry-run|simulate|print-uris|just-print|no-act)|(^|\s)-s(\s|$)/.test(line))
      return undefined;
    return essential.test(line) || forced?.test(line) ? report('package-essential', call) : undefined;
  };

/** `crontab -r` deletes every entry; a file or standard input replaces them all. */
const crontab: Program = (call) => {
  const given = options(call.args, { short: 'u' });
  if (given.has('r')) return report('crontab-remove', call);
  if (given.has('e')) runVariables(['VISUAL', 'EDITOR'], call);
  if (given.has('l', 'e')) return mark.unknown;
  const [file = '-'] = given.operands;
  const table = call.shell.readFile(file, call.state, call.stdin ?? '');
  reportOrigin(table, call);
  for (const line of table.split('\n')) {
    const command = /^\s*(?:@\w+\s|(?:\S{1,64}\s+){5})(.+)$/.exec(line)?.[1];
    if (command) call.shell.runSource(command, call.state.child());
  }
  return mark.unknown;
};

const killAll: Program = (call) => {
  const line = call.args.join(' ');
  if (call.name === 'kill' && /(^|\s)-1$/.test(line) && call.args.length > 1)
    return report('kill-everything', call);
  if (call.name !== 'kill' && /(^|\s)(-9|-KILL|-s\s*(9|KILL)|--signal[= ]?(9|KILL))/.test(line))
    return report('kill-by-name', call);
  return undefined;
};

// biome-ignore format: a table
export const systemPrograms: Record<string, Program> = {
  mkfs: makeFileSystem, mke2fs: makeFileSystem, newfs: makeFileSystem, mkdosfs: makeFileSystem, mkntfs: makeFileSystem, newfs_hfs: makeFileSystem, newfs_apfs: makeFileSystem,
  ...Object.fromEntries(Object.entries(deviceTools).map(([name, tool]) => [name, deviceTool(tool)])),
  chmod: mode, chown: mode, chgrp: mode, setfacl: mode,
  crontab,
  kill: killAll, killall: killAll, pkill: killAll,
  shutdown: always('machine-stop'), reboot: always('machine-stop'), halt: always('machine-stop'), poweroff: always('machine-stop'),
  init: when('machine-stop', /^[06]$/), telinit: when('machine-stop', /^[06]$/),
  systemctl: when('service-stop', /(^|\s)(stop|disable|mask|kill|isolate|poweroff|reboot|halt|kexec|rescue|emergency)(\s|$)/, /(^|\s)--user(\s|$)|--help/),
  service: when('service-stop', /\s(stop)(\s|$)/),
  launchctl: when('service-stop', /^(unload|remove|bootout|disable)\b/),
  userdel: always('account-delete'), deluser: always('account-delete'), groupdel: always('account-delete'), delgroup: always('account-delete'),
  usermod: when('account-delete', /(^|\s)(-L|--lock|-e\s*1)\b/),
  iptables: when('firewall-open', /(^|\s)(-F|--flush|-X|-P\s+\w+\s+ACCEPT)/), ip6tables: when('firewall-open', /(^|\s)(-F|--flush|-X)/),
  nft: when('firewall-open', /^flush\b|^delete\b/), ufw: when('firewall-open', /^(disable|reset)\b|--force\s+reset/),
  sysctl: when('kernel-setting', /(^|\s)-w\b|=/), rmmod: always('kernel-setting'), modprobe: when('kernel-setting', /(^|\s)-r\b/),
  setenforce: when('kernel-setting', /^(0|permissive)/i),
  visudo: always('account-delete'), reg: when('kernel-setting', /^delete\b/i),
  'apt-get': packages(/(^|\s)(remove|purge|autoremove)\b/, /--(force-yes|allow-remove-essential)/), apt: packages(/(^|\s)(remove|purge|autoremove|full-upgrade)\b/, /--(force-yes|allow-remove-essential)/),
  dpkg: packages(/(^|\s)(-r|-P|--remove|--purge)\b/, /--force-/), rpm: packages(/(^|\s)(-e|--erase)\b/, /--nodeps/), dnf: packages(/(^|\s)(remove|erase|autoremove)\b/), yum: packages(/(^|\s)(remove|erase|autoremove)\b/),
  pacman: packages(/(^|\s)-R/, /(^|\s)-R\w*dd/), apk: packages(/(^|\s)del\b/), zypper: packages(/(^|\s)(rm|remove)\b/), brew: packages(/(^|\s)(uninstall|remove|rm)\b/, /--force.*--ignore-dependencies/),
};

/** `mkfs.ext4` and its kin go by any ending. */
export const familyOf = (name: string): Program | undefined => {
  if (/^(mkfs\.|mkfs_|newfs)/.test(name)) return makeFileSystem;
  return undefined;
};
