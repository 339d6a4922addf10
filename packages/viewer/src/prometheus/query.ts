import type { DataQuery } from '@grafana/schema';

/** A target of a panel as Grafana's Prometheus data source writes it. */
export interface PrometheusQuery extends DataQuery {
  readonly expr?: string;
  readonly instant?: boolean;
  readonly range?: boolean;
  readonly format?: 'time_series' | 'table' | 'heatmap';
  readonly legendFormat?: string;
  readonly interval?: string;
  readonly exemplar?: boolean;
  /** Of an annotation. */
  readonly step?: string;
}
