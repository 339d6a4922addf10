import { mark } from '../../text/text.ts';

/** One rule of a makefile: what it makes, from what, and the commands that make it. */
export interface MakeRule {
  readonly targets: readonly string[];
  readonly needs: readonly string[];
  readonly recipe: readonly string[];
}

export interface Makefile {
  readonly rules: readonly MakeRule[];
  /** Variables as they are written, in order. */
  readonly variables: readonly (readonly [string, string])[];
  /** Commands of `$(shell ...)`, which run while the makefile is read. */
  readonly atOnce: readonly string[];
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

const withoutPrefix = (line: string): string => line.replace(/^[\s@+-]+/, '');

const assignment = /^\s*(?:export\s+|override\s+)*([\w.-]+)\s*(?:::?:?|\?|\+|!)?=\s*(.*)$/;
const ruleLine = /^([^\s#:=][^:=#]*?)\s*::?(?!=)\s*([^;]*)(?:;(.*))?$/;

/** Text between `$(shell` and the bracket that closes it. */
const shellCalls = (text: string): string[] => {
  const found: string[] = [];
  for (let at = text.indexOf('$(shell '); at >= 0; at = text.indexOf('$(shell ', at + 8)) {
    let depth = 0;
    let end = at + 1;
    for (; end < text.length; end++) {
      if (text[end] === '(') depth++;
      if (text[end] === ')' && --depth === 0) break;
    }
    found.push(text.slice(at + 8, end));
    if (found.length >= 32) break;
  }
  return found;
};

const joined = (text: string): string[] => text.replace(/\\\n[ \t]*/g, ' ').split('\n');

/** Reads the text of a makefile; `indented` says which lines are commands: a tab's for make, any for just. */
export const readMakefile = (text: string, indented: RegExp = /^\t/): Makefile => {
  const rules: { targets: string[]; needs: string[]; recipe: string[] }[] = [];
  const variables: [string, string][] = [];
  for (const line of joined(text)) {
    if (indented.test(line) && rules.length > 0) {
      rules.at(-1)?.recipe.push(withoutPrefix(line));
      continue;
    }
    const set = assignment.exec(line);
    const rule = set ? null : ruleLine.exec(line);
    if (set) variables.push([set[1] as string, set[2] as string]);
    else if (rule) {
      const own = rule[3] === undefined ? [] : [withoutPrefix(rule[3])];
      rules.push({ targets: words(rule[1] as string), needs: words(rule[2] as string), recipe: own });
    }
  }
  return { rules, variables, atOnce: shellCalls(text) };
};

const rulesByTarget = (rules: readonly MakeRule[]): Map<string, MakeRule[]> => {
  const byTarget = new Map<string, MakeRule[]>();
  for (const rule of rules)
    for (const target of rule.targets) {
      const own = byTarget.get(target);
      if (own) own.push(rule);
      else byTarget.set(target, [rule]);
    }
  return byTarget;
};

/** Most targets that are followed before all rules are taken. */
const mostTargets = 2000;

/** Rules that are followed for the goals; all of them when a goal cannot be found among them. */
export const rulesFor = ({ rules }: Makefile, goals: readonly string[]): readonly MakeRule[] => {
  const byTarget = rulesByTarget(rules);
  if (goals.some((goal) => !byTarget.has(goal))) return rules;
  const first = rules.find(({ targets }) => !targets[0]?.startsWith('.'));
  const open = goals.length > 0 ? [...goals] : [...(first?.targets ?? [])];
  const taken = new Set<MakeRule>();
  for (const goal of open) {
    if (open.length > mostTargets) return rules;
    for (const rule of byTarget.get(goal) ?? []) {
      if (!taken.has(rule)) open.push(...rule.needs);
      taken.add(rule);
    }
  }
  return [...taken];
};

/** A line of a recipe as shell source: make's own variables become the shell's, its functions stay unknown. */
export const recipeSource = (line: string): string =>
  line
    .replace(/\$\$/g, '\uE01F')
    .replace(/\$[({]MAKE[)}]/g, 'make')
    .replace(/\$\(shell ([^()]*)\)/g, '\uE01F($1)')
    .replace(/\$[({]([A-Za-z_]\w*)[)}]/g, '\uE01F{$1}')
    .replace(/\$[({][^(){}]*[)}]|\$[@<^?*%+|]/g, mark.unknown)
    .replace(/\{\{[^{}]*\}\}/g, mark.unknown)
    .replaceAll('\uE01F', '$');
