/**
 * What is added up in the derived tables. Each is an integer column; sums of it are exact. What comes from metrics is
 * what the counters of `/metrics` were given, in the same transaction: SQL and Prometheus say the same.
 */
export interface Measure {
  readonly unit?: string;
  readonly from: 'metrics' | 'events' | 'hooks';
  readonly brief: string;
}

export const measures = {
  cost_nanodollars: { unit: 'nano-dollars', from: 'metrics', brief: 'Cost.' },
  input_tokens: { unit: 'tokens', from: 'metrics', brief: 'Input tokens.' },
  output_tokens: { unit: 'tokens', from: 'metrics', brief: 'Output tokens.' },
  cache_read_tokens: { unit: 'tokens', from: 'metrics', brief: 'Tokens read from the prompt cache.' },
  cache_creation_tokens: { unit: 'tokens', from: 'metrics', brief: 'Tokens written to the prompt cache.' },
  starts: { from: 'metrics', brief: 'Sessions begun: fresh, resumed or continued.' },
  lines_added: { unit: 'lines', from: 'metrics', brief: 'Lines of code added.' },
  lines_removed: { unit: 'lines', from: 'metrics', brief: 'Lines of code removed.' },
  commits: { from: 'metrics', brief: 'Commits.' },
  pull_requests: { from: 'metrics', brief: 'Pull requests.' },
  edits_accepted: { from: 'metrics', brief: 'Edits that were accepted.' },
  edits_rejected: { from: 'metrics', brief: 'Edits that were rejected.' },
  active_user_us: { unit: 'µs', from: 'metrics', brief: 'Time that the person was active.' },
  active_cli_us: { unit: 'µs', from: 'metrics', brief: 'Time that Claude Code was active.' },
  events: { from: 'events', brief: 'Log events.' },
  prompts: { from: 'events', brief: 'Prompts.' },
  requests: { from: 'events', brief: 'Requests to the model that succeeded.' },
  request_cost_nanodollars: {
    unit: 'nano-dollars',
    from: 'events',
    brief: 'Cost as the requests add it up.',
  },
  request_input_tokens: { unit: 'tokens', from: 'events', brief: 'Input tokens of the requests.' },
  request_output_tokens: { unit: 'tokens', from: 'events', brief: 'Output tokens of the requests.' },
  request_cache_read_tokens: { unit: 'tokens', from: 'events', brief: 'Cache reads of the requests.' },
  request_cache_creation_tokens: { unit: 'tokens', from: 'events', brief: 'Cache writes of the requests.' },
  api_errors: { from: 'events', brief: 'Requests to the model that failed for good.' },
  retries: { from: 'events', brief: 'Attempts of failed requests beyond the first.' },
  refusals: { from: 'events', brief: 'Refusals of the model.' },
  tool_calls: { from: 'events', brief: 'Tool calls that ran.' },
  tool_failures: { from: 'events', brief: 'Tool calls that ran and failed.' },
  tools_rejected: { from: 'events', brief: 'Tool calls that a person, a rule or a hook rejected.' },
  compactions: { from: 'events', brief: 'Compactions of the context.' },
  subagents: { from: 'events', brief: 'Subagents that gave their result back.' },
  api_ms: { unit: 'ms', from: 'events', brief: 'Time in requests to the model, failed ones included.' },
  tools_ms: { unit: 'ms', from: 'events', brief: 'Time in tools.' },
  hooks_ms: { unit: 'ms', from: 'events', brief: 'Time in hooks.' },
  hook_events: { from: 'hooks', brief: 'Hook events.' },
  blocks: { from: 'hooks', brief: 'Tool calls that the guard denied.' },
  asks: { from: 'hooks', brief: 'Tool calls about which the guard had a person asked.' },
  permission_requests: { from: 'hooks', brief: 'Times a person was asked for a permission.' },
  stops: { from: 'hooks', brief: 'Turns that ended well.' },
  stop_failures: { from: 'hooks', brief: 'Turns that ended with an error of the API.' },
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof measures;
export const measureNames = Object.keys(measures) as readonly MeasureName[];

const places = new Map(measureNames.map((name, index) => [name, index]));

/** Sums of one row, in the order of `measureNames`. A plain array: a typed one of this size costs an allocation outside. */
export type MeasureSums = number[];
const zeros: MeasureSums = measureNames.map(() => 0);
export const noSums = (): MeasureSums => zeros.slice();

/** The place of a measure in its sums. */
export const placeOf = (name: MeasureName): number => places.get(name) as number;

export const addTo = (sums: MeasureSums, place: number, amount: number): void => {
  sums[place] = (sums[place] as number) + amount;
};

/** Measures as one number: a bit for the place of each. */
export type MeasureSet = number;

const bits: readonly MeasureSet[] = measureNames.map((_, place) => 2 ** place);

export const measuresOf = (set: MeasureSet): readonly MeasureName[] =>
  measureNames.filter((_, place) => Math.floor(set / (bits[place] as number)) % 2 === 1);

export interface PresentSums {
  readonly set: MeasureSet;
  /** In the order of `measuresOf(set)`. */
  readonly amounts: readonly number[];
}

/** Of the wanted measures those to which something was added, and how much. */
export const present = (sums: MeasureSums, wanted: ReadonlySet<MeasureName>): PresentSums => {
  const amounts: number[] = [];
  let set: MeasureSet = 0;
  for (let place = 0; place < sums.length; place += 1) {
    const amount = sums[place] as number;
    if (amount === 0 || !wanted.has(measureNames[place] as MeasureName)) continue;
    set += bits[place] as number;
    amounts.push(amount);
  }
  return { set, amounts };
};
