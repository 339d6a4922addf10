import { type Period, periods } from './calendar.ts';
import type { Config } from './schema.ts';

/** One budget that config.yaml sets: whose it is, for which period, and how much. */
export interface Budget {
  readonly period: Period;
  /** `all`, or a label such as `project`. */
  readonly label: string;
  /** `all`, or the label's value. */
  readonly value: string;
  /** US dollars. */
  readonly limit: number;
}

/** Whose a budget is without a scope. */
export const everybody = 'all';

/** Every budget of the configuration. */
export const budgetsOf = ({ budgets }: Pick<Config, 'budgets'>): readonly Budget[] =>
  [{ label: everybody, value: everybody, ...budgets }, ...budgets.for].flatMap((own) =>
    periods.flatMap((period) => {
      const limit = own[period];
      return limit === undefined ? [] : [{ period, label: own.label, value: own.value, limit }];
    }),
  );

/** Budgets by labels that no number carries: they would never be used. */
export const budgetComplaints = ({ budgets, labels, privacy }: Config): readonly string[] =>
  budgets.for.flatMap(({ label, value }) => {
    if (!labels.shared.includes(label))
      return [`budgets.for: ${label} ${value}: put ${label} into labels.shared as well.`];
    if (label === 'user' && privacy.person !== 'keep')
      return [`budgets.for: ${label} ${value}: needs privacy.person keep, else no number names a person.`];
    return [];
  });
