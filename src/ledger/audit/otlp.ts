import type { AuditRow } from './log.ts';

const attribute = (key: string, value: string) => ({ key, value: { stringValue: value } });

const nanoseconds = (time: string): string => `${Date.parse(time)}000000`;

/** Entries as one OTLP export request of log records in JSON. https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding */
export const auditRequest = (rows: readonly AuditRow[]) => ({
  resourceLogs: [
    {
      resource: { attributes: [attribute('service.name', 'start-observability')] },
      scopeLogs: [
        {
          scope: { name: 'start-observability.audit' },
          logRecords: rows.map(({ id, time, kind, session, detail, chain }) => ({
            timeUnixNano: nanoseconds(time),
            severityNumber: 9,
            severityText: 'INFO',
            eventName: `audit.${kind}`,
            body: { stringValue: `audit.${kind}` },
            attributes: [
              attribute('audit.kind', kind),
              attribute('audit.id', String(id)),
              attribute('audit.chain', chain),
              ...(session ? [attribute('audit.session', session)] : []),
              ...Object.entries(detail).map(([name, value]) => attribute(`audit.${name}`, value)),
            ],
          })),
        },
      ],
    },
  ],
});
