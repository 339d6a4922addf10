import { css } from '@emotion/css';
import { Alert, Button } from '@grafana/ui';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ask, PrometheusError } from './prometheus/api.ts';

const everyMilliseconds = 10_000;
/** Beyond this a person thinks that the page is broken. */
const patienceMilliseconds = 4000;
const narrow = css({ margin: '8px 16px 0' });

/** Says what to do when Prometheus is not there; goes away, and has the page ask again, once it is. */
export function PrometheusStatus({ onBack }: { readonly onBack: () => void }) {
  const wasAway = useRef(false);
  const [problem, setProblem] = useState<string>();
  const check = useCallback(async () => {
    // A Prometheus that hangs refuses nothing.
    const impatient = setTimeout(
      () => setProblem(`Prometheus has not answered for ${patienceMilliseconds / 1000} seconds`),
      patienceMilliseconds,
    );
    try {
      await ask('status/buildinfo', {});
      if (wasAway.current) onBack();
      wasAway.current = false;
      setProblem(undefined);
    } catch (error) {
      // An answer, even a refusal, means that Prometheus is there.
      if (!(error instanceof PrometheusError)) return;
      wasAway.current = error.unreachable;
      setProblem(error.unreachable ? error.message : undefined);
    } finally {
      clearTimeout(impatient);
    }
  }, [onBack]);
  useEffect(() => {
    void check();
    const timer = setInterval(() => void check(), everyMilliseconds);
    return () => clearInterval(timer);
  }, [check]);
  if (!problem) return null;
  return (
    <Alert
      className={narrow}
      title="Prometheus does not answer"
      severity="error"
      data-testid="prometheus-problem"
    >
      <p>
        {problem}. The numbers are kept there, so nothing can be shown until it is back. Nothing is lost
        meanwhile: the counters go on.
      </p>
      <p>
        Run <code>start-observability status</code> to see what is wrong, and{' '}
        <code>start-observability start</code> to start what is missing.
      </p>
      <Button size="sm" variant="secondary" icon="sync" onClick={() => void check()}>
        Try again
      </Button>
    </Alert>
  );
}
