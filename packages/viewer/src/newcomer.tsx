import { css } from '@emotion/css';
import { Alert } from '@grafana/ui';
import { useEffect, useState } from 'react';
import type { QueryAnswer } from './prometheus/api.ts';
import { ask } from './prometheus/api.ts';

const everyMilliseconds = 10_000;
const narrow = css({ margin: '8px 16px 0', width: 'auto' });

/** One series where a ledger runs that no client has sent anything yet; the names are those of src/catalogue. */
const nothingYet =
  'claude_code_ledger_starts_total unless on () claude_code_ledger_last_data_timestamp_seconds';

/** What to do on a stack that is new, where every panel is empty; goes away with the first data. */
export function Newcomer() {
  const [isNew, setIsNew] = useState<boolean>();
  useEffect(() => {
    if (isNew === false) return undefined;
    const check = () =>
      ask<QueryAnswer>('query', { query: nothingYet }).then(
        ({ result }) => setIsNew(result.length > 0),
        // What cannot be asked is reported elsewhere.
        () => undefined,
      );
    void check();
    const timer = setInterval(check, everyMilliseconds);
    return () => clearInterval(timer);
  }, [isNew]);
  if (!isNew) return null;
  return (
    <Alert
      className={narrow}
      title="Everything runs; Claude Code has not sent anything yet"
      severity="info"
      data-testid="newcomer"
    >
      <p>
        Run <code>start-observability setup</code> once, start a new session of <code>claude</code> and ask it
        something: its numbers are here within half a minute. Sessions that were open before go on without.
      </p>
      <p>
        Still nothing? <code>start-observability doctor</code> finds out why.{' '}
        <code>start-observability demo</code> shows what it will look like.
      </p>
    </Alert>
  );
}
