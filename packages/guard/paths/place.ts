import { globMatches } from '../text/glob.ts';
import { hasGlob, isKnown, mark } from '../text/text.ts';
import { isWithin, normalise, type Places } from './path.ts';

/** Where a path lies, as far as deleting it is concerned. */
export type Place =
  | 'root'
  | 'home'
  | 'parent'
  | 'project'
  | 'git'
  | 'system'
  | 'outside'
  | 'temp-root'
  | 'temp'
  | 'inside'
  | 'unknown';

const tempRoots = ['/tmp', '/var/tmp', '/private/tmp', '/private/var/tmp', '/dev/shm', '/var/folders'];

// biome-ignore format: a list
const systemRoots = [
  'bin', 'boot', 'dev', 'efi', 'etc', 'lib', 'lib32', 'lib64', 'libx32', 'opt', 'proc', 'root', 'run', 'sbin', 'srv', 'sys',
  'usr', 'var', 'private', 'System', 'Library', 'Applications', 'Windows', 'nix', 'snap', 'mnt', 'media',
];

const within = (path: string, folders: readonly string[]): string | undefined =>
  folders.find((folder) => isWithin(path, folder));

/** A component that is nothing but wildcards (and dots) means everything that is there. */
const isBareWildcard = (component: string): boolean =>
  hasGlob(component) &&
  component.replace(/\uE012[^\uE013]*\uE013/g, '').replace(/[\uE010\uE011\uE014.]/g, '') === '';

/** A trailing bare wildcard stands for the folder itself. */
const withoutTrailingWildcard = (path: string): string => {
  let result = path;
  while (isBareWildcard(result.slice(result.lastIndexOf('/') + 1))) {
    result = result.slice(0, result.lastIndexOf('/'));
  }
  return result === '' ? '/' : result;
};

/** Whether a path with globs or unknown parts can stand for one of the components of a known path. */
const canBe = (path: string, target: string): boolean => {
  const parts = path.split('/');
  const targets = target.split('/');
  return (
    parts.length === targets.length && parts.every((part, index) => globMatches(part, targets[index] ?? ''))
  );
};

const isAncestor = (path: string, of: string): boolean => path !== of && isWithin(of, path);

const knownPrefix = (path: string): string => {
  const at = path.search(/[\uE000-\uE014]/);
  return at < 0 ? path : path.slice(0, path.lastIndexOf('/', at) + 1);
};

const ancestors = (path: string): string[] => {
  const parts = path.split('/').slice(1);
  return parts.map((_, index) => `/${parts.slice(0, index + 1).join('/')}`);
};

const placeOfGlob = (path: string, places: Places): Place | undefined => {
  if (/^\/[^/]*[\uE010-\uE014]/.test(path) && path.split('/').length === 2) return 'root';
  if (canBe(path, places.home)) return 'home';
  if (canBe(path, places.project)) return 'project';
  if (ancestors(places.project).some((folder) => canBe(path, folder))) return 'parent';
  if (canBe(path, `${places.project}/.git`)) return 'git';
  // A repository's own data below folders that are only known by a pattern.
  if (isWithin(path, places.project) && /\/\.git(\/|$)/.test(path)) return 'git';
  return undefined;
};

const placeOfKnown = (path: string, places: Places): Place => {
  const { project, home } = places;
  if (path === '/' || /^\/[a-z]:$/.test(path)) return 'root';
  if (path === project) return 'project';
  if (path === home || isAncestor(path, home)) return 'home';
  if (isAncestor(path, project)) return 'parent';
  // A session started in the home folder does not make everything in it a project.
  if (isWithin(path, project) && !isWithin(home, project)) {
    return path.slice(project.length).split('/').includes('.git') ? 'git' : 'inside';
  }
  return placeElsewhere(path);
};

const placeElsewhere = (path: string): Place => {
  const temp = within(path, tempRoots);
  if (temp !== undefined) return path === temp ? 'temp-root' : 'temp';
  const isSystem = systemRoots.includes(path.split('/')[1] ?? '') || /^\/[a-z]:\/windows/i.test(path);
  return isSystem ? 'system' : 'outside';
};

/** A path with unknown parts: judged by what is certain, that is by the folder in front of the first unknown part. */
const placeOfUnknown = (path: string, places: Places): Place => {
  if (path.startsWith(mark.unset)) return placeWithoutUnset(path.replaceAll(mark.unset, ''), places);
  if (!path.startsWith('/')) return 'unknown';
  const emptied = path.replaceAll(mark.unset, '');
  if (isKnown(emptied)) {
    const place = placeOf(normalise(emptied), places);
    return place === 'project' ? 'unknown' : place;
  }
  const folder = normalise(knownPrefix(path));
  const place = placeOf(folder, places);
  if (/[^/.\uE000-\uE014][\uE000-\uE00F]/.test(path)) return belowGlob(place);
  return underUnknown[place] ?? place;
};

/** Something unnamed below a folder: in a temp root the usual scratch folder, at a home somebody's data. */
const underUnknown: Partial<Record<Place, Place>> = {
  'temp-root': 'temp',
  project: 'unknown',
  parent: 'outside',
  home: 'outside',
};

/** What a path comes to when the variable in front of it is empty; only the worst of it is taken for certain. */
const placeWithoutUnset = (rest: string, places: Places): Place => {
  if (!rest.startsWith('/')) return 'unknown';
  const place = placeOf(normalise(rest), places);
  return place === 'root' || place === 'system' || place === 'home' ? place : 'unknown';
};

/** Classifies an absolute path (abstract text: globs and unknown parts allowed). */
export const placeOf = (absolutePath: string, places: Places): Place => {
  if (absolutePath === '' || (!isKnown(absolutePath) && !absolutePath.startsWith('/'))) {
    return placeOfUnknown(absolutePath, places);
  }
  const path = withoutTrailingWildcard(absolutePath);
  if (hasGlob(path)) {
    const place = placeOfGlob(path, places);
    if (place !== undefined) return place;
    // The first glob decides how deep the path is certain; what follows only narrows it down.
    if (isKnown(path)) {
      const folder = placeOfKnown(normalise(knownPrefix(path)), places);
      return belowGlob(folder);
    }
  }
  return isKnown(path) ? placeOfKnown(path, places) : placeOfUnknown(path, places);
};

/** Something below a folder, picked by a glob with a name in it. */
const belowGlob = (folder: Place): Place => {
  if (folder === 'project') return 'inside';
  if (folder === 'temp-root') return 'temp';
  if (folder === 'root') return 'system';
  if (folder === 'home' || folder === 'parent') return 'outside';
  return folder;
};
