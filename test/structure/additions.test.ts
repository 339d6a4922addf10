import { expect, test } from 'vitest';
import { type Addition, additions, build, command, type Edit, family, group } from './additions.ts';
import { scratch } from './scratch.ts';

/** What CONTRIBUTING says about adding things, done in a copy of the project. */
const apply = (
  project: ReturnType<typeof scratch>,
  { edits, files = {} }: Omit<Addition, 'what' | 'shows'>,
) => {
  for (const [file, text] of Object.entries(files)) project.write(file, text);
  for (const edit of edits) project.edit(...edit);
};

test('everything that CONTRIBUTING says how to add shows where it should, and compiles', {
  timeout: 600_000,
}, async () => {
  const project = scratch();
  for (const addition of additions) apply(project, addition);
  expect(await project.generate()).toMatchObject({ exitCode: 0 });
  for (const { what, shows } of additions)
    for (const [file, text] of shows)
      expect({ what, file, shows: project.read(file).includes(text) }).toEqual({ what, file, shows: true });
  expect(await project.types()).toMatchObject({ exitCode: 0 });
  expect((await project.commandLine('--help')).stdout).toMatch(/^ {2}hello +Say hello$/m);
  expect((await project.commandLine('hello')).stdout).toBe('hello');
});

/** What one may forget, and the file that the compiler names for it. */
const forgotten: readonly (readonly [what: string, edit: Edit, named: RegExp])[] = [
  [
    'an alert whose name nobody listed',
    ['src/rules/session-alerts.ts', "name: 'ClaudeCodeSessionStuck'", "name: 'ClaudeCodeSessionAsleep'"],
    /src\/rules\/session-alerts\.ts.*ClaudeCodeSessionAsleep/,
  ],
  [
    'an attribute without a privacy class',
    [
      'src/catalogue/attributes/client.ts',
      'export const clientAttributes = defineAttributes({',
      "export const clientAttributes = defineAttributes({\n  nap_place: { brief: 'Where the nap was taken.', type: 'string' },",
    ],
    /src\/catalogue\/attributes\/client\.ts/,
  ],
  [
    'an attribute of an event that nobody described',
    [
      'src/catalogue/events/client.ts',
      "attributes: ['action', 'success']",
      "attributes: ['action', 'succes']",
    ],
    /src\/catalogue\/events\/client\.ts.*succes/,
  ],
  [
    'a check below no symptom',
    ['src/doctor/symptoms.ts', "'project-policy', ", ''],
    /src\/doctor\/symptoms\.ts.*project-policy/,
  ],
  [
    'a component that is in no table',
    ['src/stack/components/component.ts', "  | 'collector'", "  | 'collector'\n  | 'napper'"],
    /src\/stack\/components\.ts.*napper/,
  ],
  [
    'a board that nobody made',
    ['src/signals/board.ts', "  'code',", "  'code',\n  'naps',"],
    /src\/dashboards\/artefacts\.ts.*naps/,
  ],
  [
    'a pattern that does not exist',
    [family, "['backup-delete']", "['backup-delte']"],
    /backups\.ts.*backup-delte/,
  ],
  [
    'a command of an unknown group',
    ['src/cli/commands/stop.ts', "CommandGroup = '", "CommandGroup = 'un"],
    /src\/cli\/commands\/stop\.ts/,
  ],
];

test('what is forgotten does not compile, and the compiler names the place', {
  timeout: 600_000,
}, async () => {
  const project = scratch();
  for (const [, edit] of forgotten) project.edit(...edit);
  const { exitCode, all = '' } = await project.types();
  expect(exitCode).not.toBe(0);
  const silent = forgotten.filter(([, , named]) => !named.test(all)).map(([what]) => what);
  expect(silent, all).toEqual([]);
});

test('a command without a brief is named by generate', { timeout: 120_000 }, async () => {
  const project = scratch();
  project.write('src/cli/commands/hello.ts', command([group, build]));
  const { exitCode, all } = await project.generate();
  expect(exitCode).not.toBe(0);
  expect(all).toContain('src/cli/commands/hello.ts must export group, brief and build');
});
