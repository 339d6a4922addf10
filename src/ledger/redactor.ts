import { wantedLabels } from '../config/wanted-labels.ts';
import type { Handle } from '../otlp/handle.ts';
import { readRedactionKey } from '../redaction/hash.ts';
import { identify } from '../redaction/identity.ts';
import { createRedact } from '../redaction/redact.ts';
import { rulesOf } from '../redaction/rules.ts';
import type { LedgerProcessSettings } from './settings.ts';

/** Where no collector stands in front, the ledger itself drops and hashes what is private, by the same rules. */
export const redactorFrom = ({ config, secrets }: LedgerProcessSettings, handle: Handle): Handle => {
  const redact = createRedact(
    rulesOf({ privacy: config.privacy, shared: wantedLabels(config) }),
    readRedactionKey(secrets),
  );
  return (signal, request, bytes) => {
    try {
      identify(signal, request);
      redact(request);
    } catch {
      // What cannot be redacted must not pass, and would not the next time.
      return Promise.resolve({ status: 400, message: 'the request cannot be read' });
    }
    return handle(signal, request, bytes);
  };
};
