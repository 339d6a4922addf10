/** Where in the code a field of a panel is decided. `signal`, `row` and `dashboard` are the places of that very panel. */
export interface FieldHome {
  readonly place:
    | 'signal'
    | 'row'
    | 'dashboard'
    | 'src/panels'
    | 'src/panels/style.ts'
    | 'src/dashboards/dashboard.ts';
  /** What to write there; `{to}` stands for the new value. */
  readonly advice: string;
}

/** The first that matches the path of a field holds. */
const homes: readonly (readonly [path: RegExp, home: FieldHome])[] = [
  [/^title$/, { place: 'signal', advice: 'title: {to}   or, on this dashboard only: titled(signal, {to})' }],
  [/^description$/, { place: 'signal', advice: 'description: {to}' }],
  [/^targets\.\w+\.expr$/, { place: 'signal', advice: 'expr: {expr}' }],
  [/^targets\.\w+\.legendFormat$/, { place: 'signal', advice: 'legend: {to}' }],
  [/^targets\./, { place: 'src/panels', advice: 'the kind of panel decides how it asks' }],
  [/^fieldConfig\.defaults\.(unit|decimals|min|max|noValue)$/, { place: 'signal', advice: '{name}: {to}' }],
  [
    /^fieldConfig\.defaults\.thresholds/,
    { place: 'signal', advice: "thresholds: [{ from, means: 'good' | 'warning' | 'bad' }]" },
  ],
  [
    /^fieldConfig\.overrides/,
    { place: 'src/panels/style.ts', advice: 'colours, the same on all dashboards' },
  ],
  [/^gridPos\.w$/, { place: 'row', advice: '{ width: {to} }' }],
  [/^gridPos\.h$/, { place: 'row', advice: '{ height: {to} }' }],
  [/^timeFrom$/, { place: 'row', advice: '{ timeFrom: {to} }' }],
  [/^type$/, { place: 'row', advice: 'another function of src/panels' }],
  [/^order$/, { place: 'row', advice: 'put the lines of the panels into this order' }],
];

const otherwise: FieldHome = {
  place: 'src/panels',
  advice: 'the look of this kind of panel, the same on all dashboards',
};

/** The same of a field of the dashboard itself. */
export const dashboardHomeOf = (path: string): FieldHome => {
  if (path === 'title' || path === 'description') return { place: 'dashboard', advice: '{name}: {to}' };
  if (path === 'variables')
    return {
      place: 'dashboard',
      advice: 'choices; the variables themselves are in src/dashboards/variables.ts',
    };
  return { place: 'src/dashboards/dashboard.ts', advice: '{name}: {to}, which all dashboards share' };
};

/** Where a field of a panel is decided, by its path in the JSON. */
export const homeOf = (path: string): FieldHome =>
  homes.find(([pattern]) => pattern.test(path))?.[1] ?? otherwise;
