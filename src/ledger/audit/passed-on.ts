import path from 'node:path';
import type { LedgerProcessSettings } from '../settings.ts';
import type { LedgerStore } from '../store.ts';
import type { AuditLog } from './log.ts';
import { type PassingOn, passOn } from './pass-on.ts';
import { createFileDestination } from './to-file.ts';
import { createOtlpDestination } from './to-otlp.ts';

/** Begins to pass the audit log on to where the configuration says. */
export const passedOn = (
  { auditTo, data, config }: Pick<LedgerProcessSettings, 'auditTo' | 'data' | 'config'>,
  store: LedgerStore,
  log: Pick<AuditLog, 'rows'>,
  onTrouble: (error: unknown) => void,
): readonly PassingOn[] =>
  [
    ...(auditTo.otlp ? [createOtlpDestination(store, auditTo.otlp)] : []),
    ...(auditTo.file ? [createFileDestination(path.join(data, 'audit'), config.retention.audit)] : []),
  ].map((destination) => passOn({ log, destination, onTrouble }));
