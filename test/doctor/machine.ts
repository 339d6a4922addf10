import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { defaultChoices } from '../../src/client/choices.ts';
import { contextOf } from '../../src/client/connect.ts';
import { variableValues } from '../../src/client/variables.ts';
import { type Home, homeAt } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';
import type { CheckFinding, Group } from '../../src/doctor/check.ts';
import { checks } from '../../src/doctor/checks.ts';
import { firstCause, runChecks } from '../../src/doctor/run.ts';
import { type SurroundingsOptions, surroundingsOf } from '../../src/doctor/surroundings.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** The variables that setup writes, for the default ports. */
const recommended: Readonly<Record<string, string>> = variableValues(contextOf(defaults(), defaultChoices()));

interface Wishes {
  /** Changes to the recommended variables of the user's settings; undefined takes one out. Null: there is no file. */
  readonly user?: Variables | null;
  readonly project?: Variables;
  readonly local?: Variables;
  readonly managed?: Variables;
  readonly shell?: Variables;
  /** More of the user's settings than `env`. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** What `claude --version` says; absent: there is none on PATH. */
  readonly client?: string;
  readonly config?: string;
  /** More files, by their path below the machine's folder: `user/` is the client's folder, `code/` the project. */
  readonly files?: Readonly<Record<string, string>>;
  /** Folder below `code/` in which doctor runs. */
  readonly inside?: string;
}

export interface Machine {
  readonly home: Home;
  readonly folder: string;
  readonly options: SurroundingsOptions;
  /** Carries out the checks of some groups; all when none is named. */
  readonly look: (...groups: readonly Group[]) => Promise<readonly CheckFinding[]>;
}

const write = (file: string, text: string, mode = 0o600): void => {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text, { mode });
};

const json = (value: unknown): string => JSON.stringify(value, null, 2);
const present = (variables: Variables): object =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined));

/** A machine with settings of a client in folders of its own; nothing of this machine's own is read. */
export const machine = ({
  user = {},
  project,
  local,
  managed,
  shell = {},
  settings,
  client,
  config,
  files = {},
  inside = '',
}: Wishes = {}): Machine => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const at = (...names: readonly string[]) => path.join(folder, ...names);
  if (user) {
    write(at('user', 'settings.json'), json({ ...settings, env: present({ ...recommended, ...user }) }));
  }
  if (project) write(at('code', '.claude', 'settings.json'), json({ env: project }));
  if (local) write(at('code', '.claude', 'settings.local.json'), json({ env: local }));
  if (managed) write(at('managed', 'managed-settings.json'), json({ env: managed }));
  if (client) write(at('bin', 'claude'), `#!/bin/sh\necho '${client} (Claude Code)'\n`, 0o755);
  for (const [file, text] of Object.entries(files)) write(at(file), text.replaceAll('{{folder}}', folder));
  const home = homeAt(at('state'));
  mkdirSync(home.root, { recursive: true, mode: 0o700 });
  if (config) write(home.config, config);
  if (!files['passwd']) write(at('passwd'), 'root:x:0:0:root:/root:/bin/bash\n');
  const options: SurroundingsOptions = {
    home,
    project: at('code', inside),
    managed: at('managed'),
    passwd: at('passwd'),
    env: {
      PATH: client ? `${at('bin')}:/usr/bin:/bin` : at('bin'),
      CLAUDE_CONFIG_DIR: at('user'),
      ...present(shell),
    } as NodeJS.ProcessEnv,
  };
  const look: Machine['look'] = (...groups) =>
    runChecks(
      checks.filter(({ group }) => groups.length === 0 || groups.includes(group)),
      surroundingsOf(options),
    );
  return { home, folder, options, look };
};

/** `check/problem` of the first cause; undefined when nothing failed. */
export const causeOf = (findings: readonly CheckFinding[]): string | undefined => {
  const cause = firstCause(findings);
  return cause && `${cause.id}/${cause.problem}`;
};

/** `check/problem` of every warning. */
export const warningsOf = (findings: readonly CheckFinding[]): readonly string[] =>
  findings.filter(({ status }) => status === 'warning').map(({ id, problem }) => `${id}/${problem}`);

export const findingOf = (findings: readonly CheckFinding[], id: string): CheckFinding => {
  const finding = findings.find((one) => one.id === id);
  if (!finding) throw new Error(`there is no check ${id}`);
  return finding;
};
