/** One series of the fixture: its labels, and how much it gains each minute. */
interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly at: (minute: number) => number;
}

const models = ['claude-opus-4-5', 'claude-sonnet-4-5', 'claude-haiku-4-5'];
const tokenTypes = ['input', 'output', 'cacheRead', 'cacheCreation'];
const tools = ['Bash', 'Edit', 'Read', 'Grep', 'WebFetch'];
const bounds = [0.5, 1, 2, 5, 10, 30];

/** Work comes and goes over a day, so that curves are curves; always whole numbers, so that sums are exact. */
const work = (minute: number, weight: number): number =>
  Math.floor((minute * weight) / 10) + Math.floor(40 * weight * Math.sin(minute / 240) + 40 * weight);

/** A counter: the most that a wave has reached so far. */
function counter(weight: number): (minute: number) => number {
  const reached: number[] = [];
  return (minute) => {
    for (let next = reached.length; next <= minute; next++) {
      reached.push(Math.max(reached[next - 1] ?? 0, work(next, weight)));
    }
    return reached[minute] ?? 0;
  };
}

function histogram(model: string, weight: number): Series[] {
  const name = 'claude_code_api_request_duration_seconds_bucket';
  const total = counter(weight);
  const shares = [0.05, 0.2, 0.55, 0.85, 0.97, 1];
  const rows = bounds.map((bound, index) => ({ le: String(bound), share: shares[index] ?? 1 }));
  return [...rows, { le: '+Inf', share: 1 }].map(({ le, share }) => ({
    name,
    labels: { model, le },
    at: (minute) => Math.floor(total(minute) * share),
  }));
}

const series = (): readonly Series[] => [
  ...models.map((model, index) => ({
    name: 'claude_code_cost_usage_USD_total',
    labels: { model, query_source: 'main' },
    at: counter(3 - index),
  })),
  ...models.flatMap((model, index) =>
    tokenTypes.map((type, at) => ({
      name: 'claude_code_token_usage_tokens_total',
      labels: { model, type },
      at: counter((3 - index) * 10 ** (at % 3)),
    })),
  ),
  { name: 'claude_code_session_count_total', labels: {}, at: counter(1) },
  ...tools.flatMap((tool, index) => [
    { name: 'claude_code_tool_result_total', labels: { tool, success: 'true' }, at: counter(6 - index) },
    { name: 'claude_code_tool_result_total', labels: { tool, success: 'false' }, at: counter(1) },
  ]),
  ...models.flatMap((model, index) => histogram(model, 3 - index)),
  { name: 'up', labels: { job: 'ledger' }, at: (minute) => (minute % 600 < 20 ? 0 : 1) },
  { name: 'up', labels: { job: 'hooks' }, at: () => 1 },
  { name: 'stack_starting', labels: { version: '1.2.3' }, at: (minute) => (minute % 600 === 20 ? 1 : 0) },
];

const text = (labels: Series['labels']): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(',');

/** Some hours of metrics up to a moment, one sample a minute, in OpenMetrics text. */
export function openMetrics(endSeconds: number, hours: number): string {
  const minutes = hours * 60;
  const end = Math.floor(endSeconds / 60) * 60;
  const all = series();
  const names = [...new Set(all.map(({ name }) => name))];
  const lines = names.flatMap((name) => [
    `# TYPE ${name} unknown`,
    ...all
      .filter((one) => one.name === name)
      .flatMap(({ labels, at }) =>
        Array.from({ length: minutes }, (_, minute) => {
          const seconds = end - (minutes - 1 - minute) * 60;
          return `${name}{${text(labels)}} ${at(minute)} ${seconds}`;
        }),
      ),
  ]);
  return `${lines.join('\n')}\n# EOF\n`;
}
