import { Command } from 'commander';
import { checkout } from '../../checkout.ts';
import { home as stateHome } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { dashboardArtefacts } from '../../dashboards/artefacts.ts';
import { type Edit, editsOf } from '../../dashboards/edits/compare.ts';
import { type ExportedDashboard, readExported, readExportedFile } from '../../dashboards/edits/exported.ts';
import { dashboardsInGrafana } from '../../dashboards/edits/grafana.ts';
import { dashboardPlace } from '../../dashboards/edits/places.ts';
import { indented, short, stepsFor, told } from '../../dashboards/edits/steps.ts';
import { exitCode, Failure } from '../../failure.ts';
import { counted } from '../amounts.ts';
import type { CommandGroup } from '../command.ts';
import { paint, print, printJson, say, table } from '../terminal.ts';

/** What the code makes with the present configuration. */
const generatedDashboards = (): readonly ExportedDashboard[] =>
  dashboardArtefacts(load(stateHome()).config).map(({ path, text }) => readExported(JSON.parse(text), path));

const colours = { added: 'green', removed: 'red', changed: 'yellow' } as const;

const line = (edit: Edit): string => {
  const [first = '', ...rest] = told(edit).split('\n');
  return [paint(colours[edit.kind], first), ...rest].map((one) => `  ${one}`).join('\n');
};

interface Compared {
  readonly dashboard: ExportedDashboard;
  readonly edits: readonly Edit[];
}

const compare = (known: readonly ExportedDashboard[], exported: ExportedDashboard): Compared => {
  const generated = known.find(({ uid }) => uid === exported.uid);
  if (generated) return { dashboard: generated, edits: editsOf(generated, exported) };
  throw new Failure(`No dashboard of the code has the uid ${short(exported.uid ?? undefined)}.`, {
    where: exported.title,
    fix: `Known: ${known.map(({ uid }) => uid).join(', ')}. A new dashboard is a new file in src/dashboards (docs/edit-dashboards.md).`,
    exitCode: exitCode.usage,
  });
};

const tell = ({ dashboard, edits }: Compared): void => {
  print(
    `${paint('bold', dashboard.uid ?? '')}  ${edits.length === 0 ? 'as the code makes it' : counted(edits.length, 'edit')}`,
  );
  for (const edit of edits) print(line(edit));
};

const diff = async (file: string | undefined, { json }: { readonly json?: boolean }): Promise<void> => {
  const home = stateHome();
  const known = generatedDashboards();
  const uids = known.flatMap(({ uid }) => uid ?? []);
  const exported = file
    ? [readExportedFile(file)]
    : await dashboardsInGrafana(home, load(home).config.ports.grafana, uids);
  const compared = exported.map((one) => compare(known, one));
  if (json) printJson(compared.map(({ dashboard: { uid, title }, edits }) => ({ uid, title, edits })));
  else compared.forEach(tell);
};

const bringIn = (file: string, { json }: { readonly json?: boolean }): void => {
  const { dashboard, edits } = compare(generatedDashboards(), readExportedFile(file));
  const uid = dashboard.uid ?? '';
  if (json) {
    printJson({ uid, steps: edits.map((edit) => ({ edit, steps: stepsFor(edit, uid, checkout.root) })) });
    return;
  }
  if (edits.length === 0) {
    say(`${uid} is as the code makes it: there is nothing to bring in.`);
    return;
  }
  print(`${counted(edits.length, 'edit')} of ${paint('bold', uid)}, and where each belongs:\n`);
  print(
    edits
      .map((edit) => `${line(edit)}\n${indented(stepsFor(edit, uid, checkout.root), '    ')}`)
      .join('\n\n'),
  );
  print('\nThen: npm run generate && npm test. `start-observability restart` shows it.');
};

const list = ({ json }: { readonly json?: boolean }): void => {
  const rows = generatedDashboards().map(({ uid, title }) => ({
    uid: uid ?? '',
    title,
    source: dashboardPlace(checkout.root, uid ?? '')?.split(':')[0] ?? '',
  }));
  if (json) printJson(rows);
  else print(table(rows.map(({ uid, title, source }) => [uid, title, source])));
};

const help = `
Dashboards are TypeScript; an edit in Grafana lasts until the next change of its file. These commands bring it back:
export the dashboard (Export, Export as code, Model: Classic), and import says which line of the code to change.

Examples:
  start-observability dashboards list
  start-observability dashboards diff                  what was edited in the running Grafana
  start-observability dashboards diff exported.json    what was edited in an export
  start-observability dashboards import exported.json  how to write it in the code`;

export const group: CommandGroup = 'see';

export const brief = 'Bring edits from Grafana back into the code';

export const build = (): Command => {
  const command = new Command('dashboards')
    .description('List the dashboards, and bring edits from Grafana back into the code.')
    .addHelpText('after', help);
  command
    .command('list')
    .description('the dashboards and their sources')
    .option('--json', 'as JSON')
    .action(list);
  command
    .command('diff')
    .description('what is not as the code makes it, in an export or in the running Grafana')
    .argument('[file]', 'an exported dashboard')
    .option('--json', 'as JSON')
    .action(diff);
  command
    .command('import')
    .description('explain how to turn an exported dashboard into code; changes nothing')
    .argument('<file>', 'an exported dashboard')
    .option('--json', 'as JSON')
    .action(bringIn);
  return command;
};
