import { VisibilityMode } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { Signal } from '../signals/signal.ts';
import { dress, lead, type Panel, type PanelOptions, target } from './panel.ts';
import { grid } from './style.ts';

/** Which state each series was in, and from when to when; limits give the colours. */
export const states = (
  signal: Signal,
  { width = grid.columns, height = grid.stat, ...options }: PanelOptions = {},
): Panel => ({
  width,
  height,
  build: (place) => {
    const builder = dress(new StateTimelineBuilder(), [signal], options)
      .showValue(VisibilityMode.Auto)
      .mergeValues(true)
      .maxDataPoints(240)
      .withTarget(target(signal, 0, { range: '$__interval', filter: place.filter }, { interval: '1m' }));
    lead(builder, [signal], place, options);
    return builder.build();
  },
});
