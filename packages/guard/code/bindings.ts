import type { Value } from './functions.ts';
import { isOfInterest } from './names.ts';
import { isDeletion } from './services.ts';
import type { Source } from './source.ts';
import type { Token } from './tokens.ts';

const is = (token: Token | undefined, text: string): boolean =>
  token !== undefined && token.kind !== 'string' && token.text === text;

const isName = (token: Token | undefined): token is Token => token?.kind === 'name';

const bind = ({ scope }: Source, name: string, value: Value): void => {
  scope.variables.set(name, value);
  if (typeof value !== 'string') scope.each.add(name);
};

/** `for x in list`, `for (const x of list)`, also behind the body as in a comprehension; `unlink for <list>`. */
const loop = (source: Source, at: number): void => {
  const { tokens, scope } = source;
  let name = at + 1;
  while (is(tokens[name], '(') || /^(const|let|var|my|await)$/.test(tokens[name]?.text ?? '')) name++;
  const bound = tokens[name];
  // `for root, dirs, files in os.walk(...)`: the first name stands for what is gone through.
  if (isName(bound) && is(tokens[name + 1], ','))
    while (is(tokens[name + 1], ',') && isName(tokens[name + 2])) name += 2;
  if (bound?.kind === 'string') scope.variables.set('$_', bound.text);
  else if (isName(bound) && (is(tokens[name + 1], 'in') || is(tokens[name + 1], 'of')))
    bind(source, bound.text, source.statement(name + 2));
  else if (isName(bound) && bound.text.startsWith('$') && is(tokens[name + 1], '('))
    bind(source, bound.text, source.statement(name + 1));
};

/** `list.forEach(x => ...)`, `list.each { |x| ... }`, `list.each do |x|`. */
const callback = (source: Source, at: number): void => {
  const { tokens } = source;
  let name = at + 1;
  while (is(tokens[name], '(') || is(tokens[name], '{') || is(tokens[name], 'do') || is(tokens[name], '|'))
    name++;
  const bound = tokens[name];
  const list = is(tokens[at - 1], '.') && isName(bound) ? source.chain(at - 2) : undefined;
  if (bound && list !== undefined) bind(source, bound.text, list);
};

const looping = /^(for|foreach)$/;
const eachOf = /^(forEach|map|each|each_entry|filter|select)$/;

/** Binds the names of loops to what they go through, before the text is read: a body may stand in front. */
export const bindLoops = (source: Source): void => {
  source.tokens.forEach((token, at) => {
    if (token.kind === 'name' && source.isAssignment(at))
      source.scope.variables.set(token.text, source.assigned(at));
  });
  source.tokens.forEach((token, at) => {
    if (token.kind !== 'name') return;
    if (looping.test(token.text)) loop(source, at);
    else if (eachOf.test(token.text)) callback(source, at);
  });
};

/** Other names of calls of interest: `import x as y`, `{ exec: run } = ...`, `r = os.system`. */
export class Renames {
  private readonly renamed = new Map<string, string>();

  /** The name a call is known by. */
  original(name: string): string {
    return this.renamed.get(name) ?? name;
  }

  /** Notes what the names around one token say. */
  note(tokens: readonly Token[], at: number): void {
    const [from, link, to] = [tokens[at - 1], tokens[at], tokens[at + 1]];
    if (isName(from) && isName(to) && link?.text === 'as') this.renamed.set(to.text, from.text);
    const after = tokens[at + 2];
    if (isName(link) && is(to, ':') && isName(after) && (isOfInterest(link.text) || isDeletion(link.text)))
      this.renamed.set(after.text, link.text);
  }

  /** `name = ...last`: the last name of the chain. */
  assigned(name: string, last: Token | undefined): void {
    if (isName(last)) this.keep(name, last.text);
  }

  /** Keeps the function that a name stands for, where it is one of interest. */
  keep(name: string, original: string): void {
    if (isOfInterest(original)) this.renamed.set(name, original);
  }
}
