import { useTheme2 } from '@grafana/ui';
import type { Happening } from './api.ts';
import { money, timeOfDay } from './format.ts';

const width = 1000;
const height = 120;

/** How the cost of a session came together, request by request. */
export function CostCurve({ events }: { readonly events: readonly Happening[] }) {
  const theme = useTheme2();
  const requests = events.filter(({ name }) => name === 'api_request');
  const [first, last] = [events.at(0), events.at(-1)];
  if (requests.length < 2 || !first || !last) return null;
  const span = Math.max(1, last.time - first.time);
  let sum = 0;
  const points = requests.map(({ time, attributes }) => {
    sum += Number(attributes['cost_nanodollars'] ?? 0);
    return { x: ((time - first.time) / span) * width, sum };
  });
  if (sum === 0) return null;
  const at = ({ x, sum: upTo }: { x: number; sum: number }) =>
    [x, height - (upTo / sum) * (height - 8)] as const;
  // A step at each request: between two of them nothing is spent.
  const path = points.reduce((line, point) => `${line}H${at(point)[0]}V${at(point)[1]}`, `M0,${height}`);
  return (
    <figure style={{ margin: 0 }}>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        height={height}
        preserveAspectRatio="none"
        role="img"
        aria-label={`Cost over the session: ${money(sum)} in ${requests.length} requests, from ${timeOfDay(first.time)} to ${timeOfDay(last.time)}`}
      >
        <path d={`${path}H${width}V${height}Z`} fill={theme.colors.primary.transparent} />
        <path
          d={`${path}H${width}`}
          fill="none"
          stroke={theme.colors.primary.main}
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <figcaption>
        {timeOfDay(first.time)} to {timeOfDay(last.time)}, {money(sum)} in {requests.length} requests
      </figcaption>
    </figure>
  );
}
