import path from 'node:path';
import { checkout } from '../checkout.ts';
import type { SettingChange } from '../client/plan.ts';
import { counted } from './amounts.ts';
import { paint, table } from './terminal.ts';

/** A value for the screen; passwords in addresses are not. */
export const shown = (value: unknown): string =>
  value === undefined ? '-' : JSON.stringify(value).replaceAll(/\/\/[^/@"]*@/g, '//***@');

const sign = ({ before, after }: SettingChange): string => {
  if (before === undefined) return paint('green', '+');
  return after === undefined ? paint('red', '-') : paint('yellow', '~');
};

const oldAndNew = ({ before, after }: SettingChange): string => {
  if (before === undefined) return shown(after);
  return `${shown(before)} → ${after === undefined ? '(removed)' : shown(after)}`;
};

const isHook = ({ path: place }: SettingChange): boolean => place.startsWith('hooks.');
const eventOf = ({ path: place }: SettingChange): string => place.slice('hooks.'.length);

/** What becomes of the hooks, in one line for each kind of change. */
const hookLines = (changes: readonly SettingChange[]): readonly string[] => {
  const hooks = changes.filter(isHook);
  const kinds = [
    ['green', '+', 'added', hooks.filter(({ before }) => before === undefined)],
    [
      'yellow',
      '~',
      'replaced',
      hooks.filter(({ before, after }) => before !== undefined && after !== undefined),
    ],
    ['red', '-', 'removed', hooks.filter(({ after }) => after === undefined)],
  ] as const;
  return kinds.flatMap(([colour, mark, word, list]) =>
    list.length === 0
      ? []
      : [
          `  ${paint(colour, mark)} hooks ${word} for ${counted(list.length, 'event')}: ${list.map(eventOf).join(', ')}`,
        ],
  );
};

/** A file and what changes in it: old value, new value, why. */
export const changeText = (file: string, changes: readonly SettingChange[]): string => {
  const values = changes.filter((change) => !isHook(change));
  const rows = values.flatMap((change) => [
    `  ${sign(change)} ${change.path}  ${paint('bold', oldAndNew(change))}`,
    `      ${paint('dim', change.why)}`,
  ]);
  return [paint('underline', file), ...rows, ...hookLines(changes)].join('\n');
};

/** What would be written, in a line: enough to say yes or no to. */
export const summaryOf = (file: string, changes: readonly SettingChange[]): string => {
  const hooks = changes.filter(isHook).length;
  const variables = changes.filter(({ path: place }) => place.startsWith('env.')).length;
  const others = changes.length - hooks - variables;
  const parts = [
    variables > 0 && counted(variables, 'variable'),
    hooks > 0 && `hooks for ${counted(hooks, 'event')}`,
    others > 0 && counted(others, 'other setting'),
  ].filter((part) => part !== false);
  return `${file}: ${parts.join(', ')}. What is there now is kept as a backup.`;
};

const steps = [
  ['Restart running clients', 'the variables are read once, at their start'],
  ['start-observability start', 'if the stack does not run yet'],
  ['start-observability doctor', 'follows one data point all the way and names the first break'],
  ['start-observability uninstall', 'undoes all this'],
] as const;

/** Clients that do not (only) read the file that was written. `docs/clients.md` explains each. */
const elsewhere = [
  ['Managed settings of your organisation', 'win over yours'],
  [
    "A project's .claude/settings.json",
    'cannot switch telemetry on since client 2.1.282; its labels and intervals win',
  ],
  ['Variables of the shell', 'lose against the settings; enough where there is no settings file: `env`'],
  ['Desktop app', 'local sessions read the file; some versions ignore parts of it'],
  ['Editors', 'their extension reads the same file; on a remote host, the file of that host'],
  ['Cloud sessions', 'run on another machine: set the variables there, or in server-managed settings'],
  ['WSL, containers, SSH', 'have a home folder of their own'],
] as const;

export const nextSteps = (): string =>
  [
    paint('bold', 'Next'),
    table(steps.map(([what, why]) => [`  ${what}`, paint('dim', why)])),
    '',
    paint('bold', 'Clients that read something else'),
    table(elsewhere.map(([what, why]) => [`  ${what}`, paint('dim', why)])),
    `  ${paint('dim', path.join(checkout.root, 'docs', 'clients.md'))}`,
  ].join('\n');
