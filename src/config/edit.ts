import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type Document, isMap, parse, parseDocument } from 'yaml';
import { exitCode, Failure } from '../failure.ts';
import type { Home } from './home.ts';
import { keys } from './keys.ts';
import { check, readConfig, shortForms } from './load.ts';
import { closest } from './problem.ts';

const mustBeKnown = (key: string): void => {
  const known = keys().map(({ path: name }) => name);
  const isKnown = key in shortForms || known.some((name) => name === key || key.startsWith(`${name}.`));
  if (isKnown) return;
  const near = closest(key, known);
  throw new Failure(`There is no key ${key}.`, {
    fix: near
      ? `did you mean ${near}? \`start-observability config\` shows all keys`
      : '`start-observability config` shows all keys',
    exitCode: exitCode.usage,
  });
};

const write = async (home: Home, text: string): Promise<void> => {
  await mkdir(path.dirname(home.config), { recursive: true, mode: 0o700 });
  await writeFileAtomic(home.config, text, { mode: 0o600 });
};

/** Says what is wrong with a change as what is wrong with the value, not with a file that is not written yet. */
const mustBeRight = (text: string, { config }: Home, key: string): void => {
  try {
    check(text, config);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    throw new Failure(`Nothing was written: with this ${key} the configuration would be wrong.`, {
      ...(error.where && { where: error.where }),
      exitCode: exitCode.usage,
      cause: error,
    });
  }
};

/**
 * Sets one key in `config.yaml`; comments and order stay. `text` is read as YAML: `19090`, `true`, `[team, user]`.
 * Nothing is written when the result would be wrong.
 */
export const set = async (home: Home, key: string, text: string): Promise<void> => {
  mustBeKnown(key);
  const document: Document = parseDocument(readConfig(home.config));
  if (!isMap(document.contents)) document.contents = document.createNode({});
  const [section = '', ...rest] = key.split('.');
  const short = document.getIn([section]);
  const inner = shortForms[section];
  if (inner && rest.length > 0 && typeof short === 'string') document.setIn([section], { [inner]: short });
  document.setIn(key.split('.'), parse(text));
  const changed = document.toString({ lineWidth: 0 });
  mustBeRight(changed, home, key);
  await write(home, changed);
};

/** Takes one key out of `config.yaml`, so that the default holds again. True when it was there. */
export const unset = async (home: Home, key: string): Promise<boolean> => {
  mustBeKnown(key);
  const document = parseDocument(readConfig(home.config));
  const steps = key.split('.');
  if (!document.hasIn(steps)) return false;
  document.deleteIn(steps);
  // A section that holds nothing more goes with its last key.
  for (let depth = steps.length - 1; depth > 0; depth -= 1) {
    const section = document.getIn(steps.slice(0, depth), true);
    if (isMap(section) && section.items.length === 0) document.deleteIn(steps.slice(0, depth));
  }
  const isEmpty = isMap(document.contents) && document.contents.items.length === 0;
  await write(home, isEmpty ? (document.commentBefore ?? '') : document.toString({ lineWidth: 0 }));
  return true;
};
