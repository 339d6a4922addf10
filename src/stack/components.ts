import type { Config } from '../config/schema.ts';
import { alertmanager } from './components/alertmanager.ts';
import { clickhouse } from './components/clickhouse.ts';
import { collector } from './components/collector.ts';
import type { Component, ComponentName } from './components/component.ts';
import { grafana } from './components/grafana.ts';
import { hooks } from './components/hooks.ts';
import { ledger } from './components/ledger.ts';
import { pages } from './components/pages.ts';
import { prometheus } from './components/prometheus.ts';
import { pushgateway } from './components/pushgateway.ts';

/**
 * THE table of what runs, a file for each. Compose, native start, readiness, scrape jobs, `status`, `doctor` and the
 * docs are made from it. In order of start.
 */
export const components: Readonly<Record<ComponentName, Component>> = {
  ledger,
  collector,
  pages,
  pushgateway,
  hooks,
  prometheus,
  alertmanager,
  clickhouse,
  grafana,
};

/** Whether a component is part of the stack that the configuration describes. */
export const isSwitchedOn = (name: ComponentName, config: Config): boolean =>
  components[name].isOn?.(config) ?? true;

export const componentNames = Object.keys(components) as readonly ComponentName[];
