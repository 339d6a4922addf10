import type { Component } from './component.ts';

export const clickhouse: Component = {
  brief: 'Keeps events and sums for questions in SQL',
  image: 'clickhouse/clickhouse-server',
  version: '26.8.2.7',
  program: 'clickhouse',
  isOn: ({ clickhouse }) => clickhouse.enabled,
  ports: ['clickhouse', 'clickhouseNative'],
  ready: { port: 'clickhouse', path: '/ping' },
  memory: 'clickhouse',
  volume: '/var/lib/clickhouse',
  user: 101,
  isVolumeOfRoot: true,
  reads: ['clickhouse/'],
  isRootsImage: true,
  // The image's own script would set up users of its own; a program that is named it only runs.
  args: ({ generated, hostNames }) => [
    ...(hostNames.length > 0 ? ['clickhouse'] : []),
    'server',
    `--config-file=${generated}/clickhouse/config.xml`,
    // Here and not in the file: the engine from npm logs everything as soon as the file says anything of it.
    '--',
    '--logger.console=1',
    '--logger.level=warning',
  ],
  env: () => ({}),
  processors: ({ clickhouse }) => clickhouse.processors,
};
