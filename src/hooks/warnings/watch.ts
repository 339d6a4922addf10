import type { SpentBudget } from '../budgets/spent.ts';
import type { JournalStore } from '../journal/journal-store.ts';
import type { PlanLimits } from '../plan-limits/plan-limits.ts';
import { notifyDesktop } from './desktop.ts';
import { dueWarnings } from './due.ts';
import { isQuiet } from './quiet-hours.ts';
import { createWarnings } from './warnings.ts';

export interface WatchOptions {
  readonly store: JournalStore;
  readonly steps: readonly number[];
  readonly client: boolean;
  readonly desktop: boolean;
  readonly quietHours: string | undefined;
  readonly zone: string | undefined;
  readonly budgets: (now: number) => readonly SpentBudget[];
  readonly planLimits: Pick<PlanLimits, 'known'>;
  readonly notify?: (text: string) => Promise<void>;
  readonly onError: (error: unknown) => void;
}

const everyMs = 5000;

/** Looks at budgets and limits again and again, and reports each step that is reached once. */
export const watchLimits = ({
  store,
  steps,
  client,
  desktop,
  quietHours,
  zone,
  budgets,
  planLimits,
  notify = notifyDesktop,
  onError,
}: WatchOptions) => {
  const warnings = createWarnings(store);

  const look = async (now = Date.now()): Promise<void> => {
    try {
      warnings.note(dueWarnings(steps, budgets(now), planLimits.known(now)), now);
      if (!desktop || isQuiet(quietHours, zone, now)) return;
      for (const text of warnings.forDesktop(now)) await notify(text);
    } catch (error) {
      onError(error);
    }
  };
  const timer = setInterval(look, everyMs);

  return {
    look,
    /** What a person is told at this prompt. */
    notices: (): readonly string[] => (client ? warnings.forClient(Date.now()) : []),
    stop: () => clearInterval(timer),
  };
};
