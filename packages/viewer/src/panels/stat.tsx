import {
  colorManipulator,
  type Field,
  type FieldSparkline,
  formattedValueToString,
  type GrafanaTheme2,
  type PanelProps,
  VizOrientation,
} from '@grafana/data';
import type { PercentChangeColorMode } from '@grafana/schema';
import {
  BigValue,
  type BigValueColorMode,
  BigValueGraphMode,
  type BigValueJustifyMode,
  BigValueTextMode,
  calculateFontSize,
  useTheme2,
} from '@grafana/ui';
import { byThresholds, reduceOptions } from './defaults.ts';
import type { Panel } from './panel.tsx';
import { type SingleValueOptions, SingleValues } from './single-values.tsx';

interface StatOptions extends SingleValueOptions {
  readonly graphMode: BigValueGraphMode;
  readonly colorMode: BigValueColorMode;
  readonly justifyMode: BigValueJustifyMode;
  readonly textMode: BigValueTextMode;
  readonly showPercentChange: boolean;
  readonly percentChangeColorMode: PercentChangeColorMode;
}

/** Numbers are this high where they have room, so that those of one row are of one size. */
const largest = 33;
const padding = 24;
/** What the change beside a number takes. */
const changeWidth = 64;
const lineHeight = 1.2;
/** The library draws a curve behind a number only where there is more width than this for a height of 1. */
const flattest = 2.51;

/** On a light page the colours of limits are too light for text. */
const readable = (color: string, theme: GrafanaTheme2): string =>
  theme.isDark ? color : colorManipulator.darken(color, 0.35);

/** A curve as small as this goes straight over a hole: the library breaks it where a point is farther than the interval. */
const overHoles = ({ x, ...curve }: FieldSparkline): FieldSparkline => ({
  ...curve,
  ...(x && { x: { ...x, config: {} } }),
});

/** As high as the text fits, and no higher than asked. */
const sizeOf = (text: string, width: number, height: number, limit: number): number =>
  calculateFontSize(text, width - padding, height - padding, lineHeight, limit, 500);

function Draw(props: PanelProps<StatOptions>) {
  const theme = useTheme2();
  const { options } = props;
  const filled = options.colorMode.startsWith('background');
  const graph = options.graphMode ?? BigValueGraphMode.None;
  return (
    <SingleValues {...props} autoGrid sparkline={graph !== BigValueGraphMode.None}>
      {({ value, width, height, count, alignmentFactors }, links) => (
        <BigValue
          theme={theme}
          value={{
            ...value.display,
            ...(value.display.color && { color: readable(value.display.color, theme) }),
            ...(options.showPercentChange && { percentChange: percentChange(value) }),
          }}
          {...(value.sparkline && { sparkline: overHoles(value.sparkline) })}
          count={count}
          colorMode={options.colorMode}
          graphMode={graph}
          justifyMode={options.justifyMode}
          textMode={textMode(options.textMode, count)}
          text={{
            ...options.text,
            ...(count === 1 && {
              valueSize: sizeOf(
                formattedValueToString(value.display),
                options.showPercentChange ? width - changeWidth : width,
                height,
                options.text?.valueSize ?? largest,
              ),
            }),
          }}
          percentChangeColorMode={options.percentChangeColorMode}
          alignmentFactors={alignmentFactors}
          // A coloured background reaches the edge, a text does not.
          width={filled ? width : width - 8}
          height={
            filled || graph === BigValueGraphMode.None ? height : Math.min(height, (width - 8) / flattest)
          }
          hasLinks={links !== undefined}
          {...links}
        />
      )}
    </SingleValues>
  );
}

/** A single value without a name of its own is already named by the panel's title. */
const textMode = (mode: BigValueTextMode, count: number): BigValueTextMode =>
  mode === BigValueTextMode.Auto && count === 1 ? BigValueTextMode.Value : mode;

function percentChange({ view, colIndex }: { view?: { dataFrame: { fields: Field[] } }; colIndex?: number }) {
  const field = view?.dataFrame.fields[colIndex ?? -1];
  if (!field) return undefined;
  const present = [...field.values].map(Number).filter(Number.isFinite);
  const [first, last] = [present.at(0), present.at(-1)];
  // One number alone has nothing to be compared with.
  if (present.length < 2 || !first || last === undefined) return undefined;
  return (100 * (last - first)) / Math.abs(first);
}

export const stat: Panel<StatOptions> = {
  draw: Draw,
  options: {
    reduceOptions,
    orientation: VizOrientation.Auto,
    graphMode: BigValueGraphMode.Area,
    colorMode: 'value' as BigValueColorMode,
    justifyMode: 'auto' as BigValueJustifyMode,
    textMode: BigValueTextMode.Auto,
    showPercentChange: false,
  },
  standard: byThresholds,
  // A coloured background fills the panel to its edge.
  noPadding: true,
};
