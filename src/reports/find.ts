import type { Asker } from './ask.ts';
import type { ReportFinding } from './findings/finding.ts';
import { findings } from './findings/findings.ts';
import type { FoundFinding } from './schema.ts';

/** Sessions that stand as evidence in a report. */
const mostEvidence = 5;

type Evidence = FoundFinding['evidence'][number];

/** Of rows alike the same ones are shown, whichever engine found them in whatever order. */
const byName = (one: Evidence, other: Evidence): number =>
  `${one.session_id} ${one.subject}`.localeCompare(`${other.session_id} ${other.subject}`, 'en');

const foundOf = (name: string, finding: ReportFinding, rows: readonly Evidence[]): FoundFinding => {
  const sum = (value: (row: Evidence) => number): number =>
    rows.reduce((total, row) => total + value(row), 0);
  const sums = {
    times: sum(({ times }) => times),
    sessions: new Set(rows.map(({ session_id: id }) => id)).size,
    subjects: new Set(rows.map(({ subject }) => subject)).size,
  };
  return {
    name,
    title: finding.title,
    what: finding.told(sums),
    saving_usd: Math.round(sum((row) => row.saving_usd * 1e9)) / 1e9,
    times: sums.times,
    sessions: sums.sessions,
    evidence: rows
      .toSorted(
        (one, other) => other.saving_usd - one.saving_usd || other.times - one.times || byName(one, other),
      )
      .slice(0, mostEvidence),
    advice: finding.advice,
    estimate: finding.estimate,
    ...(finding.limits && { limits: finding.limits }),
  };
};

/** What was found, the dearest first. */
export const find = async (ask: Asker): Promise<readonly FoundFinding[]> => {
  const found: FoundFinding[] = [];
  for (const [name, finding] of Object.entries<ReportFinding>(findings)) {
    const { rows } = await ask(finding);
    const evidence = rows.map(([session, subject, times, nanodollars]) => ({
      session_id: session === null || session === undefined ? null : String(session),
      subject: subject === null || subject === undefined ? null : String(subject),
      times: Number(times),
      saving_usd: Number(nanodollars ?? 0) / 1e9,
    }));
    if (evidence.length > 0) found.push(foundOf(name, finding, evidence));
  }
  return found.toSorted((one, other) => other.saving_usd - one.saving_usd);
};
