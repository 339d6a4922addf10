import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Artefact } from '../artefact/artefact.ts';
import { source } from '../artefact/artefact.ts';
import { checkout } from '../checkout.ts';
import { type CommandFile, commandGroups, type ListedCommand } from './command.ts';

const folder = path.join(checkout.root, 'src', 'cli', 'commands');

/** `'allow-once'`, `start`; a text with an apostrophe in double quotes, as the formatter wants them. */
const quoted = (text: string): string => (text.includes("'") ? JSON.stringify(text) : `'${text}'`);
const key = (name: string): string => (/^[a-z]+$/.test(name) ? name : quoted(name));

const isWhole = (file: Partial<CommandFile>): file is CommandFile =>
  file.group !== undefined && file.group in commandGroups && Boolean(file.brief) && Boolean(file.build);

/** Every command that is written, in the order of the help: by group, then by name. */
export const writtenCommands = async (): Promise<ReadonlyMap<string, ListedCommand>> => {
  const names = readdirSync(folder).map((file) => path.basename(file, '.ts'));
  const files = await Promise.all(
    names.sort().map(async (name) => {
      const file = (await import(path.join(folder, `${name}.ts`))) as Partial<CommandFile>;
      if (!isWhole(file))
        throw new Error(
          `src/cli/commands/${name}.ts must export group, brief and build; see src/cli/command.ts`,
        );
      return [name, { group: file.group, brief: file.brief, load: async () => file }] as const;
    }),
  );
  const groups = Object.keys(commandGroups);
  return new Map(files.sort(([, a], [, b]) => groups.indexOf(a.group) - groups.indexOf(b.group)));
};

/** `src/cli/commands.ts`: the command line finds a command by it without loading the others. */
export const commandListArtefact = async (): Promise<Artefact> => {
  const entries = [...(await writtenCommands())].map(([name, { group, brief }]) =>
    [
      `  ${key(name)}: {`,
      `    group: '${group}',`,
      `    brief: ${quoted(brief)},`,
      `    load: () => import('./commands/${name}.ts'),`,
      '  },',
    ].join('\n'),
  );
  const lines = [
    `// ${source}`,
    "import type { ListedCommand } from './command.ts';",
    '',
    '/** Every file of `commands/`. */',
    'export const commands: Readonly<Record<string, ListedCommand>> = {',
    ...entries,
    '};',
    '',
  ];
  return { path: 'src/cli/commands.ts', text: lines.join('\n') };
};
