import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as z from 'zod';
import { exitCode, Failure } from '../../failure.ts';
import { migrations as hooksMigrations } from '../../hooks/journal/migrations.ts';
import { migrations as ledgerMigrations } from '../../ledger/migrations.ts';
import { runtimeNames } from '../../runtime/runtime.ts';
import { componentNames } from '../../stack/components.ts';
import { databases } from './contents.ts';

/** The layout of archives that this version writes, and the newest it reads. */
const format = 2;

/** The newest schema of each database that this version reads. */
export const schemas = { ledger: ledgerMigrations.length, hooks: hooksMigrations.length } as const;

const file = z.object({
  path: z.string(),
  bytes: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z.object({
  format: z.int().min(1),
  /** Version of start-observability that wrote it. */
  version: z.string(),
  /** ISO 8601. */
  created: z.string(),
  runtime: z.enum(runtimeNames),
  /** Components whose data is in it. */
  components: z.array(z.enum(componentNames as [(typeof componentNames)[number]])),
  /** What ran when it was made: component to version. */
  programs: z.record(z.string(), z.string()),
  /** Schema of each database that is in it. */
  schemas: z.object({ ledger: z.int().optional(), hooks: z.int().optional() }),
  files: z.array(file),
  /** By the installation that wrote it; see signature.ts. */
  signature: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional(),
});

/** The first file of an archive: what is in it, and how to tell that it is whole. */
export type Manifest = z.output<typeof manifestSchema>;

export const manifestName = 'manifest.json';

/** What may lie in an archive: the layout of the state folder, no way out of it. */
const allowed = new RegExp(
  `^((config|prices|evals)\\.yaml|client\\.json|(secrets|backups|hooks/spool)/[\\w.@-]+|dashboards/\\w[\\w.@ -]*\\.json|data/(${componentNames.join('|')})(/[\\w.@-]+)+)$`,
);
export const isAllowed = (name: string): boolean => allowed.test(name) && !/(^|\/)\.\.?(\/|$)/.test(name);

export const digest = async (name: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(name), hash);
  return hash.digest('hex');
};

/** The schema of an SQLite database. @see https://www.sqlite.org/fileformat.html: user version, offset 60 */
const schemaOf = async (name: string): Promise<number | undefined> => {
  const handle = await open(name).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 60);
    return buffer.readInt32BE();
  } finally {
    await handle.close();
  }
};

const filesBelow = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)))
    .sort();
};

/** Describes what lies in `folder`. */
export const manifestOf = async (
  folder: string,
  facts: Pick<Manifest, 'version' | 'created' | 'runtime' | 'components' | 'programs'>,
): Promise<Manifest> => {
  const files: Manifest['files'] = [];
  for (const name of await filesBelow(folder)) {
    const whole = path.join(folder, name);
    files.push({ path: name, bytes: (await stat(whole)).size, sha256: await digest(whole) });
  }
  const [ledger, hooks] = await Promise.all([
    schemaOf(path.join(folder, databases.ledger)),
    schemaOf(path.join(folder, databases.hooks)),
  ]);
  return {
    format,
    ...facts,
    schemas: { ...(ledger !== undefined && { ledger }), ...(hooks !== undefined && { hooks }) },
    files,
  };
};

const refuse = (why: string, archive: string, fix: string): never => {
  throw new Failure(`The backup cannot be restored: ${why}. Nothing was changed.`, {
    where: archive,
    fix,
    exitCode: exitCode.usage,
  });
};

const update = 'update start-observability to the version that wrote it, or newer';

/**
 * Reads a manifest.
 * @throws Failure when it is not one, or of an archive that a newer version wrote
 */
export const readManifest = (text: string, archive: string): Manifest => {
  const another = 'take another backup';
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('its manifest is damaged', archive, another);
  }
  const { format: written } = z.object({ format: z.number() }).safeParse(value).data ?? {};
  if (written !== undefined && written > format)
    return refuse(`a newer version wrote it (format ${written}, here ${format})`, archive, update);
  const read = manifestSchema.safeParse(value);
  if (!read.success) return refuse('its manifest is damaged', archive, another);
  for (const name of ['ledger', 'hooks'] as const) {
    const schema = read.data.schemas[name] ?? 0;
    if (schema > schemas[name]) {
      const what = `its ${name} data was written by a newer version (schema ${schema}, here ${schemas[name]})`;
      return refuse(what, archive, update);
    }
  }
  return read.data;
};
