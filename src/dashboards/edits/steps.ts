import type { Edit } from './compare.ts';
import { dashboardHomeOf, type FieldHome, homeOf } from './homes.ts';
import { dashboardPlace, panelPlaces } from './places.ts';
import { exprSource, panelSource } from './source.ts';

/** A value in one line. */
export const short = (value: unknown): string => {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
};

/** An edit as people read it; the first line says what, the others from what to what. */
export const told = (edit: Edit): string => {
  if (edit.kind !== 'changed')
    return `${edit.kind === 'added' ? '+' : '-'} ${edit.panel.title} (${edit.panel.type}, row "${edit.row}")`;
  const subject = edit.panel ? `${edit.panel.title}: ` : '';
  return `~ ${subject}${edit.path}\n    ${short(edit.from)}\n    ${short(edit.to)}`;
};

/** Every line that has something, further to the right. */
export const indented = (text: string, by = '  '): string => text.replaceAll(/^(?=.)/gm, by);

/** A file of src/dashboards, without the line. */
const fileOf = (uid: string, root: string): string =>
  dashboardPlace(root, uid)?.split(':')[0] ?? 'src/dashboards';

type Of<Kind extends Edit['kind']> = Extract<Edit, { readonly kind: Kind }>;

const removal = ({ panel, row }: Of<'added' | 'removed'>, uid: string, root: string): string => {
  const places = panelPlaces(root, uid, panel.title).join(' or ');
  return `Take its line out of the row "${row}" in ${fileOf(uid, root)}${places && ` (the title is at ${places})`}.`;
};

const addition = ({ panel, row }: Of<'added' | 'removed'>, uid: string, root: string): string => {
  const source = panelSource(panel);
  const shown = source.row ?? `// No function of src/panels draws ${panel.type} yet: write one there.`;
  return [
    'A signal, in a file of src/signals:',
    indented(source.signals),
    `Its line in ${fileOf(uid, root)}, row "${row}":`,
    indented(shown),
  ].join('\n\n');
};

const placeOf = ({ panel }: Of<'changed'>, { place }: FieldHome, uid: string, root: string): string => {
  if (place === 'row' || place === 'dashboard') return fileOf(uid, root);
  if (place !== 'signal') return place;
  const found = panel ? panelPlaces(root, uid, panel.title) : [];
  return found.length > 0 ? found.join(' or ') : 'the signal, in src/signals';
};

const change = (edit: Of<'changed'>, uid: string, root: string): string => {
  const home = edit.panel || edit.path === 'order' ? homeOf(edit.path) : dashboardHomeOf(edit.path);
  const to = typeof edit.to === 'string' ? `'${edit.to.replaceAll("'", "\\'")}'` : short(edit.to);
  const values = { expr: exprSource(String(edit.to)), name: edit.path.split('.').at(-1) ?? '', to };
  const advice = home.advice.replaceAll(
    /\{(expr|name|to)\}/g,
    (_, name: keyof typeof values) => values[name],
  );
  return `${placeOf(edit, home, uid, root)}\n${indented(advice)}`;
};

/** How to write an edit of the dashboard `uid` in the code. `root`: the checkout. */
export const stepsFor = (edit: Edit, uid: string, root: string): string => {
  if (edit.kind === 'changed') return change(edit, uid, root);
  return edit.kind === 'added' ? addition(edit, uid, root) : removal(edit, uid, root);
};
