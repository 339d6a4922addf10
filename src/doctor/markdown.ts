import { markdownCell } from '../escape.ts';
import { type Group, groupTitles } from './check.ts';
import { checks } from './checks.ts';
import { symptoms } from './symptoms.ts';

const symptomSections = (): readonly string[] =>
  symptoms.flatMap(({ title, text, ids }) => [
    `## ${title}`,
    text,
    [
      '| if doctor says | it is | what helps |',
      '| --- | --- | --- |',
      ...ids.flatMap((id) => {
        const check = checks.find((one) => one.id === id);
        if (!check) throw new Error(`symptom "${title}" names the check ${id}, which there is not`);
        return Object.values(check.problems).map(
          ({ status, what, fix }) =>
            `| ${check.title} | ${status}: ${markdownCell(what)} | ${markdownCell(fix)} |`,
        );
      }),
    ].join('\n'),
  ]);

const allChecks = (): readonly string[] =>
  (Object.keys(groupTitles) as Group[]).flatMap((group) => [
    `### ${groupTitles[group]}`,
    checks
      .filter((check) => check.group === group)
      .map(
        ({ id, title, needs, problems }) =>
          `- **${title}** (\`${id}\`${needs.length > 0 ? `, after ${needs.join(', ')}` : ''}): ${Object.values(problems).length} ${Object.values(problems).length === 1 ? 'thing' : 'things'} it can find`,
      )
      .join('\n'),
  ]);

/** The page `docs/troubleshooting.md`: by symptom, from the checks of doctor. */
export const troubleshootingMarkdown = (): string =>
  [
    '# Troubleshooting',
    '`start-observability doctor` follows one data point from the settings of Claude Code to the query of a dashboard and names the first place where it is lost, with the command that repairs it. `--fix` does what is safe by itself. This page lists all that it can say, by what you see.',
    'If it finds nothing and something is still wrong, `start-observability doctor --archive FILE` writes one archive for a bug report, without secrets and names.',
    ...symptomSections(),
    '## All checks, in order',
    'A step whose forerunner failed is not reached: the first failure is the cause.',
    ...allChecks(),
  ].join('\n\n');
