import { once } from 'node:events';
import { Command, InvalidArgumentError } from 'commander';
import { type Demo, startDemo } from '../../demo/demo.ts';
import { exitCode, Failure } from '../../failure.ts';
import { openPage } from '../browser.ts';
import type { CommandGroup } from '../command.ts';
import { shareLine } from '../share-line.ts';
import { teller } from '../teller.ts';
import { paint, print, printJson, say } from '../terminal.ts';

const help = `
Makes a stack of its own on free ports, fills it with 30 days of a made-up team, and lets the team go on working, so
that every dashboard has something to show. Your own stack, data and settings are not touched. Everything is removed
when it ends: Ctrl-C, or the terminal being closed.

Examples:
  start-observability demo               opens the dashboards in the browser
  start-observability demo --no-open     prints the address only
  start-observability demo --days 7      ready sooner`;

interface DemoFlags {
  readonly days: number;
  readonly seed: string;
  readonly open: boolean;
  readonly json?: boolean;
}

const days = (text: string): number => {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 60) return number;
  throw new InvalidArgumentError('a whole number from 1 to 60.');
};

const tell = (demo: Demo, json: boolean | undefined): void => {
  const { page, prometheus, sessions, samples, filled, up } = demo;
  if (json) {
    printJson({ page, prometheus, home: demo.home.root, sessions, samples, filledSeconds: filled });
    return;
  }
  say(
    paint(
      'green',
      `Ready: ${sessions} sessions, ${samples.toLocaleString('en')} samples in ${filled.toFixed(0)} s, stack in ${up.seconds.toFixed(0)} s.`,
      process.stderr,
    ),
  );
  print(`\n  Dashboards  ${paint('bold', page)}\n  Prometheus  ${paint('bold', prometheus)}\n`);
  if (up.components.some(({ name }) => name === 'grafana')) {
    say(`  Grafana: user admin, password in ${demo.home.secrets}/grafana-password\n`);
  }
  say('The team goes on working. Ctrl-C removes everything.');
};

const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export const group: CommandGroup = 'see';

export const brief = 'Show the dashboards with a made-up team';

export const build = (): Command =>
  new Command('demo')
    .description('Show the dashboards with a made-up team; leaves nothing behind.')
    .option('--days <number>', 'days of history', days, 30)
    .option('--seed <text>', 'another seed is another team month', 'demo')
    .option('--no-open', 'do not open the browser')
    .option('--json', 'addresses as JSON')
    .addHelpText('after', help)
    .action(async (options: DemoFlags) => {
      const ending = new AbortController();
      // The command line's own listener ends the process at once; a demo has to clean up first.
      process.removeAllListeners('SIGINT');
      for (const name of endings) process.on(name, () => ending.abort());
      try {
        const demo = await startDemo({
          days: options.days,
          seed: options.seed,
          teller: teller(),
          progress: shareLine(`Living through ${options.days} days of a team`),
          signal: ending.signal,
        });
        try {
          tell(demo, options.json);
          if (options.open) await openPage(demo.page);
          // Keeps the process alive when every session is over.
          const awake = setInterval(() => undefined, 60_000);
          if (!ending.signal.aborted) await once(ending.signal, 'abort');
          clearInterval(awake);
          await demo.live;
        } finally {
          say('Removing the demo ...');
          await demo.remove();
        }
      } catch (error) {
        if (!ending.signal.aborted) throw error;
        throw new Failure('The demo was cancelled. Nothing is left of it.', { exitCode: exitCode.cancelled });
      }
    });
