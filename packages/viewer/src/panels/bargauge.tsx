import { type PanelProps, VizOrientation } from '@grafana/data';
import { BarGaugeDisplayMode, BarGaugeNamePlacement, BarGaugeValueMode } from '@grafana/schema';
import { BarGauge, useTheme2 } from '@grafana/ui';
import { byThresholds, reduceOptions } from './defaults.ts';
import type { Panel } from './panel.tsx';
import { type SingleValueOptions, SingleValues } from './single-values.tsx';

interface BarGaugeOptions extends SingleValueOptions {
  readonly displayMode: BarGaugeDisplayMode;
  readonly valueMode: BarGaugeValueMode;
  readonly namePlacement: BarGaugeNamePlacement;
  readonly showUnfilled: boolean;
  readonly minVizHeight: number;
  readonly minVizWidth: number;
  readonly maxVizHeight: number;
}

function Draw(props: PanelProps<BarGaugeOptions>) {
  const theme = useTheme2();
  const { options } = props;
  // On a light page numbers in the colour of their bar cannot be read.
  const isColoured = options.valueMode === BarGaugeValueMode.Color && !theme.isDark;
  const valueMode = isColoured ? BarGaugeValueMode.Text : options.valueMode;
  return (
    <SingleValues
      {...props}
      itemSpacing={options.displayMode === BarGaugeDisplayMode.Lcd ? 2 : 10}
      minVizHeight={options.minVizHeight}
      minVizWidth={options.minVizWidth}
      maxVizHeight={options.maxVizHeight}
    >
      {({ value, width, height, orientation, alignmentFactors }, links) => (
        <BarGauge
          value={value.display}
          width={width}
          height={height}
          orientation={orientation}
          field={value.field}
          {...(value.view && {
            display: value.view.getFieldDisplayProcessor(value.colIndex ?? 0),
          })}
          {...(options.text && { text: options.text })}
          theme={theme}
          itemSpacing={10}
          displayMode={options.displayMode}
          alignmentFactors={alignmentFactors}
          showUnfilled={options.showUnfilled}
          valueDisplayMode={valueMode}
          namePlacement={options.namePlacement}
          {...links}
        />
      )}
    </SingleValues>
  );
}

export const bargauge: Panel<BarGaugeOptions> = {
  draw: Draw,
  options: {
    reduceOptions,
    orientation: VizOrientation.Auto,
    displayMode: BarGaugeDisplayMode.Gradient,
    valueMode: BarGaugeValueMode.Color,
    namePlacement: BarGaugeNamePlacement.Auto,
    showUnfilled: true,
    minVizWidth: 8,
    minVizHeight: 16,
    maxVizHeight: 300,
  },
  standard: byThresholds,
};
