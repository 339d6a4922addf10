import {
  type FieldDisplay,
  formattedValueToString,
  type GrafanaTheme2,
  type PanelProps,
  ThresholdsMode,
  VizOrientation,
} from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { byThresholds, reduceOptions } from './defaults.ts';
import type { Panel } from './panel.tsx';
import { type SingleValueOptions, SingleValues } from './single-values.tsx';

interface GaugeOptions extends SingleValueOptions {
  readonly showThresholdMarkers: boolean;
  readonly minVizHeight: number;
  readonly minVizWidth: number;
}

/** The dial opens 240 degrees, from lower left over the top to lower right. */
const openingDegrees = 240;

/** A piece of a ring, from and to as parts of the opening (0 to 1). */
function arc(radius: number, from: number, to: number): string {
  const point = (part: number) => {
    const angle = ((part * openingDegrees - openingDegrees / 2 - 90) * Math.PI) / 180;
    return `${(radius * Math.cos(angle)).toFixed(3)} ${(radius * Math.sin(angle)).toFixed(3)}`;
  };
  const large = (to - from) * openingDegrees > 180 ? 1 : 0;
  return `M ${point(from)} A ${radius} ${radius} 0 ${large} 1 ${point(to)}`;
}

interface Step {
  readonly from: number;
  readonly to: number;
  readonly color: string;
}

/** The thresholds as parts of the dial. */
function stepsOf(
  { field }: FieldDisplay,
  part: (value: number) => number,
  theme: GrafanaTheme2,
): readonly Step[] {
  const { thresholds } = field;
  const steps = thresholds?.steps ?? [];
  const at = (value: number) =>
    thresholds?.mode === ThresholdsMode.Percentage ? clamp(value / 100) : part(value);
  return steps.map(({ value, color }, index) => ({
    from: index === 0 ? 0 : at(value),
    to: index + 1 < steps.length ? at(steps[index + 1]?.value ?? 0) : 1,
    color: theme.visualization.getColorByName(color),
  }));
}

const clamp = (part: number) => Math.min(1, Math.max(0, part));

interface DialProps {
  readonly value: FieldDisplay;
  readonly width: number;
  readonly height: number;
  readonly markers: boolean;
  readonly named: boolean;
}

function Dial({ value, width, height, markers, named }: DialProps) {
  const theme = useTheme2();
  const { min = 0, max = 100 } = value.field;
  const part = (number: number) => clamp((number - (min ?? 0)) / ((max ?? 100) - (min ?? 0) || 1));
  const filled = part(value.display.numeric);
  const text = formattedValueToString(value.display);
  return (
    <svg
      viewBox="-60 -60 120 96"
      width={width}
      height={height}
      role="img"
      aria-label={`${value.display.title ?? ''} ${text}`.trim()}
    >
      <path d={arc(46, 0, 1)} fill="none" stroke={theme.colors.background.secondary} strokeWidth={13} />
      {filled > 0 && (
        <path
          d={arc(46, 0, filled)}
          fill="none"
          stroke={value.display.color ?? theme.colors.primary.main}
          strokeWidth={13}
        />
      )}
      {markers &&
        stepsOf(value, part, theme)
          .filter(({ from, to }) => to > from)
          .map(({ from, to, color }) => (
            <path key={`${from}-${color}`} d={arc(56, from, to)} fill="none" stroke={color} strokeWidth={3} />
          ))}
      <text
        textAnchor="middle"
        y={5}
        fontSize={Math.min(22, 120 / Math.max(4, text.length))}
        fontWeight={500}
        fill={value.display.color ?? theme.colors.text.primary}
        data-testid="gauge-value"
      >
        {text}
      </text>
      {named && (
        <text textAnchor="middle" y={33} fontSize={9} fill={theme.colors.text.secondary}>
          {value.display.title}
        </text>
      )}
    </svg>
  );
}

function Draw(props: PanelProps<GaugeOptions>) {
  return (
    <SingleValues
      {...props}
      autoGrid
      minVizWidth={props.options.minVizWidth}
      minVizHeight={props.options.minVizHeight}
    >
      {({ value, width, height, count }) => (
        <Dial
          value={value}
          width={width}
          height={height}
          markers={props.options.showThresholdMarkers}
          named={count > 1}
        />
      )}
    </SingleValues>
  );
}

export const gauge: Panel<GaugeOptions> = {
  draw: Draw,
  options: {
    reduceOptions,
    orientation: VizOrientation.Auto,
    showThresholdMarkers: true,
    minVizWidth: 75,
    minVizHeight: 75,
  },
  standard: byThresholds,
};
