import { writePatterns } from '../../effects/write.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { program } from '../../program/program.ts';
import { always, when } from '../../program/report.ts';
import { runBehind } from '../../program/run.ts';
import type { Program } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';

// biome-ignore format: a table
export const machinePatterns = definePatterns({
  'machine-stop': { category: 'system', decision: ask, brief: 'Stops or restarts the machine', why: 'All running work ends.', suggestion: 'Let a person do it.', catches: ['sudo shutdown -h now', 'reboot'], spares: ['uptime'] },
  'service-stop': { category: 'system', decision: ask, brief: 'Stops a service of the machine', why: 'Others may depend on it.', suggestion: 'Let a person do it.', catches: ['systemctl stop docker'], spares: ['systemctl status docker', 'systemctl --user restart x'] },
  'kernel-setting': { category: 'system', decision: ask, brief: 'Changes a setting of the kernel', why: 'It affects every program.', suggestion: 'Let a person do it.', catches: ['sysctl -w vm.swappiness=1'], spares: ['sysctl -a'] },
});

const stop: Program = (call) =>
  call.args.some((word) => /^(-c|--show|-k|-w|--wtmp-only)$/.test(word))
    ? undefined
    : always(machinePatterns['machine-stop'])(call);

const unit = when(
  machinePatterns['service-stop'],
  /(^|\s)(stop|disable|mask|kill|isolate|poweroff|reboot|halt|kexec|rescue|emergency)(\s|$)/,
  /(^|\s)--user(\s|$)|--help|--when[= ]cancel|--signal[= ]help/,
);
const enable = when(
  writePatterns['autostart-write'],
  /(^|\s)(enable|link|edit|set-default|add-wants)(\s|$)/,
  /--help/,
);

// biome-ignore format: a table
export const machinePrograms: Record<string, Program> = {
  shutdown: stop, reboot: stop, halt: stop, poweroff: stop,
  pm2: program({ short: 'niuflo', valued: 'name instances interpreter cwd env', rules: { 'startup|unstartup': writePatterns['autostart-write'], 'delete|del|kill': machinePatterns['service-stop'], 'stop all': machinePatterns['service-stop'] }, also: (call) => runBehind(['start'], call) }),
  supervisorctl: program({ short: 'csup', rules: { 'stop|shutdown|remove|clear': machinePatterns['service-stop'] } }), forever: program({ rules: { stopall: machinePatterns['service-stop'] } }),
  init: when(machinePatterns['machine-stop'], /^[06]$/), telinit: when(machinePatterns['machine-stop'], /^[06]$/),
  systemctl: (call) =>
    unit(call) ?? enable(call) ?? (/^show\b.*(-p|--property)[= ]?\w*Environment/.test(call.args.join(' ')) ? mark.unknown + mark.stored : undefined),
  service: when(machinePatterns['service-stop'], /\s(stop)(\s|$)/),
  launchctl: (call) =>
    when(machinePatterns['service-stop'], /^(unload|remove|bootout|disable)\b/)(call) ?? when(writePatterns['autostart-write'], /^(load|bootstrap|enable|submit)\b/)(call),
  sysctl: when(machinePatterns['kernel-setting'], /(^|\s)-w\b|=/), rmmod: always(machinePatterns['kernel-setting']), modprobe: when(machinePatterns['kernel-setting'], /(^|\s)-r\b/),
  setenforce: when(machinePatterns['kernel-setting'], /^(0|permissive)/i),
  reg: (call) =>
    when(machinePatterns['kernel-setting'], /^delete\b/i)(call) ?? when(writePatterns['autostart-write'], /^add\b.*\\(Run|RunOnce)(\s|$)/i)(call),
};
