/** Why a query has nothing to show of the recorded payloads. Some panels then say `0`, by their no-value text. */

const unseen = (what: string) => `no recorded client sent ${what}`;
const lasting = 'a session counts once it was silent for thirty minutes, longer than a test waits';
const notCompared = 'the ledger compares itself with Prometheus after some minutes, longer than a test waits';
const noPlan = 'limits of a plan come from a status line, and recorded payloads have none';
const noHistory = 'a forecast needs two weeks of history, and what was imported needs an import';
const nothingWrong = 'nothing went wrong, and then there is no series';

/** `dashboard/panel` and the letter of the query. */
export const emptyPanels: Readonly<Record<string, string>> = {
  'api/Limits (429) A': unseen('an error of this status: retries that end well leave no event'),
  'api/Refusals by category A': unseen('api_refusal'),
  'api/Errors inside the client A': unseen('internal_error'),

  'permissions/Changes of the permission mode A': unseen('permission_mode_changed'),
  'permissions/Sign-ins A': unseen('auth'),
  'overview/Median duration A': lasting,
  'sessions/Median duration A': lasting,
  'sessions/p95 duration A': lasting,
  'sessions/Mean duration A': lasting,
  'stack/Alerts A': nothingWrong,
  'cost/Alert states A': nothingWrong,
  'tools/Alert states A': nothingWrong,
  'security/Alert states A': nothingWrong,
  'sessions/Alert states A': nothingWrong,
  'api/Alert states A': nothingWrong,
  'tokens/Alert states A': nothingWrong,
  'permissions/Alert states A': nothingWrong,
  'hooks/Alert states A': nothingWrong,
  'stack/Alert states A': nothingWrong,
  'cost/Budgets at the end of their period A': noHistory,
  'cost/Budgets at the end of their period B': noHistory,
  'cost/Budgets at the end of their period C': noHistory,
  'cost/Budgets used up at A': noHistory,
  'cost/Imported per day A': noHistory,
  'cost/Full at A': noPlan,
  'cost/Full at B': noPlan,
  'cost/Full at C': noPlan,
  'cost/Plan limits over time A': noPlan,
  'cost/Plan limits used A': noPlan,
  'cost/Resets at A': noPlan,
  'cost/Used an hour A': noPlan,
  'overview/Plan limits used A': noPlan,
  'stack/Missing in totals A': notCompared,
  'stack/Refused by reason A': nothingWrong,
  'stack/Folded into other, by metric A': nothingWrong,
  'stack/Collector, per second C': nothingWrong,
  'tools/MCP connection errors A': nothingWrong,
  'tools/Plugins installed A': unseen('plugin_installed'),
  'tools/Mentions with @ A': unseen('at_mention'),
};

const wholeHours = 'whole hours count, and one may have begun while the test ran';

const coarseSteps = 'points of the curve are up to twelve hours apart, and a test lasts a few minutes';

/** Curves behind numbers; the numbers themselves are queries of their own. */
const curvesBehind = [
  ...['Today', 'This week', 'This month', 'Budget left', 'Active now', 'Health'].map(
    (title) => `overview/${title} A`,
  ),
  ...['Today', 'This week', 'This month'].map((title) => `cost/${title} A`),
];

/** Queries of panels that show something at some times of the day only, and why. */
export const byTheClock: Readonly<Record<string, string>> = Object.fromEntries([
  ...['A', 'B', 'C', 'D', 'E', 'F', 'G'].map((weekday) => [
    `sessions/Sessions by hour of the week ${weekday}`,
    wholeHours,
  ]),
  ...curvesBehind.map((place) => [place, coarseSteps]),
]);

/** Ready-made queries of docs/promql.md that find nothing, by what they tell. */
export const emptyQueries: Readonly<Record<string, string>> = {
  'Length of the sessions of the last week: nineteen of twenty were shorter.': lasting,
};
