import type { Double, ExportRequest } from '../../src/otlp/model.ts';

/** OTLP/JSON metrics requests for tests, as small as they can be. */

export interface Point {
  readonly metric?: string;
  readonly session?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly resource?: Readonly<Record<string, string>>;
  /** Milliseconds. */
  readonly start?: number;
  readonly time?: number;
  readonly value: unknown;
  readonly temporality?: 'delta' | 'cumulative';
}

/** The moment that the times of points count from, in milliseconds since 1970. */
export const epoch = 1_795_199_162_000;

export const keyValues = (attributes: Readonly<Record<string, string>>) =>
  Object.entries(attributes).map(([key, stringValue]) => ({ key, value: { stringValue } }));

const nanoseconds = (milliseconds: number): string => `${epoch + milliseconds}000000`;

export const metricsRequest = (...points: readonly Point[]): ExportRequest => ({
  resourceMetrics: points.map((point) => ({
    resource: { attributes: keyValues({ 'service.name': 'claude-code', ...point.resource }) },
    scopeMetrics: [
      {
        scope: { name: 'com.anthropic.claude_code', version: '2.1.329' },
        metrics: [
          {
            name: point.metric ?? 'claude_code.token.usage',
            sum: {
              aggregationTemporality: point.temporality === 'cumulative' ? 2 : 1,
              isMonotonic: true,
              dataPoints: [
                {
                  attributes: keyValues({
                    'session.id': point.session ?? 'a',
                    type: 'input',
                    ...point.attributes,
                  }),
                  startTimeUnixNano: nanoseconds(point.start ?? 0),
                  timeUnixNano: nanoseconds(point.time ?? 1000),
                  asDouble: point.value as Double,
                },
              ],
            },
          },
        ],
      },
    ],
  })),
});

export const eventRequest = (
  name: string,
  attributes: Readonly<Record<string, unknown>>,
  { session = 'a', sequence = 0, milliseconds = 0 } = {},
): ExportRequest => ({
  resourceLogs: [
    {
      resource: { attributes: keyValues({ 'service.name': 'claude-code' }) },
      scopeLogs: [
        {
          scope: { name: 'com.anthropic.claude_code.events' },
          logRecords: [
            {
              timeUnixNano: nanoseconds(milliseconds),
              body: { stringValue: `claude_code.${name}` },
              attributes: [
                ...keyValues({
                  'session.id': session,
                  'event.name': name,
                  'event.timestamp': new Date(epoch + milliseconds).toISOString(),
                }),
                { key: 'event.sequence', value: { intValue: sequence } },
                ...Object.entries(attributes).map(([key, value]) => ({
                  key,
                  value:
                    typeof value === 'number'
                      ? Number.isInteger(value)
                        ? { intValue: value }
                        : { doubleValue: value }
                      : { stringValue: String(value) },
                })),
              ],
            },
          ],
        },
      ],
    },
  ],
});
