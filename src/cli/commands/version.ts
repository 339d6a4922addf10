import { Command } from 'commander';
import { checkout } from '../../checkout.ts';
import { components } from '../../stack/components.ts';
import type { CommandGroup } from '../command.ts';
import { print, printJson, table } from '../terminal.ts';

const versions = () => ({
  version: checkout.version,
  node: process.versions.node,
  platform: `${process.platform}-${process.arch}`,
  images: Object.values(components)
    .filter(({ version }) => version !== 'local')
    .map(({ image, version }) => `${image}:${version}`),
});

export const group: CommandGroup = 'help';

export const brief = 'Show versions';

export const build = (): Command =>
  new Command('version')
    .description('Show the version of start-observability, of Node and of the pinned images.')
    .option('--json', 'as JSON')
    .addHelpText('after', '\nExamples:\n  start-observability version\n  start-observability version --json')
    .action(({ json }: { json?: boolean }) => {
      const found = versions();
      if (json) return printJson(found);
      print(
        table([
          ['start-observability', found.version],
          ['node', `${found.node} (${found.platform})`],
          ...found.images.map((image) => ['image', image]),
        ]),
      );
    });
