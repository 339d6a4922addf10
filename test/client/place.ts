import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { type Choices, choicesSchema } from '../../src/client/choices.ts';
import type { Connect } from '../../src/client/connect.ts';
import { type Home, homeAt } from '../../src/config/home.ts';
import { defaults } from '../../src/config/schema.ts';

/** A person's home folder that is thrown away. */
export interface Person {
  readonly folder: string;
  readonly home: Home;
  /** `~/.claude/settings.json`. */
  readonly settings: string;
  /** What the command line needs to see this home instead of the real one. */
  readonly env: NodeJS.ProcessEnv;
  readonly connect: (chosen?: Partial<Choices>) => Connect;
}

/** @param text of the settings; undefined: a client that was never started */
export const person = (text?: string | Buffer): Person => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'person-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const home = homeAt(path.join(folder, 'start-observability'));
  const settings = path.join(folder, '.claude', 'settings.json');
  if (text !== undefined) {
    mkdirSync(path.dirname(settings), { mode: 0o700 });
    writeFileSync(settings, text);
  }
  return {
    folder,
    home,
    settings,
    env: {
      HOME: folder,
      START_OBSERVABILITY_HOME: home.root,
      CLAUDE_CONFIG_DIR: undefined,
      USER_NAME: undefined,
      USER_EMAIL: undefined,
    },
    connect: (chosen = {}) => ({
      home,
      config: defaults(),
      choices: choicesSchema.parse(chosen),
      place: { file: settings, isFolderNamed: false },
    }),
  };
};

export const textOf = (file: string): string => readFileSync(file, 'utf8');
