import { isAtLeast } from '../../binaries/probe.ts';
import { defineCheck, warning } from '../check.ts';
import { projectsLostTelemetry } from '../effective.ts';

/** The oldest client that this project was tried with. */
const oldestTried = '2.1.197';

/** What clients before a version do not do, the newest first. Source: the client's changelog and documentation. */
const lacks: readonly (readonly [version: string, what: string])[] = [
  ['2.1.332', 'inline shell of skills and commands runs without the guard'],
  ['2.1.269', 'no repository label'],
  ['2.1.214', 'cost and tokens counted twice behind some gateways'],
  ['2.1.197', 'metrics stop silently in some versions'],
  ['2.1.161', 'resource attributes (team, project ...) do not reach the numbers'],
  ['2.1.139', 'no active time in non-interactive sessions'],
  ['2.1.63', 'no http hooks: most hook events are missing'],
];

export const client = defineCheck({
  id: 'client',
  title: 'The client',
  group: 'settings',
  needs: [],
  problems: {
    absent: warning(
      'claude is not on PATH here: what its version can do is not known, and taken for the newest.',
      'run doctor in the shell in which you start claude',
    ),
    silent: warning(
      'claude is on PATH and does not answer: its version is not known, and taken for the newest.',
      'run `claude --version` in this shell; what it waits for (a wrapper, an update, a question) is the cause',
    ),
    failing: warning(
      'claude is on PATH and fails: its version is not known, and taken for the newest.',
      'run `claude --version` in this shell; install the client anew where its own program is missing',
    ),
    old: warning('The client is older than what this project was tried with.', 'claude update'),
  },
  run: async ({ askClient }) => {
    const answer = await askClient();
    if ('trouble' in answer) return { problem: answer.trouble, evidence: [answer.said] };
    const { version } = answer;
    const missing = lacks.filter(([since]) => !isAtLeast(version, since)).map(([, what]) => what);
    const evidence = [`claude ${version}`, ...missing];
    if (!isAtLeast(version, oldestTried)) return { problem: 'old', evidence };
    const projects = isAtLeast(version, projectsLostTelemetry)
      ? 'a project cannot switch telemetry on'
      : 'a project may redirect telemetry';
    return { ok: `claude ${version}; ${projects}`, evidence: missing };
  },
});
