import type { EffectivePolicy } from './decide.ts';
import { absolute, type Places } from './paths/path.ts';
import type { ExtraPattern } from './policy.ts';
import { globMatches } from './text/glob.ts';
import { activate, plain } from './text/text.ts';
import type { Verdict } from './verdict.ts';

const expandHome = (path: string, { home, project }: Places): string =>
  absolute(
    path.replace(/^~(?=\/|$)/, () => home),
    project,
  );

/** Whether a path is one of the given ones or lies below it. `*` stands for any text, `~/` for the home folder. */
export const pathMatcher = (paths: readonly string[], places: Places): ((path: string) => boolean) => {
  if (paths.length === 0) return () => false;
  const globs = paths.map((path) => activate(expandHome(path, places)));
  // A path with anything unknown or a wildcard in it could reach further than what was allowed.
  return (path) =>
    !/[\uE000-\uE014]/.test(path) &&
    globs.some((glob) => globMatches(glob, path) || globMatches(`${glob}/\uE010`, path));
};

interface ExtraVerdicts {
  readonly verdicts: Verdict[];
  /** Looks at a command's words after the shell has read them, and the folder it would run in. */
  observe(words: readonly string[], folder: string): void;
  /** Looks at a path a file tool was given. */
  observePath(path: string): void;
}

const verdictOf = (extra: ExtraPattern): Verdict => ({
  decision: extra.decision,
  pattern: extra.id,
  category: 'custom',
  reason: extra.reason,
  suggestion: extra.suggestion,
});

/** The patterns a person added in `config.yaml`. */
export const extraVerdicts = (policy: EffectivePolicy, places: Places): ExtraVerdicts => {
  const verdicts: Verdict[] = [];
  const matchers = policy.extra.map((extra) => ({
    extra,
    touches: extra.path === undefined ? undefined : pathMatcher([extra.path], places),
  }));
  const add = (extra: ExtraPattern): void => {
    if (!verdicts.some(({ pattern }) => pattern === extra.id)) verdicts.push(verdictOf(extra));
  };
  const names = (extra: ExtraPattern, words: readonly string[]): boolean => {
    const name = (words[0] ?? '').replace(/^.*[/\\]/, '').toLowerCase();
    if (extra.command !== undefined && extra.command.toLowerCase() !== name) return false;
    return extra.arguments.every((argument) => words.slice(1).some((word) => plain(word) === argument));
  };
  return {
    verdicts,
    observe: (words, folder) => {
      for (const { extra, touches } of matchers) {
        const touched =
          touches === undefined || words.slice(1).some((word) => touches(absolute(plain(word), folder)));
        if (touched && (touches !== undefined || extra.command !== undefined) && names(extra, words))
          add(extra);
      }
    },
    observePath: (path) => {
      for (const { extra, touches } of matchers)
        if (extra.command === undefined && touches?.(path)) add(extra);
    },
  };
};
