import type { DataLink, DataTransformerConfig, FieldConfigSource } from '@grafana/data';
import type { DataSourceRef } from '@grafana/schema';
import type { PrometheusQuery } from '../prometheus/query.ts';

/** What the list of dashboards shows of each. */
export interface DashboardEntry {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  readonly tags: readonly string[];
}

export interface GridPosition {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A panel, or a row that heads the panels below it, in Grafana's dashboard JSON (v1). */
export interface PanelModel {
  readonly id?: number;
  readonly type: string;
  readonly title?: string;
  readonly description?: string;
  readonly gridPos?: GridPosition;
  readonly transparent?: boolean;
  readonly datasource?: DataSourceRef | null;
  readonly targets?: readonly PrometheusQuery[];
  readonly options?: Record<string, unknown>;
  readonly fieldConfig?: Partial<FieldConfigSource>;
  readonly transformations?: readonly DataTransformerConfig[];
  readonly links?: readonly DataLink[];
  readonly maxDataPoints?: number | null;
  readonly interval?: string | null;
  readonly timeFrom?: string | null;
  readonly timeShift?: string | null;
  readonly hideTimeOverride?: boolean;
  readonly repeat?: string | null;
  readonly repeatDirection?: 'h' | 'v';
  readonly maxPerRow?: number;
  /** Of a row: whether its panels are hidden, which then are in `panels`. */
  readonly collapsed?: boolean;
  readonly panels?: readonly PanelModel[];
}

export interface VariableOption {
  readonly text?: string | readonly string[];
  readonly value?: string | readonly string[];
  readonly selected?: boolean;
}

export interface VariableModel {
  readonly type: string;
  readonly name: string;
  readonly label?: string | null;
  readonly description?: string | null;
  /** 0 shows name and value, 1 the value alone, 2 nothing. */
  readonly hide?: number;
  readonly skipUrlSync?: boolean;
  readonly query?: string | { readonly query?: string; readonly refId?: string };
  readonly current?: VariableOption | null;
  readonly options?: readonly VariableOption[];
  readonly multi?: boolean;
  readonly includeAll?: boolean;
  readonly allValue?: string | null;
  readonly allowCustomValue?: boolean;
  readonly regex?: string;
  readonly refresh?: number;
  readonly sort?: number;
  readonly datasource?: DataSourceRef | null;
  readonly auto?: boolean;
  readonly auto_min?: string;
  readonly auto_count?: number;
}

export interface AnnotationModel {
  readonly name: string;
  readonly enable?: boolean;
  readonly hide?: boolean;
  readonly iconColor?: string;
  readonly type?: string;
  readonly builtIn?: number;
  /** Where its switch stands. */
  readonly placement?: 'inControlsMenu';
  readonly datasource?: DataSourceRef | null;
  readonly target?: PrometheusQuery;
}

export interface LinkModel {
  readonly type?: 'link' | 'dashboards';
  readonly title?: string;
  readonly url?: string;
  readonly tooltip?: string;
  readonly tags?: readonly string[];
  readonly asDropdown?: boolean;
  readonly includeVars?: boolean;
  readonly keepTime?: boolean;
  readonly targetBlank?: boolean;
  readonly icon?: string;
}

export interface DashboardModel extends DashboardEntry {
  readonly panels?: readonly PanelModel[];
  readonly templating?: { readonly list?: readonly VariableModel[] };
  readonly annotations?: { readonly list?: readonly AnnotationModel[] };
  readonly links?: readonly LinkModel[];
  readonly time?: { readonly from: string; readonly to: string };
  readonly timepicker?: {
    readonly refresh_intervals?: readonly string[];
    readonly quick_ranges?: readonly {
      readonly from: string;
      readonly to: string;
      readonly display: string;
    }[];
    readonly hidden?: boolean;
  };
  readonly refresh?: string | false;
  readonly timezone?: string;
  readonly weekStart?: string;
  readonly fiscalYearStartMonth?: number;
  /** 0 nothing shared, 1 the cross-hair, 2 the tooltip too. */
  readonly graphTooltip?: number;
}
