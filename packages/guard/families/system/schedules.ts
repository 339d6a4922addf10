import { writePatterns } from '../../effects/write.ts';
import { ask, definePatterns, deny } from '../../findings/pattern.ts';
import { options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import { reportCall, when } from '../../program/report.ts';
import { reportOrigin } from '../../program/run.ts';
import type { Program } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';
import { machinePatterns } from './machine.ts';

// biome-ignore format: a table
export const schedulePatterns = definePatterns({
  'crontab-remove': { category: 'system', decision: deny, brief: 'Deletes every scheduled job', why: 'There is no copy of them.', suggestion: 'Edit the one line.', catches: ['crontab -r'], spares: ['crontab -l'] },
  'schedule-add': { category: 'system', decision: ask, brief: 'Changes what runs at set times', why: 'It runs later, unseen, again and again.', suggestion: 'Say the line to add; a person puts it in.', catches: ["echo '@daily /tmp/x' | crontab -", 'crontab jobs.txt'], spares: ['crontab -l | grep backup'] },
});

/** `crontab -r` deletes every entry; a file or standard input replaces them all. */
const crontab: Program = (call) => {
  const given = options(call.args, { short: 'u' });
  if (given.has('r')) return reportCall(schedulePatterns['crontab-remove'], call);
  if (given.has('l', 'e')) return mark.unknown;
  const [file = '-'] = given.operands;
  reportCall(schedulePatterns['schedule-add'], call);
  const table = call.shell.readFile(file, call.state, call.stdin ?? '');
  reportOrigin(table, call);
  for (const line of table.split('\n')) {
    const command = /^\s*(?:@\w+\s|(?:\S{1,64}\s+){5})(.+)$/.exec(line)?.[1];
    if (command) call.shell.runSource(command, call.state.child());
  }
  return mark.unknown;
};

const add = schedulePatterns['schedule-add'];
const start = writePatterns['autostart-write'];

export const schedulePrograms: Record<string, Program> = {
  crontab,
  ...named('update-rc.d chkconfig sysrc', program({ rules: { '* defaults|enable|on': start } })),
  'rc-update': program({ rules: { 'add|delete|del': start } }),
  loginctl: program({
    rules: { 'enable-linger': start, 'terminate-*|kill-*': machinePatterns['service-stop'] },
  }),
  schtasks: when(add, /^\/(create|change|delete)\b/i),
};
