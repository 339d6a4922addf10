import { dataLayers, SceneDataLayerSet } from '@grafana/scenes';
import { dataSourceUid } from '../prometheus/datasource.ts';
import type { AnnotationModel } from './model.ts';

/** The annotations that come from a query; Grafana's built-in ones live in its own database, which is not here. */
export function annotationLayers(models: readonly AnnotationModel[]): SceneDataLayerSet {
  const queried = models.filter(({ builtIn, datasource }) => !builtIn && datasource?.uid !== '-- Grafana --');
  return new SceneDataLayerSet({
    layers: queried.map(
      (model) =>
        new dataLayers.AnnotationsDataLayer({
          name: model.name,
          isEnabled: model.enable ?? true,
          isHidden: model.hide ?? false,
          query: {
            ...model,
            enable: model.enable ?? true,
            iconColor: model.iconColor ?? 'blue',
            datasource: { type: 'prometheus', uid: dataSourceUid },
          } as ConstructorParameters<typeof dataLayers.AnnotationsDataLayer>[0]['query'],
        }),
    ),
  });
}
