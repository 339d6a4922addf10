import { isRawDevice } from '../../effects/devices.ts';
import { definePatterns, deny } from '../../findings/pattern.ts';
import { pathsOf } from '../../paths/path.ts';
import { type OptionSpec, options } from '../../program/options.ts';
import { reportCall } from '../../program/report.ts';
import type { Invocation, Program } from '../../shell/shell.ts';

// biome-ignore format: a table
export const devicePatterns = definePatterns({
  'device-format': { category: 'device', decision: deny, brief: 'Formats or repartitions a device', why: 'Everything on it is lost.', suggestion: 'Use an image file.', catches: ['mkfs.ext4 /dev/sdb1', 'wipefs -a /dev/sdb'], spares: ['mkfs.ext4 disk.img', 'lsblk'] },
  'volume-destroy': { category: 'device', decision: deny, brief: 'Destroys a volume, pool or array', why: 'Everything on it is lost.', suggestion: 'Leave storage to a person.', catches: ['zpool destroy tank', 'lvremove vg/data'], spares: ['zpool status tank'] },
});

const anyDevice = (words: readonly string[], call: Invocation): boolean =>
  words.some((word) => pathsOf(word, call.state).some((path) => isRawDevice(path)));

/** Makes a file system: harmless in an image file, the end of whatever was on a device. */
const makeFileSystem: Program = (call) => {
  const given = options(call.args, { short: 'tLbiNTUEeoOdI', valued: 'label type' });
  if (given.has('V', 'help', 'version') || call.args.some((word) => /^-[A-Za-z]*n$/.test(word)))
    return undefined;
  return anyDevice(given.operands, call) || /^newfs|^diskutil/.test(call.name)
    ? reportCall(devicePatterns['device-format'], call)
    : undefined;
};

interface DeviceTool extends OptionSpec {
  /** Options or words without which the tool only looks. */
  readonly needs?: readonly RegExp[];
  /** Options with which it only looks, besides those of all tools. */
  readonly looks?: RegExp;
  /** Whether it takes volume names rather than paths. */
  readonly names?: boolean;
}

// biome-ignore format: a table
const deviceTools: Record<string, DeviceTool> = {
  wipefs: { short: 'topO', needs: [/^-[^n\W]*[ao][^n\W]*$/, /^--(all|offset)/] },
  fdisk: { needs: [] },
  sfdisk: { looks: /^(-d|--dump|-J|--json|-F|--list-free|-V|--verify|-g|--show-geometry|-T|--list-types)$/, needs: [/^--delete|^--wipe|^[^-]/] },
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
  nwipe: {}, scrub: {}, ventoy: { needs: [/^-[iIu]$/] },
  asr: { names: true, needs: [/^(restore|--erase)/] },
};

const looks = /^(--help|--version|-V|-l|--list|--no-act)$/;

/** Whether a tool would change anything with these arguments. */
const acts = (tool: DeviceTool, args: readonly string[]): boolean => {
  if (args.some((word) => looks.test(word) || tool.looks?.test(word))) return false;
  if (!tool.needs || tool.needs.length === 0) return true;
  return tool.needs.some((one) => args.some((word) => one.test(word)));
};

const deviceTool =
  (tool: DeviceTool): Program =>
  (call) => {
    const { operands } = options(call.args, tool);
    if (!acts(tool, call.args)) return undefined;
    if (tool.names)
      return operands.length > 0 ? reportCall(devicePatterns['volume-destroy'], call) : undefined;
    return anyDevice(operands, call) ? reportCall(devicePatterns['device-format'], call) : undefined;
  };

/** `mkfs.ext4` and its kin go by any ending. */
export const formatting = (name: string): Program | undefined =>
  /^(mkfs\.|mkfs_|newfs)/.test(name) ? makeFileSystem : undefined;

// biome-ignore format: a table
export const devicePrograms: Record<string, Program> = {
  mkfs: makeFileSystem, mke2fs: makeFileSystem, newfs: makeFileSystem, mkdosfs: makeFileSystem, mkntfs: makeFileSystem, newfs_hfs: makeFileSystem, newfs_apfs: makeFileSystem,
  ...Object.fromEntries(Object.entries(deviceTools).map(([name, tool]) => [name, deviceTool(tool)])),
};
