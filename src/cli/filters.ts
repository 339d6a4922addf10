import { exitCode, Failure } from '../failure.ts';

/** What narrows an answer on the command line. */
export interface FilterOptions {
  readonly project?: string;
  readonly person?: string;
  readonly label: readonly string[];
}

/** For an option that may be repeated. */
export const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** Column to value. @throws Failure for a `--label` without a value */
export const labelsOf = ({ label, project, person }: FilterOptions): Record<string, string> => {
  const pairs = label.map((text) => {
    const at = text.indexOf('=');
    if (at < 1)
      throw new Failure(`"${text}" is not a label and its value.`, {
        where: '--label',
        fix: 'Say --label team=platform.',
        exitCode: exitCode.usage,
      });
    return [text.slice(0, at), text.slice(at + 1)] as const;
  });
  return { ...Object.fromEntries(pairs), ...(project && { project }), ...(person && { person }) };
};
