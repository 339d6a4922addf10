import {
  type dataLayers,
  type SceneComponentProps,
  SceneObjectBase,
  type SceneObjectRef,
  type SceneObjectState,
} from '@grafana/scenes';
import { InlineSwitch } from '@grafana/ui';

type Layer = dataLayers.AnnotationsDataLayer;

interface AnnotationSwitchesState extends SceneObjectState {
  readonly layers: readonly SceneObjectRef<Layer>[];
}

/** A switch for each kind of annotation that is not hidden. */
export class AnnotationSwitches extends SceneObjectBase<AnnotationSwitchesState> {
  static Component = ({ model }: SceneComponentProps<AnnotationSwitches>) => {
    const { layers } = model.useState();
    return layers.map((ref) => <One key={ref.resolve().state.key} layer={ref.resolve()} />);
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
