import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { type GrafanaVersion, grafanaVersions, panelKinds, schemaFile } from './schema.ts';

/**
 * `npm run grafana:schemas`: makes the JSON Schemas of this folder from the types that Grafana publishes, after a change of
 * versions or kinds of panels in schema.ts. It fetches the packages; the tests need the files alone.
 */

const generator = 'ts-json-schema-generator@2.4.0';

const declarationIn = (folder: string, part: string): string => {
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.includes(part) && file.endsWith('.d.ts'))
    .sort()[0];
  if (!found) throw new Error(`There are no types of ${part} in ${folder}.`);
  return path.join(folder, found);
};

/** Interfaces of our own names: many of Grafana's types are called `Options`. */
const entryOf = (folder: string): string => {
  const kinds = Object.values(panelKinds).map((kind) => {
    const file = declarationIn(folder, path.join('composable', kind, 'panelcfg'));
    const hasFields = /export (interface|type|declare type) FieldConfig/.test(readFileSync(file, 'utf8'));
    return [
      `import * as ${kind} from '${file}';`,
      `export interface ${kind}Options extends ${kind}.Options {}`,
      ...(hasFields ? [`export interface ${kind}Field extends ${kind}.FieldConfig {}`] : []),
    ].join('\n');
  });
  const boards = declarationIn(folder, path.join('raw', 'dashboard', 'x'));
  return [
    `import * as boards from '${boards}';`,
    'export interface Board extends boards.Dashboard {}',
    ...kinds,
  ].join('\n');
};

/** Names as references can have them: `Record<string,unknown>` cannot. */
const plainNames = (text: string): string =>
  text.replaceAll(/("#\/definitions\/|")(Record[%<][^"]*)"/g, (_whole, before: string, name: string) => {
    return `${before}${decodeURIComponent(name).replaceAll(/\W+/g, '_')}"`;
  });

const make = async (folder: string, version: GrafanaVersion): Promise<void> => {
  const grafana = `grafana@npm:@grafana/schema@${version}`;
  await execa('npm', [
    'install',
    '--prefix',
    folder,
    '--no-audit',
    '--no-fund',
    '--ignore-scripts',
    generator,
    grafana,
  ]);
  const types = path.join(folder, 'node_modules', 'grafana', 'dist');
  const entry = path.join(folder, 'entry.ts');
  const config = path.join(folder, 'tsconfig.json');
  const index = ['types', 'esm'].map((name) => path.join(types, name, 'index.d.ts')).find(existsSync);
  const compilerOptions = {
    ...{ strict: true, skipLibCheck: true, target: 'es2022', module: 'esnext', moduleResolution: 'bundler' },
    paths: { '@grafana/schema': [index] },
  };
  writeFileSync(entry, entryOf(types));
  writeFileSync(config, JSON.stringify({ compilerOptions, files: [entry] }));
  const { createGenerator } = await import(
    path.join(folder, 'node_modules/ts-json-schema-generator/index.js')
  );
  const schemas = createGenerator({
    ...{ path: entry, tsconfig: config, type: '*', skipTypeCheck: true },
    ...{ expose: 'all', topRef: true, jsDoc: 'none', additionalProperties: false },
  });
  const names = [...readFileSync(entry, 'utf8').matchAll(/export interface (\w+)/g)].map(([, name]) => name);
  const definitions = Object.assign({}, ...names.map((name) => schemas.createSchema(name).definitions));
  writeFileSync(schemaFile(version), `${plainNames(JSON.stringify({ definitions }))}\n`);
};

for (const version of grafanaVersions) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'grafana-schemas-'));
  try {
    await make(folder, version);
    console.log(`wrote ${schemaFile(version)}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
