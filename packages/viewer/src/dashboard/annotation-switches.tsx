import {
  type dataLayers,
  type SceneComponentProps,
  SceneObjectBase,
  type SceneObjectRef,
  type SceneObjectState,
} from '@grafana/scenes';
import { InlineSwitch, Stack, Toggletip, ToolbarButton } from '@grafana/ui';
import type { AnnotationModel } from './model.ts';

type Layer = dataLayers.AnnotationsDataLayer;

interface AnnotationSwitchesState extends SceneObjectState {
  readonly layers: readonly SceneObjectRef<Layer>[];
}

const inMenu = (layer: Layer): boolean =>
  (layer.state.query as unknown as AnnotationModel).placement === 'inControlsMenu';

/** A switch for each kind of annotation that is not hidden; behind a button those that a dashboard puts there. */
export class AnnotationSwitches extends SceneObjectBase<AnnotationSwitchesState> {
  static Component = ({ model }: SceneComponentProps<AnnotationSwitches>) => {
    const layers = model.useState().layers.map((ref) => ref.resolve());
    const draw = (layer: Layer) => <One key={layer.state.key} layer={layer} />;
    const behind = layers.filter(inMenu);
    return (
      <>
        {layers.filter((layer) => !inMenu(layer)).map(draw)}
        {behind.length > 0 && (
          <Toggletip
            placement="bottom-end"
            closeButton={false}
            content={
              <Stack direction="column" gap={1}>
                {behind.map(draw)}
              </Stack>
            }
          >
            <ToolbarButton icon="sliders-v-alt" variant="canvas" aria-label="Marks on the curves" />
          </Toggletip>
        )}
      </>
    );
  };
}

function One({ layer }: { layer: Layer }) {
  const { name, isEnabled, isHidden } = layer.useState();
  if (isHidden) return null;
  return (
    <InlineSwitch
      label={name}
      showLabel
      value={isEnabled ?? true}
      onChange={({ currentTarget }) => layer.setState({ isEnabled: currentTarget.checked })}
    />
  );
}
