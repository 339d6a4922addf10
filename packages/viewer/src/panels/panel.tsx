import {
  cacheFieldDisplayNames,
  identityOverrideProcessor,
  LoadingState,
  PanelPlugin,
  type PanelProps,
} from '@grafana/data';
import { type ComponentType, useMemo } from 'react';
import { Message } from './message.tsx';
import { ToldSeries } from './told-series.tsx';

/** Options that only one kind of panel has on its fields: path below `custom`, and its value when it is not set. */
export type FieldOptions = Readonly<Record<string, unknown>>;

export interface Panel<Options> {
  readonly draw: ComponentType<PanelProps<Options>>;
  readonly options?: Partial<Options>;
  readonly fieldOptions?: FieldOptions;
  /** A standard option's default where it differs from none, as in thresholds. */
  readonly standard?: Readonly<Record<string, unknown>>;
  /** Draws without data, like text. */
  readonly withoutData?: boolean;
  /** Draws on a canvas, which screen readers cannot read. */
  readonly onCanvas?: boolean;
  readonly noPadding?: boolean;
}

/** What to say instead of drawing, if there is nothing to draw. */
function sayInstead({
  data,
  fieldConfig,
}: PanelProps): { kind: 'error' | 'empty' | 'wait'; text: string } | undefined {
  const hasRows = data.series.some(({ length, fields }) => length > 0 && fields.length > 0);
  if (hasRows) return undefined;
  const error = data.errors?.[0]?.message ?? data.error?.message;
  if (error) return { kind: 'error', text: error };
  if (data.state === LoadingState.Loading || data.state === LoadingState.NotStarted)
    return { kind: 'wait', text: '' };
  return { kind: 'empty', text: fieldConfig.defaults.noValue || 'No data' };
}

/** Makes a plugin as Grafana has them out of a component and a table of its options. */
export function panelPlugin<Options extends object>(id: string, panel: Panel<Options>): PanelPlugin {
  const Draw = panel.draw;
  // biome-ignore lint/correctness/noComponentHookFactories: called once per kind of panel, and the plugin is kept
  const Drawn = (props: PanelProps<Options>) => {
    // Colours by name and the table read the names that are kept with the fields; new data comes without.
    useMemo(() => cacheFieldDisplayNames(props.data.series), [props.data.series]);
    const instead = panel.withoutData ? undefined : sayInstead(props);
    if (instead) return <Message kind={instead.kind} text={instead.text} />;
    return (
      <>
        <Draw {...props} />
        {panel.onCanvas && <ToldSeries frames={props.data.series} />}
      </>
    );
  };
  const plugin = new PanelPlugin<Options>(Drawn);
  // What a real plugin says about itself; scenes ask for the version.
  const info = {
    version: '',
    updated: '',
    description: '',
    author: { name: '' },
    links: [],
    screenshots: [],
    logos: { small: '', large: '' },
  };
  plugin.meta = { ...plugin.meta, id, name: id, info, skipDataQuery: panel.withoutData ?? false };
  if (panel.noPadding) plugin.setNoPadding();
  plugin.setDataSupport({ annotations: true, alertStates: false });
  // biome-ignore lint/correctness/useHookAtTopLevel: no hook, only called like one
  plugin.useFieldConfig({
    standardOptions: Object.fromEntries(
      Object.entries(panel.standard ?? {}).map(([option, defaultValue]) => [option, { defaultValue }]),
    ),
    useCustomConfig: (builder) => {
      for (const [path, defaultValue] of Object.entries(panel.fieldOptions ?? {})) {
        builder.addCustomEditor({
          id: path,
          path,
          name: path,
          defaultValue,
          editor: () => null,
          override: () => null,
          process: identityOverrideProcessor,
          shouldApply: () => true,
        });
      }
    },
  });
  plugin.setPanelOptions((builder) => {
    for (const [path, defaultValue] of Object.entries(panel.options ?? {})) {
      builder.addCustomEditor({
        id: path,
        path: path as never,
        name: path,
        defaultValue,
        editor: () => null,
      });
    }
  });
  return plugin as unknown as PanelPlugin;
}
