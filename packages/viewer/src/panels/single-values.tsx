import {
  type FieldDisplay,
  getDisplayValueAlignmentFactors,
  getFieldDisplayValues,
  type PanelProps,
  type ReduceDataOptions,
  type VizOrientation,
} from '@grafana/data';
import { DataLinksContextMenu, useTheme2, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import type { JSX } from 'react';

export interface SingleValueOptions {
  readonly reduceOptions: ReduceDataOptions;
  readonly orientation: VizOrientation;
  readonly text?: { titleSize?: number; valueSize?: number };
}

export type RenderValue = (
  value: VizRepeaterRenderValueProps<FieldDisplay, ReturnType<typeof getDisplayValueAlignmentFactors>>,
  links?: { readonly onClick?: (event: React.MouseEvent<HTMLElement>) => void; readonly className: string },
) => JSX.Element;

/** A panel's own options may be more than these, so the function that changes them all is left out. */
export type ValueProps = Omit<PanelProps<SingleValueOptions>, 'onOptionsChange'>;

interface SingleValuesProps extends ValueProps {
  readonly children: RenderValue;
  readonly autoGrid?: boolean;
  readonly sparkline?: boolean;
  readonly minVizWidth?: number;
  readonly minVizHeight?: number;
  readonly maxVizHeight?: number;
  readonly itemSpacing?: number;
}

/** The values a panel reduces its series to, as Grafana's stat, gauge and bar gauge reduce them. */
export function useValues(
  { data, options, fieldConfig, replaceVariables, timeZone }: ValueProps,
  sparkline = false,
) {
  const theme = useTheme2();
  return (): FieldDisplay[] =>
    getFieldDisplayValues({
      fieldConfig,
      reduceOptions: options.reduceOptions,
      replaceVariables,
      theme,
      data: data.series,
      sparkline,
      timeZone,
    });
}

/** Lays out one drawing per value, in the room the panel has. */
export function SingleValues({ children, autoGrid = false, sparkline = false, ...props }: SingleValuesProps) {
  const getValues = useValues(props, sparkline);
  const { width, height, data, options, renderCounter } = props;
  return (
    <VizRepeater
      getValues={getValues}
      getAlignmentFactors={getDisplayValueAlignmentFactors}
      renderValue={(value) => {
        const { hasLinks, getLinks } = value.value;
        if (!hasLinks || !getLinks) return children(value);
        return (
          <DataLinksContextMenu links={getLinks}>
            {({ openMenu, targetClassName }) =>
              // A single link is an anchor around the value; only several open a menu.
              children(value, { ...(openMenu && { onClick: openMenu }), className: targetClassName ?? '' })
            }
          </DataLinksContextMenu>
        );
      }}
      width={width}
      height={height}
      source={data}
      autoGrid={autoGrid}
      itemSpacing={props.itemSpacing ?? 3}
      minVizWidth={props.minVizWidth ?? 0}
      minVizHeight={props.minVizHeight ?? 0}
      {...(props.maxVizHeight !== undefined && { maxVizHeight: props.maxVizHeight })}
      renderCounter={renderCounter}
      orientation={options.orientation}
    />
  );
}
