import type { Dashboard, Panel } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Dataquery } from '@grafana/grafana-foundation-sdk/prometheus';
import { defaults } from '../../src/config/schema.ts';
import { dashboardArtefacts } from '../../src/dashboards/artefacts.ts';
import { panelsOf } from '../../src/dashboards/dashboard.ts';

/** The configuration that shows most: people are told apart, too. */
export const everything = {
  ...defaults(),
  labels: { ...defaults().labels, shared: [...defaults().labels.shared, 'user'] },
};

/** All dashboards as they are written to disk. */
export const dashboards: readonly Dashboard[] = dashboardArtefacts(everything).map(
  ({ text }) => JSON.parse(text) as Dashboard,
);

export interface Placed {
  readonly dashboard: string;
  readonly panel: Panel;
  readonly name: string;
}

/** All panels that show something, rows apart. */
export const panels: readonly Placed[] = dashboards.flatMap((dashboard) =>
  panelsOf(dashboard).flatMap((panel) =>
    panel.type === 'row'
      ? []
      : [
          {
            dashboard: dashboard.uid ?? '',
            panel: panel as Panel,
            name: `${dashboard.uid}: ${(panel as Panel).title}`,
          },
        ],
  ),
);

export const targetsOf = ({ panel }: Placed): readonly Dataquery[] => (panel.targets ?? []) as Dataquery[];

export interface Expression {
  readonly place: string;
  readonly expr: string;
}

/** All expressions: of panels, annotations and variables. */
export const expressions: readonly Expression[] = [
  ...panels.flatMap((placed) =>
    targetsOf(placed).map(({ expr = '', refId }) => ({ place: `${placed.name} ${refId}`, expr })),
  ),
  ...dashboards.flatMap(({ uid, annotations }) =>
    (annotations?.list ?? []).map(({ name, expr = '' }) => ({ place: `${uid}: annotation ${name}`, expr })),
  ),
];
