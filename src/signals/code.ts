import { hookFilesEdited } from '../catalogue/hook-metrics.ts';
import { codeEditToolDecision, commitCount, linesOfCode, pullRequestCount } from '../catalogue/telemetry.ts';
import { ratioOf } from '../promql/arithmetic.ts';
import { type QueryView, totalOf } from '../promql/query.ts';
import { noHooks } from './advice.ts';
import type { Signal } from './signal.ts';
import { totalsOf } from './total.ts';

const { total, totalBy } = totalsOf('code');

const edits =
  'Lines of Edit and Write, as the client counts them: a new file has one more than its lines. What the shell writes is not known.';

export const linesChanged = total(linesOfCode, {
  title: 'Lines changed',
  description: `Added plus removed. ${edits}`,
});

export const linesAdded = total(linesOfCode, {
  title: 'Lines added',
  description: edits,
  where: { type: 'added' },
});

export const linesRemoved = total(linesOfCode, {
  title: 'Lines removed',
  description: edits,
  where: { type: 'removed' },
});

export const linesByType = totalBy(linesOfCode, 'type', { title: 'Lines of code', description: edits });

export const linesByModel = totalBy(linesOfCode, 'model', {
  title: 'Lines by model',
  description: `Added plus removed. ${edits}`,
  unset: 'not told',
});

export const netLines: Signal = {
  board: 'code',
  title: 'Net growth',
  description: `Lines added less lines removed. ${edits}`,
  unit: 'short',
  legend: 'Net',
  expr: (view) =>
    `${totalOf(linesOfCode, { where: { type: 'added' } }, view)} - ${totalOf(linesOfCode, { where: { type: 'removed' } }, view)}`,
};

export const refactorShare: Signal = {
  board: 'code',
  title: 'Refactor share',
  description: `Removed lines as a share of all changed lines: 0 is only new code, 0.5 as much removed as added. ${edits}`,
  unit: 'percentunit',
  max: 1,
  legend: 'Refactor share',
  expr: (view) =>
    ratioOf(totalOf(linesOfCode, { where: { type: 'removed' } }, view), totalOf(linesOfCode, {}, view)),
};

export const commits = total(commitCount, {
  title: 'Commits',
  description: "Commits that Claude Code made. People's own are not known.",
});

export const pullRequests = total(pullRequestCount, {
  title: 'Pull requests',
  description: 'Pull requests that Claude Code opened.',
});

export const commitsByProject = totalBy(commitCount, 'project', {
  title: 'Commits by project',
  description: 'By the resource attribute `project`.',
  unset: 'no project set',
});

export const linesPerCommit: Signal = {
  board: 'code',
  title: 'Lines per commit',
  description: 'Lines changed divided by the commits that Claude Code made.',
  unit: 'none',
  decimals: 0,
  legend: 'Lines per commit',
  noValue: 'No commits',
  expr: (view) => ratioOf(totalOf(linesOfCode, {}, view), totalOf(commitCount, {}, view)),
};

const decided =
  'Uses of Edit, Write and NotebookEdit that were accepted or rejected: by a person, a rule, a hook or the mode.';

const acceptRatio = (by: readonly ('language' | 'tool_name')[], view: QueryView): string =>
  ratioOf(
    totalOf(codeEditToolDecision, { by, where: { decision: 'accept' } }, view),
    totalOf(codeEditToolDecision, { by }, view),
  );

export const acceptRate: Signal = {
  board: 'code',
  title: 'Edits accepted',
  description: `Share of edits that were accepted. ${decided}`,
  unit: 'percentunit',
  max: 1,
  legend: 'Accepted',
  noValue: 'No edits',
  expr: (view) => acceptRatio([], view),
};

export const decisionsByOutcome = totalBy(codeEditToolDecision, 'decision', {
  title: 'Edit decisions',
  description: decided,
});

export const decisions = total(codeEditToolDecision, { title: 'Edit decisions', description: decided });

export const editsByLanguage = totalBy(codeEditToolDecision, 'language', {
  title: 'Edits by language',
  description: `By the language of the file. ${decided}`,
  unset: 'not told',
});

export const editsByTool = totalBy(codeEditToolDecision, 'tool_name', {
  title: 'Edits by tool',
  description: decided,
  unset: 'not told',
});

export const editsBySource = totalBy(codeEditToolDecision, 'source', {
  title: 'Who decided on edits',
  description: `config: a rule or mode; hook; user: a person, once or for good. ${decided}`,
  unset: 'not told',
});

export const acceptRateByLanguage: Signal = {
  ...acceptRate,
  title: 'Accepted',
  legend: '{{language}}',
  expr: (view) => acceptRatio(['language'], view),
};

export const filesByLanguage = totalBy(hookFilesEdited, 'language', {
  title: 'Files edited by language',
  description: 'Edits that went through, by the file name. From hooks; all teams and projects.',
  noValue: noHooks,
});
