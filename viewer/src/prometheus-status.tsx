import { css } from '@emotion/css';
import { Alert, Button } from '@grafana/ui';
import { useCallback, useEffect, useState } from 'react';
import { ask, PrometheusError } from './prometheus/api.ts';

const everyMilliseconds = 15_000;
const narrow = css({ margin: '8px 16px 0' });

/** Says what to do when Prometheus is not there, and goes away by itself once it is. */
export function PrometheusStatus() {
  const [problem, setProblem] = useState<string>();
  const check = useCallback(async () => {
    try {
      await ask('status/buildinfo', {});
      setProblem(undefined);
    } catch (error) {
      // An answer, even a refusal, is somebody there.
      if (error instanceof PrometheusError) setProblem(error.unreachable ? error.message : undefined);
    }
  }, []);
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
      <Button size="sm" variant="secondary" icon="sync" onClick={() => location.reload()}>
        Try again
      </Button>
    </Alert>
  );
}
