import { deletePatterns } from '../effects/delete.ts';
import { builtinPatterns } from '../families/shells/builtins.ts';
import { accountPatterns } from '../families/system/accounts.ts';
import { devicePatterns } from '../families/system/devices.ts';
import { machinePatterns } from '../families/system/machine.ts';
import type { Pattern } from '../findings/pattern.ts';
// biome-ignore format: a table
export const aliases: Record<string, string> = {
  rm: 'remove-item', ri: 'remove-item', del: 'remove-item', erase: 'remove-item', rd: 'remove-item', rmdir: 'remove-item', cat: 'get-content', gc: 'get-content', type: 'get-content',
  sc: 'set-content', ac: 'add-content', clc: 'clear-content', cp: 'copy-item', copy: 'copy-item', cpi: 'copy-item', mv: 'move-item', move: 'move-item', mi: 'move-item', ren: 'rename-item', rni: 'rename-item',
  iex: 'invoke-expression', iwr: 'invoke-webrequest', irm: 'invoke-restmethod', curl: 'invoke-webrequest', wget: 'invoke-webrequest', gci: 'get-childitem', ls: 'get-childitem', dir: 'get-childitem',
  cd: 'set-location', sl: 'set-location', chdir: 'set-location', pushd: 'set-location', sls: 'select-string', icm: 'invoke-command', saps: 'start-process', start: 'start-process', foreach: 'foreach-object', '%': 'foreach-object', '?': 'where-object', where: 'where-object', echo: 'write-output', write: 'write-output',
};

/** Full names that a parameter can be cut down to. */
export const switchNames = [
  'recurse',
  'force',
  'whatif',
  'confirm',
  'verbose',
  'hidden',
  'file',
  'directory',
];
export const valueNames = [
  'path',
  'literalpath',
  'destination',
  'filepath',
  'filter',
  'query',
  'include',
  'exclude',
  'value',
  'argumentlist',
  'uri',
  'outfile',
  'driveletter',
  'number',
  'command',
  'scriptblock',
  'erroraction',
  'name',
  'pattern',
  'encoding',
  'infile',
  'body',
  'method',
  'disknumber',
  'childpath',
  'id',
];

export const reads = new Set([
  'get-content',
  'select-string',
  'import-csv',
  'invoke-item',
  'get-filehash',
  'format-hex',
  'copy-item',
  'move-item',
  'rename-item',
  'compress-archive',
  'import-clixml',
  'import-powershelldatafile',
  'more',
  'findstr',
  'notepad',
]);
export const writes = new Set([
  'set-content',
  'add-content',
  'clear-content',
  'out-file',
  'new-item',
  'tee-object',
  'export-csv',
  'export-clixml',
  'set-item',
]);
export const disks = new Set([
  'format-volume',
  'clear-disk',
  'initialize-disk',
  'remove-partition',
  'format',
  'diskpart',
  'remove-volume',
  'reset-physicaldisk',
  'cipher',
]);
export const fetches = /^(invoke-webrequest|invoke-restmethod|start-bitstransfer)$/;
export const downloads =
  /downloadstring|downloadfile|downloaddata|invoke-webrequest|invoke-restmethod|\biwr\b|\birm\b|\bcurl\b|\bwget\b|webclient/i;
export const moved: Record<string, Pattern> = {
  'stop-computer': machinePatterns['machine-stop'],
  'restart-computer': machinePatterns['machine-stop'],
  'remove-localuser': accountPatterns['account-delete'],
  'clear-recyclebin': deletePatterns['delete-file-outside'],
  'clear-history': builtinPatterns['history-clear'],
  vssadmin: devicePatterns['volume-destroy'],
  bcdedit: machinePatterns['kernel-setting'],
  'stop-service': machinePatterns['service-stop'],
};
