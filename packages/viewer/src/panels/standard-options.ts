import {
  booleanOverrideProcessor,
  dataLinksOverrideProcessor,
  displayNameOverrideProcessor,
  type FieldConfigPropertyItem,
  identityOverrideProcessor,
  numberOverrideProcessor,
  standardTransformers,
  stringOverrideProcessor,
  type TransformerRegistryItem,
  thresholdsOverrideProcessor,
  unitOverrideProcessor,
  valueMappingsOverrideProcessor,
} from '@grafana/data';

type Process = FieldConfigPropertyItem['process'];

/** What every field may have, and how a value written in an override is read. */
const processors: Readonly<Record<string, Process>> = {
  unit: unitOverrideProcessor as Process,
  min: numberOverrideProcessor,
  max: numberOverrideProcessor,
  fieldMinMax: booleanOverrideProcessor,
  decimals: numberOverrideProcessor,
  displayName: displayNameOverrideProcessor as Process,
  noValue: stringOverrideProcessor as Process,
  color: identityOverrideProcessor,
  thresholds: thresholdsOverrideProcessor as Process,
  mappings: valueMappingsOverrideProcessor as Process,
  links: dataLinksOverrideProcessor as Process,
  filterable: booleanOverrideProcessor,
};

/** Editors belong to a registry item, but nothing is edited here. */
const noEditor = () => null;

export const standardFieldOptions: FieldConfigPropertyItem[] = Object.entries(processors).map(
  ([id, process]) => ({
    id,
    path: id,
    name: id,
    editor: noEditor,
    override: noEditor,
    process,
    shouldApply: () => true,
  }),
);

/** Transformations as a dashboard names them: by the id of the transformer. */
export const transformers: TransformerRegistryItem[] = [
  // The library lists some under an old name as well.
  ...new Map(Object.values(standardTransformers).map((one) => [one.id, one])).values(),
].map(
  (transformation) =>
    ({
      id: transformation.id,
      name: transformation.name,
      transformation: async () => transformation,
    }) as unknown as TransformerRegistryItem,
);
