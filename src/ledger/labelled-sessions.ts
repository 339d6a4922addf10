import type { LabelSet } from '../counters/label-set.ts';

/** Which sessions carry which labels, as their numbers do: for budgets that stop the sessions of one project. */
export interface LabelledSessions {
  /** Notes the labels with which a session spent. */
  readonly saw: (session: string, labels: LabelSet) => void;
  readonly having: (label: string, value: string) => readonly string[];
}

/** Sessions that spent last. One that goes on after a restart is known again from its next export. */
const mostSessions = 5000;

export const createLabelledSessions = (): LabelledSessions => {
  const known = new Map<string, LabelSet>();
  return {
    saw: (session, labels) => {
      if (session === '') return;
      known.delete(session);
      known.set(session, labels);
      const [oldest] = known.keys();
      if (known.size > mostSessions && oldest !== undefined) known.delete(oldest);
    },
    having: (label, value) =>
      [...known].filter(([, labels]) => labels[label] === value).map(([session]) => session),
  };
};
