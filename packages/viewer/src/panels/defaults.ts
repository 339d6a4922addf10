import { FieldColorModeId, ThresholdsMode } from '@grafana/data';

/** Green unless the panel says otherwise: Grafana's own default. */
export const thresholds = {
  mode: ThresholdsMode.Absolute,
  steps: [{ value: Number.NEGATIVE_INFINITY, color: 'green' }],
};

export const byThresholds = { color: { mode: FieldColorModeId.Thresholds }, thresholds };
export const byPalette = { color: { mode: FieldColorModeId.PaletteClassic }, thresholds };

export const hideFrom = { tooltip: false, viz: false, legend: false };
export const legend = { displayMode: 'list', placement: 'bottom', showLegend: true, calcs: [] as string[] };
export const tooltip = { mode: 'single', sort: 'none' };
export const reduceOptions = { values: false, calcs: ['lastNotNull'], fields: '' };

/** Defaults of a line, a bar or a point over time, as the time series panel of Grafana has them. */
export const graphFieldOptions = {
  drawStyle: 'line',
  lineInterpolation: 'linear',
  lineWidth: 1,
  lineStyle: { fill: 'solid' },
  fillOpacity: 0,
  gradientMode: 'none',
  spanNulls: false,
  insertNulls: false,
  showPoints: 'auto',
  pointSize: 5,
  stacking: { mode: 'none', group: 'A' },
  barAlignment: 0,
  barWidthFactor: 0.6,
  barMaxWidth: undefined,
  axisPlacement: 'auto',
  axisLabel: '',
  axisColorMode: 'text',
  axisBorderShow: false,
  axisCenteredZero: false,
  axisSoftMin: undefined,
  axisSoftMax: undefined,
  axisWidth: undefined,
  axisGridShow: undefined,
  scaleDistribution: { type: 'linear' },
  fillBelowTo: undefined,
  transform: undefined,
  lineColor: undefined,
  thresholdsStyle: { mode: 'off' },
  hideFrom,
};
