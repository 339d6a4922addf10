/** What clients export, made up: the same for the same session and round. */

export const models = ['claude-opus-5-5', 'claude-haiku-5-5'];

const keyValue = (key: string, stringValue: string) => ({ key, value: { stringValue } });

const idOf = (session: number): string => `00000000-0000-4000-8000-${String(session).padStart(12, '0')}`;

const commonOf = (session: number) => [
  keyValue('user.id', String(session % 500).padStart(64, '0')),
  keyValue('session.id', idOf(session)),
  keyValue('anthropic.provider', 'firstParty'),
  keyValue('terminal.type', 'xterm-256color'),
];

const scope = { name: 'com.anthropic.claude_code', version: '2.1.329' };
const resource = {
  attributes: [keyValue('service.name', 'claude-code'), keyValue('service.version', '2.1.329')],
};
const firstMilliseconds = 1_795_199_162_000;

export const pointsAnExport = 16;

/** What one session exports at the end of one interval: 16 points, as a working client does. */
export const metricsExport = (session: number, round: number): string => {
  const common = commonOf(session);
  const start = `${firstMilliseconds + session}000000`;
  const time = `${firstMilliseconds + session + round * 10_000}000000`;
  const point = (value: number, attributes: readonly (readonly [string, string])[]) => ({
    attributes: [...common, ...attributes.map(([key, text]) => keyValue(key, text))],
    startTimeUnixNano: start,
    timeUnixNano: time,
    asDouble: value,
  });
  const sum = (name: string, dataPoints: readonly unknown[]) => ({
    name,
    sum: { aggregationTemporality: 2, isMonotonic: true, dataPoints },
  });
  const by = (model: string) =>
    [
      ['model', model],
      ['query_source', 'main'],
      ['effort', 'high'],
    ] as const;
  const types = ['input', 'output', 'cacheRead', 'cacheCreation'];
  const metrics = [
    sum('claude_code.session.count', [point(1, [['start_type', 'fresh']])]),
    sum(
      'claude_code.cost.usage',
      models.map((model) => point(0.0019776 * (round + 1), by(model))),
    ),
    sum(
      'claude_code.token.usage',
      models.flatMap((model) =>
        types.map((type) => point(123 * (round + 1), [['type', type], ...by(model)])),
      ),
    ),
    sum('claude_code.active_time.total', [
      point(3.5 * (round + 1), [['type', 'cli']]),
      point(1.5 * (round + 1), [['type', 'user']]),
    ]),
    sum('claude_code.lines_of_code.count', [
      point(10 * (round + 1), [['type', 'added']]),
      point(3 * (round + 1), [['type', 'removed']]),
    ]),
    sum('claude_code.commit.count', [point(round + 1, [])]),
  ];
  return JSON.stringify({ resourceMetrics: [{ resource, scopeMetrics: [{ scope, metrics }] }] });
};

export const eventsAnExport = 16;

type Values = Readonly<Record<string, string | number>>;

/** One turn of a session: a prompt, then requests, and tool calls with their decisions. */
const turnOf = (session: number, round: number): readonly (readonly [name: string, values: Values])[] => [
  ['user_prompt', { prompt_length: 140 }],
  ...Array.from({ length: 5 }, (_, step): readonly (readonly [string, Values])[] => {
    const call = { tool_name: 'Bash', tool_use_id: `toolu_${session}_${round}_${step}` };
    return [
      [
        'api_request',
        {
          model: models[step % 2] as string,
          cost_usd: 0.0123,
          duration_ms: 2400,
          input_tokens: 12,
          output_tokens: 340,
          cache_read_tokens: 54_000,
          cache_creation_tokens: 800,
          query_source: 'repl_main_thread',
          request_id: `req_${session}_${round}_${step}`,
        },
      ],
      ['tool_decision', { ...call, decision: 'accept', source: 'config' }],
      ['tool_result', { ...call, success: 'true', duration_ms: 830, tool_result_size_bytes: 1200 }],
    ];
  }).flat(),
];

/** What one session sends of one turn: 16 events. */
export const logsExport = (session: number, round: number): string => {
  const logRecords = turnOf(session, round).map(([name, values], index) => {
    const sequence = round * eventsAnExport + index;
    const milliseconds = firstMilliseconds + session + round * 10_000 + index * 400;
    return {
      timeUnixNano: `${milliseconds}000000`,
      body: { stringValue: `claude_code.${name}` },
      attributes: [
        ...commonOf(session),
        keyValue('event.name', name),
        keyValue('event.timestamp', new Date(milliseconds).toISOString()),
        { key: 'event.sequence', value: { intValue: sequence } },
        keyValue('prompt.id', `${idOf(session)}-${round}`),
        ...Object.entries(values).map(([key, value]) =>
          typeof value === 'number' ? { key, value: { doubleValue: value } } : keyValue(key, value),
        ),
      ],
    };
  });
  return JSON.stringify({ resourceLogs: [{ resource, scopeLogs: [{ scope, logRecords }] }] });
};
