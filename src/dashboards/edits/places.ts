import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A line of the sources: `src/signals/cost.ts:12`. */
export type SourceLine = string;

const linesWith = (root: string, folder: string, isIt: (line: string) => boolean): readonly SourceLine[] => {
  const whole = path.join(root, folder);
  if (!existsSync(whole)) return [];
  return readdirSync(whole)
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .flatMap((name) =>
      readFileSync(path.join(whole, name), 'utf8')
        .split('\n')
        .flatMap((line, at) => (isIt(line) ? [`${folder}/${name}:${at + 1}`] : [])),
    );
};

/** How a text can stand in a TypeScript file. */
const literals = (text: string): readonly string[] => [`'${text.replaceAll("'", "\\'")}'`, `"${text}"`];

/** Where a dashboard is laid out. `root`: the checkout. */
export const dashboardPlace = (root: string, uid: string): SourceLine | undefined =>
  linesWith(root, 'src/dashboards', (line) =>
    literals(uid.replace(/^claude-code-/, '')).some((literal) => line.includes(`name: ${literal}`)),
  )[0];

/** Where a panel gets its title: on its dashboard, else in the signal that it shows. */
export const panelPlaces = (root: string, uid: string, title: string): readonly SourceLine[] => {
  const [file = ''] = dashboardPlace(root, uid)?.split(':') ?? [];
  const isTitle = (line: string) => literals(title).some((literal) => line.includes(literal));
  const inDashboard = linesWith(root, 'src/dashboards', isTitle).filter((place) =>
    place.startsWith(`${file}:`),
  );
  return inDashboard.length > 0 ? inDashboard : linesWith(root, 'src/signals', isTitle);
};
