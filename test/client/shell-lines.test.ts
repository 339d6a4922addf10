import fc from 'fast-check';
import { expect, it } from 'vitest';
import { currentDialect, shellLines, unsetLines } from '../../src/client/shell-lines.ts';

const value = `it's \\ "50%" $HOME`;

it.each([
  ['sh', `export A='it'\\''s \\ "50%" $HOME'`, 'unset A'],
  ['fish', `set -gx A 'it\\'s \\\\ "50%" $HOME'`, 'set -e A'],
  ['powershell', `$env:A = 'it''s \\ "50%" $HOME'`, 'Remove-Item Env:A -ErrorAction SilentlyContinue'],
  ['dotenv', `A=${value}`, 'A='],
] as const)('%s takes a value letter for letter', (dialect, line, unset) => {
  expect(shellLines(dialect, { A: value })).toBe(line);
  expect(unsetLines(dialect, ['A']).split('\n').at(-1)).toBe(unset);
});

it.each([
  [{ SHELL: '/usr/bin/fish' }, 'fish'],
  [{ SHELL: '/bin/zsh' }, 'sh'],
  [{ SHELL: '/opt/microsoft/pwsh' }, 'powershell'],
  [{ PSModulePath: 'C:\\x' }, 'powershell'],
  [{ SHELL: '/bin/bash', PSModulePath: '/x' }, 'sh'],
  [{}, 'sh'],
] as const)('the shell of %j is %s', (env, dialect) => {
  expect(currentDialect(env)).toBe(dialect);
});

it('a value for sh ends where it began, whatever is in it', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const quoted = shellLines('sh', { A: text }).slice('export A='.length);
      expect(quoted.split(`'\\''`).join('')).toBe(`'${text.replaceAll("'", '')}'`);
    }),
  );
});
