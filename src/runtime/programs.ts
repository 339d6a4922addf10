import path from 'node:path';
import { fetchInBackground } from '../binaries/background.ts';
import { find } from '../binaries/find.ts';
import { obtain } from '../binaries/obtain.ts';
import type { FoundProgram, ProgramName, ProgramSurroundings } from '../binaries/program.ts';
import type { Progress } from '../binaries/progress.ts';
import { checkout } from '../checkout.ts';
import { collectorOnlyKeys } from '../config/collector-only.ts';
import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { isSwitchedOn } from '../stack/components.ts';

/** The programs a native stack runs, besides our own services. */
export interface Programs {
  readonly prometheus: FoundProgram;
  readonly pushgateway: FoundProgram;
  /** Absent: the ledger takes OTLP itself. */
  readonly otelcol: FoundProgram | undefined;
  /** Absent: the embedded viewer shows the dashboards. */
  readonly grafana: FoundProgram | undefined;
  /** Absent: alerting is off, or another Alertmanager gets the alerts. */
  readonly alertmanager: FoundProgram | undefined;
  /** Checks receivers that a person wrote in Alertmanager's own words; absent: there are none. */
  readonly amtool: FoundProgram | undefined;
  /** Absent: it is not enabled. */
  readonly clickhouse: FoundProgram | undefined;
}

interface ProgramsFor {
  readonly home: Home;
  readonly config: Config;
  /** The text of `collector/builder.yaml`. */
  readonly builder: string | undefined;
  readonly report: (progress: Progress) => void;
  readonly signal?: AbortSignal;
}

const surroundings = ({ home, config, builder, report, signal }: ProgramsFor): ProgramSurroundings => ({
  bin: home.bin,
  configured: config.programs,
  mirror: config.programs.mirror,
  offline: config.programs.offline,
  builder,
  report,
  signal,
});

/**
 * The collector: fetched when the configuration insists, or has settings that nothing else carries out; else only looked
 * for.
 */
const collector = (where: ProgramsFor): Promise<FoundProgram | undefined> => {
  const here = surroundings(where);
  const { receiver } = where.config.collector;
  if (receiver === 'embedded') return Promise.resolve(undefined);
  const isNeeded = receiver === 'otelcol' || collectorOnlyKeys(where.config).length > 0;
  return isNeeded ? obtain('otelcol', here) : find('otelcol', here);
};

/** All programs, those fetched that are missing and needed. Progress of each is reported; `signal` gives up. */
export const gather = async (where: ProgramsFor): Promise<Programs> => {
  const here = surroundings(where);
  const hasAlertmanager = isSwitchedOn('alertmanager', where.config);
  const [prometheus, pushgateway, otelcol, grafana, alertmanager, amtool, clickhouse] = await Promise.all([
    obtain('prometheus', here),
    obtain('pushgateway', here),
    collector(where),
    find('grafana', here),
    hasAlertmanager ? obtain('alertmanager', here) : undefined,
    hasAlertmanager && where.config.alerting.receivers.length > 0 ? obtain('amtool', here) : undefined,
    isSwitchedOn('clickhouse', where.config) ? obtain('clickhouse', here) : undefined,
  ]);
  return { prometheus, pushgateway, otelcol, grafana, alertmanager, amtool, clickhouse };
};

/** Fetches a program for the next start, in a process of its own that outlives this one. */
export const fetchLater = (name: ProgramName, { home, config, builder }: ProgramsFor): void =>
  fetchInBackground({
    entry: path.join(checkout.root, 'dist', 'binaries', 'fetch.js'),
    name,
    bin: home.bin,
    run: home.run,
    mirror: config.programs.mirror,
    ...(builder && { builder: path.join(home.generated, 'collector', 'builder.yaml') }),
  });
