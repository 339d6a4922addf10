import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Failure } from '../failure.ts';
import type { Handle } from '../otlp/handle.ts';
import { createRedact } from '../redaction/redact.ts';
import { rulesOf } from '../redaction/rules.ts';
import type { Settings } from './settings.ts';

const keyIn = (folder: string): string => {
  const file = path.join(folder, 'redaction.key');
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    throw new Failure('The key for hashing private values cannot be read.', {
      where: file,
      fix: '`start-observability start` makes it.',
      cause: error,
    });
  }
};

/** Where no collector stands in front, the ledger itself drops and hashes what is private, by the same rules. */
export const redactorFrom = ({ config, secrets }: Settings, handle: Handle): Handle => {
  const redact = createRedact(
    rulesOf({ privacy: config.privacy, shared: config.labels.shared }),
    keyIn(secrets),
  );
  return (signal, request) => {
    redact(request);
    return handle(signal, request);
  };
};
