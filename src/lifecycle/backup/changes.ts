import { isMap, parseDocument } from 'yaml';
import { type ClientRecord, parseRecord } from '../../client/record.ts';
import type { Home } from '../../config/home.ts';
import { keys } from '../../config/keys.ts';
import { check, readConfig } from '../../config/load.ts';
import type { Config } from '../../config/schema.ts';

/** Which programs run is for this machine to say, never for an archive. */
const ownSection = 'programs';

/** The archive's `config.yaml` with this machine's own programs in the place of the archive's. */
export const withOwnPrograms = (text: string, home: Home): string => {
  const document = parseDocument(text);
  const here: unknown = parseDocument(readConfig(home.config)).toJS()?.[ownSection];
  const isUnchanged = here === undefined && !(isMap(document.contents) && document.has(ownSection));
  if (isUnchanged) return text;
  if (!isMap(document.contents)) document.contents = document.createNode({}) as never;
  document.delete(ownSection);
  if (here !== undefined) document.set(ownSection, here);
  return document.toString({ lineWidth: 0 });
};

const valueAt = (config: Config, key: string): unknown =>
  key
    .split('.')
    .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], config);

const shown = (value: unknown): string => JSON.stringify(value) ?? 'not set';

/** The configuration here, or undefined while it is wrong. */
const configHere = (home: Home): Config | undefined => {
  try {
    return check(readConfig(home.config), home.config).config;
  } catch {
    return undefined;
  }
};

/** What `config.yaml` would change: a line for each key. @throws Failure when this version does not understand it */
export const configChanges = (text: string, home: Home, archive: string): readonly string[] => {
  const { config: next } = check(withOwnPrograms(text, home), `${archive}: config.yaml`);
  const here = configHere(home);
  if (!here) return ['config.yaml here is wrong, and would be replaced'];
  return keys()
    .map(({ path }) => path)
    .filter((key) => shown(valueAt(here, key)) !== shown(valueAt(next, key)))
    .map((key) => `config.yaml: ${key}: ${shown(valueAt(here, key))} -> ${shown(valueAt(next, key))}`);
};

const putBackBy = ({ file, remembered }: ClientRecord['connections'][number]): readonly string[] => [
  ...Object.entries(remembered.env).map(
    ([name, { old }]) => `${file}: uninstall would set ${name} to ${old === null ? 'nothing' : shown(old)}`,
  ),
  ...(remembered.statusLine
    ? [`${file}: uninstall would set the status line to ${shown(remembered.statusLine.old)}`]
    : []),
];

/** What the record about the client's settings would have `uninstall` put back. */
export const recordChanges = (text: string | undefined): readonly string[] => {
  if (text === undefined) return [];
  try {
    return parseRecord(text).connections.flatMap(putBackBy);
  } catch {
    // Uninstall takes a record that it cannot read for an empty one.
    return [];
  }
};
