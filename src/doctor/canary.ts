import { randomBytes, randomUUID } from 'node:crypto';
import { canary, canaryService, canarySession } from '../catalogue/canary.ts';
import type { ExportRequest, KeyValue, OtlpSignal } from '../otlp/model.ts';

const text = (key: string, stringValue: string): KeyValue => ({ key, value: { stringValue } });

/** Attribute that distinguishes canaries; hashed or dropped before anything is counted. */
const idAttribute = 'canary.id';

const resource = { attributes: [text('service.name', canaryService)] };
const scope = { name: canaryService };

/** What each signal carries. Times are nanoseconds since 1970 as text. */
const requests: Readonly<Record<OtlpSignal, (id: string, from: string, to: string) => ExportRequest>> = {
  metrics: (id, from, to) => ({
    resourceMetrics: [
      {
        resource,
        scopeMetrics: [
          {
            scope,
            metrics: [
              {
                name: canary.name,
                sum: {
                  aggregationTemporality: 1,
                  isMonotonic: true,
                  dataPoints: [
                    {
                      attributes: [text(idAttribute, id)],
                      startTimeUnixNano: from,
                      timeUnixNano: to,
                      asDouble: 1,
                    },
                  ],
                },
              },
            ],
          },
        ],
      },
    ],
  }),
  logs: (id, _from, to) => ({
    resourceLogs: [
      {
        resource,
        scopeLogs: [
          {
            scope,
            logRecords: [
              {
                timeUnixNano: to,
                attributes: [text('event.name', canary.name), text(idAttribute, id)],
              },
            ],
          },
        ],
      },
    ],
  }),
  traces: (id, from, to) => ({
    resourceSpans: [
      {
        resource,
        scopeSpans: [
          {
            scope,
            spans: [
              {
                traceId: randomBytes(16).toString('hex'),
                spanId: randomBytes(8).toString('hex'),
                name: canary.name,
                kind: 1,
                startTimeUnixNano: from,
                endTimeUnixNano: to,
                attributes: [text(idAttribute, id)],
              },
            ],
          },
        ],
      },
    ],
  }),
};

/** A canary of a signal as the client would export one. `now`: milliseconds since 1970. */
export const canaryRequest = (signal: OtlpSignal, now: number, id: string = randomUUID()): ExportRequest =>
  requests[signal](id, `${now - 1}000000`, `${now}000000`);

/** A tool call that the guard must refuse, in words that no pattern can take for anything else. It is never run. */
export const dangerousCommand = 'rm -rf /';
/** A record that no panel shows. */
export const harmlessCommand = 'true';

/** A `PreToolUse` payload as the client hands it to the hook entry. */
export const canaryPayload = (command: string): Readonly<Record<string, unknown>> => ({
  session_id: canarySession,
  hook_event_name: 'PreToolUse',
  cwd: '/',
  tool_name: 'Bash',
  tool_input: { command },
  tool_use_id: `canary_${randomUUID()}`,
});
