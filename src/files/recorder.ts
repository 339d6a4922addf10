import { defaults, type Handling } from '../config/schema.ts';
import { wantedLabels } from '../config/wanted-labels.ts';
import type { Handle } from '../otlp/handle.ts';
import type { ExportRequest, OtlpSignal } from '../otlp/model.ts';
import { identify } from '../redaction/identity.ts';
import { createRedact } from '../redaction/redact.ts';
import { rulesOf } from '../redaction/rules.ts';
import type { FileRecord } from './record.ts';
import { recordsOf } from './records-of.ts';

const handlingFor = (value: string | undefined): Handling =>
  value === '1' || value === 'true' ? 'keep' : 'drop';

/** Drops and hashes what is private; texts stay only where the client's own switches ask for them. */
const redactFor = (key: string, env: NodeJS.ProcessEnv) => {
  const privacy = {
    ...defaults().privacy,
    person: 'hash' as const,
    prompts: handlingFor(env['OTEL_LOG_USER_PROMPTS']),
    responses: handlingFor(env['OTEL_LOG_ASSISTANT_RESPONSES']),
    tools: handlingFor(env['OTEL_LOG_TOOL_DETAILS']),
  };
  return createRedact(rulesOf({ privacy, shared: wantedLabels(defaults()) }), key);
};

/** Makes records of requests. @param key what persons are hashed with */
export const createRecording = (key: string, env: NodeJS.ProcessEnv = process.env) => {
  const redact = redactFor(key, env);
  return (signal: OtlpSignal, request: ExportRequest): readonly FileRecord[] => {
    identify(signal, request);
    redact(request);
    return recordsOf(signal, request, Date.now() * 1000);
  };
};

/** Takes OTLP and hands lines to `append`, which must have them written when it returns. */
export const createRecorder =
  (recording: ReturnType<typeof createRecording>, append: (lines: string) => void): Handle =>
  (signal, request) => {
    let records: readonly FileRecord[];
    try {
      records = recording(signal, request);
    } catch {
      return Promise.resolve({ status: 400, message: 'the request cannot be read' });
    }
    if (records.length > 0) append(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
    return Promise.resolve({ rejected: 0 });
  };
