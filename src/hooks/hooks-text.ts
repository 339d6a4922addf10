import { canary } from '../catalogue/canary.ts';
import { hookMetrics } from '../catalogue/hook-metrics.ts';
import { expositionText, familiesOf, type SampleLine } from '../counters/text.ts';

const familyOf = familiesOf([...hookMetrics, canary]);

/** Samples of hook metrics as Prometheus reads them. Samples of unknown metrics are left out. */
export const hooksText = (samples: Iterable<SampleLine>): string => expositionText(samples, familyOf);
