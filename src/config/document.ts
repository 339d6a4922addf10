import { type Artefact, json, markdown } from '../artefact/artefact.ts';
import { markdownCell } from '../escape.ts';
import { type ConfigKey, jsonSchema, keys } from './keys.ts';

const shown = (value: unknown): string => (value === undefined ? '' : `\`${JSON.stringify(value)}\``);
const row = ({ path, allowed, default: value, brief }: ConfigKey): string =>
  `| \`${path}\` | ${markdownCell(allowed)} | ${shown(value)} | ${markdownCell(brief)} |`;

const sections = (all: readonly ConfigKey[]): ReadonlyMap<string, readonly ConfigKey[]> => {
  const found = new Map<string, ConfigKey[]>();
  for (const key of all) {
    const name = key.path.includes('.') ? (key.path.split('.')[0] ?? '') : 'General';
    found.set(name, [...(found.get(name) ?? []), key]);
  }
  return found;
};

const body = (): string => {
  const schema = jsonSchema();
  const parts = [...sections(keys(schema))].map(([name, list]) =>
    [
      `## ${name}`,
      schema.properties?.[name]?.description ?? '',
      ['| key | allowed | default | meaning |', '| --- | --- | --- | --- |', ...list.map(row)].join('\n'),
    ]
      .filter(Boolean)
      .join('\n\n'),
  );
  return `# Configuration

Everything you can set lies in one file, \`config.yaml\`, in the state folder (\`start-observability config path\` prints where).
All keys are optional. \`start-observability config\` shows each key, its value and who set it; \`config set KEY VALUE\` changes
one and keeps your comments; \`config check\` reports what is wrong, with the line. Changes take effect with
\`start-observability restart\`.

An environment variable overrules the file: the key in capitals after \`START_OBSERVABILITY_\`, for example
\`START_OBSERVABILITY_PORTS_PROMETHEUS=19090\`. Its value is read as YAML.

Editors complete and check the file when its first line is

\`\`\`yaml
# yaml-language-server: $schema=<checkout>/docs/config.schema.json
\`\`\`

${parts.join('\n\n')}`;
};

/** The configuration's documentation and its JSON Schema for editors. */
export const configArtefacts = (): readonly Artefact[] => [
  markdown('docs/config.md', body()),
  json('docs/config.schema.json', jsonSchema()),
];
