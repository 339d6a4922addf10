import { stringify } from 'yaml';

/** A file this project writes: where it goes, relative to the repository, and all of its text. */
export interface Artefact {
  readonly path: string;
  readonly text: string;
}

/** The line by which a generated file is known. */
export const source = 'Generated from src/ by `npm run generate`. Edit the source, not this file.';

/** YAML that readers of 1.1 and 1.2 (Go has of both) understand alike: texts such as `no`, `22:22` and `0o7` are quoted. */
export const yaml = (path: string, value: unknown): Artefact => ({
  path,
  text: `# ${source}\n${stringify(value, { version: '1.1', compat: 'core', lineWidth: 0, aliasDuplicateObjects: false })}`,
});

export const json = (path: string, value: unknown): Artefact => ({
  path,
  text: `${JSON.stringify(value, null, 2)}\n`,
});

export const markdown = (path: string, body: string): Artefact => ({
  path,
  text: `<!-- ${source} -->\n\n${body.trim()}\n`,
});
