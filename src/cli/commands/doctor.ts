import { Command } from 'commander';
import { type CheckFinding, type Group, groupTitles, type Status } from '../../doctor/check.ts';
import { checks } from '../../doctor/checks.ts';
import { asData, type Diagnosis, diagnose, mend } from '../../doctor/doctor.ts';
import type { SurroundingsOptions } from '../../doctor/surroundings.ts';
import { exitCode } from '../../failure.ts';
import { counted } from '../amounts.ts';
import type { CommandGroup } from '../command.ts';
import { archive as writeArchive } from '../doctor-archive.ts';
import { forModelOption, jsonPrinter } from '../for-model.ts';
import { paint, print, say } from '../terminal.ts';

interface DoctorOptions {
  readonly fix?: boolean;
  readonly json?: boolean;
  readonly forModel?: boolean;
  readonly project?: string;
  /** True: a name with the time, in the current folder. */
  readonly archive?: string | true;
  readonly show?: boolean;
  readonly yes?: boolean;
}

const marks: Readonly<Record<Status, string>> = {
  ok: paint('green', '✓'),
  warning: paint('yellow', '!'),
  failed: paint('red', '✗'),
  'not reached': paint('dim', '·'),
};

const width = Math.max(...checks.map(({ title }) => title.length));

const timeText = (milliseconds: number): string =>
  milliseconds < 1000 ? `${milliseconds} ms` : `${(milliseconds / 1000).toFixed(1)} s`;

const lines = ({ status, title, what, evidence, fix, milliseconds }: CheckFinding): readonly string[] => {
  const isQuiet = status === 'ok' || status === 'not reached';
  const told = status === 'not reached' ? `not reached: ${what}` : what;
  const head = `  ${marks[status]} ${title.padEnd(width)}  ${isQuiet ? paint('dim', told) : told}`;
  const time = milliseconds >= 10 ? paint('dim', `  ${timeText(milliseconds)}`) : '';
  return [
    head + time,
    ...evidence.map((line) => `      ${paint('dim', line)}`),
    ...(fix && !isQuiet ? [`      fix: ${fix}`] : []),
  ];
};

/** Prints each finding as it comes, below the title of its group. */
const teller = () => {
  let group: Group | undefined;
  return (finding: CheckFinding): void => {
    if (finding.group !== group) print(`${group ? '\n' : ''}${paint('bold', groupTitles[finding.group])}`);
    group = finding.group;
    print(lines(finding).join('\n'));
  };
};

const verdict = ({ cause, findings }: Diagnosis): string => {
  const count = (status: Status) => findings.filter((one) => one.status === status).length;
  const warnings = count('warning');
  const also = warnings > 0 ? ` (${counted(warnings, 'warning')})` : '';
  const first = findings.find(({ id }) => id === cause);
  if (!first) return paint('green', `Everything arrives${also}.`);
  return [
    paint('red', `The first cause: ${first.what}`),
    ...(first.fix ? [`  fix: ${first.fix}`] : []),
    ...(count('failed') > 1
      ? ['  Mend this first, then run doctor again: what follows may be its doing.']
      : []),
  ].join('\n');
};

const mended = async (diagnosis: Diagnosis, options: SurroundingsOptions): Promise<Diagnosis> => {
  const done = await mend(diagnosis);
  if (done.length === 0) {
    say('Nothing here can be fixed safely without you: the commands stand beside the findings.');
    return diagnosis;
  }
  for (const { what, error } of done) say(error ? `could not be done: ${what}: ${error}` : `fixed: ${what}`);
  say('Looking again ...');
  return diagnose(options);
};

const run = async ({ archive, ...rest }: DoctorOptions): Promise<void> =>
  archive || rest.show ? writeArchive(archive ?? true, rest) : look(rest);

const look = async ({ fix, json, forModel, project }: DoctorOptions): Promise<void> => {
  const options: SurroundingsOptions = {
    say: (line) => say(paint('dim', line, process.stderr)),
    ...(project && { project }),
  };
  const found = await diagnose(options, json || fix ? undefined : teller());
  const diagnosis = fix ? await mended(found, options) : found;
  process.exitCode = diagnosis.healthy ? exitCode.ok : exitCode.unhealthy;
  if (json) return jsonPrinter(forModel)({ ...diagnosis, findings: diagnosis.findings.map(asData) });
  if (fix) diagnosis.findings.forEach(teller());
  print(`\n${verdict(diagnosis)}`);
};

const help = `
Sends a labelled canary the way the client sends, follows it through collector, ledger and Prometheus to the query of
a dashboard, and asks the guard about a dangerous call. Canaries are in no totals. Right after a start it waits
some scrapes, else one. Exit code 3 when something failed; the first that did is the cause.

Examples:
  start-observability doctor
  start-observability doctor --fix                  also does what is safe: modes, hook entry, what is down
  start-observability doctor --project ~/code/shop  with the settings of that project
  start-observability doctor --json | jq .cause
  start-observability doctor --archive bug.tar.gz   versions, findings, logs, metrics of our own services; shows them, asks
  start-observability doctor --show | less          reads every word of that, writes nothing`;

export const group: CommandGroup = 'help';

export const brief = 'Find out why numbers are missing';

export const build = (): Command =>
  new Command('doctor')
    .description('Find out why numbers are missing, and how to repair it.')
    .option('--fix', 'do what is safe to do, then look again')
    .option('--project <folder>', 'whose settings count besides yours; by default: the current folder')
    .option('--archive [file]', 'write one archive for a bug report, without secrets and names, instead')
    .option('--show', 'with --archive: print all that would be in it, write nothing')
    .option('-y, --yes', 'with --archive: do not ask')
    .option('--json', 'as JSON; with --archive: the list of what is in it')
    .option(...forModelOption)
    .addHelpText('after', help)
    .action(run);
