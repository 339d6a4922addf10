import { definePatterns, deny } from '../findings/pattern.ts';
import type { Reading } from '../findings/reading.ts';
import { type Guarded, isWithin, type Places, pathsOf, type Standing } from '../paths/path.ts';
import { globMatches } from '../text/glob.ts';
import { hasGlob, isKnown, plain } from '../text/text.ts';

const person = 'A person does it at a terminal; `start-observability config` and `setup` change settings.';

// biome-ignore format: a table
export const protectedPatterns = definePatterns({
  'stack-settings': { category: 'stack', decision: deny, brief: 'Changes, moves or replaces what the guard and the counters depend on', why: 'It would switch off the guard, or falsify what it counted.', suggestion: person, catches: ['echo x > ~/.local/share/start-observability/config.yaml', 'echo {} > ~/.claude/settings.json', 'mv ~/.claude ~/.claude.off', 'cd ~/.local/share/start-obs*/hooks && touch x', "perl -i -pe 's/a/b/' ~/.claude/settings.json", 'rm -r .claude'], spares: ['cat ~/.local/share/start-observability/config.yaml', 'jq .hooks ~/.claude/settings.json', 'mkdir -p ~/.claude/skills/mine', 'ls -la ~/.claude'] },
  'stack-secret': { category: 'stack', decision: deny, brief: 'Reads a key of this stack', why: 'With it a model could confirm its own calls.', suggestion: person, catches: ['cat ~/.local/share/start-observability/secrets/redaction.key'], spares: ['ls ~/.local/share/start-observability'] },
});

/** The folders where nothing else is known: the default places of both. */
export const defaultProtected = (home: string, project: string): Guarded => ({
  stack: [`${home}/.local/share/start-observability`],
  client: [
    `${home}/.claude`,
    `${project}/.claude`,
    '/etc/claude-code',
    '/Library/Application Support/ClaudeCode',
  ],
});

const settingsFiles = [
  'settings.json',
  'settings.local.json',
  'guard.json',
  'managed-settings.json',
  'managed-mcp.json',
];
/** Folders of settings of which every file counts. */
const wholeFolders = /^\/etc\/claude-code$|\/ClaudeCode$|\/managed-settings\.d$/;

const partMatches = (part: string, target: string): boolean =>
  hasGlob(part)
    ? !(target.startsWith('.') && !part.startsWith('.')) && globMatches(part, target)
    : part.toLowerCase() === target.toLowerCase();

/** Whether a path, possibly with globs, can be `folder` or lie below it, or be one of the folders around it. */
const relation = (path: string, folder: string): 'inside' | 'around' | undefined => {
  if (!isKnown(path) || !path.startsWith('/')) return undefined;
  if (!hasGlob(path)) {
    const lower = path.toLowerCase();
    if (isWithin(lower, folder.toLowerCase())) return 'inside';
    return isWithin(folder.toLowerCase(), lower) ? 'around' : undefined;
  }
  const parts = path.split('/').slice(1);
  const targets = folder.split('/').slice(1);
  const common = Math.min(parts.length, targets.length);
  for (let at = 0; at < common; at++)
    if (!partMatches(parts[at] as string, targets[at] as string)) return undefined;
  return parts.length >= targets.length ? 'inside' : 'around';
};

const byPlaces = new WeakMap<Places, Guarded>();

const foldersOf = ({ places }: Reading): Guarded => {
  const known = places.guarded ?? byPlaces.get(places);
  if (known) return known;
  const folders = defaultProtected(places.home, places.project);
  byPlaces.set(places, folders);
  return folders;
};

/** Whether a path is a file that the guard depends on. */
const isProtectedFile = (path: string, reading: Reading): boolean => {
  const { stack, client } = foldersOf(reading);
  if (stack.some((folder) => relation(path, folder) === 'inside')) return true;
  return client.some(
    (folder) =>
      relation(path, folder) === 'inside' &&
      (wholeFolders.test(folder) ||
        settingsFiles.some((name) => relation(path, `${folder}/${name}`) === 'inside')),
  );
};

/** Whether a path is one of the protected folders, or a folder around one. */
const holdsProtected = (path: string, reading: Reading): boolean => {
  const { stack, client } = foldersOf(reading);
  const { project } = reading.places;
  return [...stack, ...client].some(
    (folder) =>
      (relation(path, folder) === 'inside' && folder.split('/').length === path.split('/').length) ||
      // What is done to a whole project is done to its settings as well, and is ordinary.
      (!isWithin(folder, project) && !wholeFolders.test(folder) && relation(path, folder) === 'around'),
  );
};

/** Whether a path is one of the protected folders itself: not below it, where the client keeps much else. */
const endsAtFolder = (path: string, reading: Reading): boolean => {
  const { stack, client } = foldersOf(reading);
  const depth = path.split('/').length;
  return [...stack, ...client].some(
    (folder) => relation(path, folder) === 'inside' && folder.split('/').length === depth,
  );
};

/**
 * What happens to a path: the file changes, something of an unknown name is put into the folder, or it goes as a whole,
 * with all that is below it.
 */
type Change = 'file' | 'into' | 'whole';

/** Reports a change of what the guard depends on. Returns whether it is one. */
export const reportProtected = (
  word: string,
  reading: Reading,
  standing: Standing,
  change: Change,
): boolean => {
  const found = pathsOf(word, standing).some(
    (path) =>
      reading.remember(`protected ${path}`, () => isProtectedFile(path, reading)) ||
      (change === 'whole' && reading.remember(`holds ${path}`, () => holdsProtected(path, reading))) ||
      (change === 'into' && reading.remember(`into ${path}`, () => endsAtFolder(path, reading))),
  );
  if (found) reading.report(protectedPatterns['stack-settings'], plain(word));
  return found;
};

/** Names below the protected folders that a search can find. */
const innerNames = [
  'start-observability',
  '.claude',
  'hooks',
  'entry',
  'allowed',
  'approvals',
  'secrets',
  'run',
  'data',
  'bin',
  'config.yaml',
  'client.json',
  ...settingsFiles,
];

/** Reports a search whose finds are changed, where it can come to something protected. */
export const reportProtectedSearch = (
  start: string,
  names: readonly string[],
  reading: Reading,
  standing: Standing,
): void => {
  const { stack, client } = foldersOf(reading);
  const reaches = pathsOf(start, standing).some((path) =>
    [...stack, ...client].some((folder) => isWithin(folder, path) || relation(path, folder) !== undefined),
  );
  const matches =
    names.length === 0 ||
    names.some(
      (name) => innerNames.some((inner) => partMatches(name, inner)) && !/^[\uE010\uE011]+$/.test(name),
    );
  // The project's own settings lie in every search of the project: only a name brings it there.
  const inProject = pathsOf(start, standing).every((path) => isWithin(path, reading.places.project));
  if (reaches && matches && !(inProject && names.length === 0))
    reading.report(protectedPatterns['stack-settings'], plain(start));
};

/** Whether a command stands in a folder of this stack. */
export const standsInStack = (reading: Reading, { cwd }: Standing): boolean =>
  cwd.some((folder) => foldersOf(reading).stack.some((own) => relation(folder, own) === 'inside'));

/** Whether a command stands in the folder of the client's settings itself. */
export const standsInClient = (reading: Reading, { cwd }: Standing): boolean =>
  cwd.some((folder) => endsAtFolder(folder, reading));

/** Whether a file lies in a folder of this stack. */
export const liesInStack = (word: string, reading: Reading, standing: Standing): boolean =>
  pathsOf(word, standing).some((path) =>
    foldersOf(reading).stack.some((own) => relation(path, own) === 'inside'),
  );

/** Where engines keep the volumes of this stack: in that of the hook service lies the key that proves it. */
const ownVolume = /\/volumes\/start-observability[\w-]*(\/|$)/;

/** Reports reading a key of this stack. Returns whether it is one. */
export const reportStackSecret = (word: string, reading: Reading, standing: Standing): boolean => {
  const found = pathsOf(word, standing).some(
    (path) =>
      ownVolume.test(path) ||
      foldersOf(reading).stack.some((folder) => relation(path, `${folder}/secrets`) === 'inside'),
  );
  if (found) reading.report(protectedPatterns['stack-secret'], plain(word));
  return found;
};
