import type { ExportRequest } from '../../src/otlp/model.ts';
import { epoch, keyValues } from './point.ts';

/** OTLP/JSON traces requests for tests, as small as they can be. */

export interface SentSpan {
  readonly name: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly session?: string;
  /** Milliseconds after the moment that the tests count from, and how long it took. */
  readonly at: number;
  readonly milliseconds: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly hasFailed?: boolean;
}

export const traceId = 'a'.repeat(32);

/** A traces request of the client. */
export const spansRequest = (...sent: readonly SentSpan[]): ExportRequest => ({
  resourceSpans: [
    {
      resource: { attributes: keyValues({ 'service.name': 'claude-code' }) },
      scopeSpans: [
        {
          scope: { name: 'com.anthropic.claude_code.tracing' },
          spans: sent.map(({ name, spanId, parentSpanId = '', session = 'a', at, ...span }) => ({
            traceId,
            spanId,
            parentSpanId,
            name: `claude_code.${name}`,
            startTimeUnixNano: `${epoch + at}000000`,
            endTimeUnixNano: `${epoch + at + span.milliseconds}000000`,
            attributes: keyValues({ 'session.id': session, ...span.attributes }),
            status: { code: span.hasFailed ? 2 : 0 },
          })),
        },
      ],
    },
  ],
});

export const interaction: SentSpan = {
  name: 'interaction',
  spanId: '00000000000000a1',
  at: 0,
  milliseconds: 9000,
};
