import { mkdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { Failure } from '../failure.ts';
import { type GoBuild, type ProgramName, type ProgramSurroundings, platform, programs } from './program.ts';
import { run } from './run.ts';
import { onPath } from './search-path.ts';

/**
 * What Go gets of the user's environment: where things are and how the network is reached. Nothing that changes what is
 * built, and nothing else at all: the collector builder takes any variable (`DIST`, `VERBOSE`) for a setting.
 */
const passed =
  /^(HOME|PATH|USER|TMPDIR|(https?|no|all)_proxy|SSL_CERT_(FILE|DIR)|NETRC|GO(PROXY|NOPROXY|PRIVATE|SUMDB|NOSUMDB|INSECURE|AUTH|TOOLCHAIN|ROOT|TMPDIR))$/i;

/** The file in which `go env -w` keeps the user's settings: a proxy may be set there. */
const goSettings = (): string => {
  const folders = {
    darwin: path.join(os.homedir(), 'Library', 'Application Support'),
    other: process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config'),
  };
  const folder = process.platform === 'darwin' ? folders.darwin : folders.other;
  return process.env['GOENV'] ?? path.join(folder, 'go', 'env');
};

/** What Go downloads and compiles for us lies below `cache`, so that it goes when we go. */
export const goEnvironment = (cache: string): Record<string, string> => {
  const here = platform();
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] => passed.test(entry[0]) && entry[1] !== undefined,
  );
  return {
    ...Object.fromEntries(kept),
    // Set, not left out: unset variables would be taken from the user's `go env -w`.
    GOENV: goSettings(),
    GOPATH: path.join(cache, 'path'),
    GOMODCACHE: path.join(cache, 'modules'),
    GOCACHE: path.join(cache, 'build'),
    // Go writes its telemetry below the folder of settings.
    XDG_CONFIG_HOME: path.join(cache, 'config'),
    // Else only Go could remove its modules.
    GOFLAGS: '-mod=mod -buildvcs=false -modcacherw',
    GOWORK: 'off',
    GO111MODULE: 'on',
    CGO_ENABLED: '0',
    ...(here && { GOOS: here.os, GOARCH: here.arch }),
  };
};

/** Why nothing is built where Go is missing. */
export const noGo = 'there is no Go toolchain (go) on PATH';

/** Go in one folder, and a voice. */
export interface Workshop {
  readonly go: (args: readonly string[], onLine?: (line: string) => void) => Promise<string>;
  readonly say: (message: string, amount?: { done: number; total: number }) => void;
}

interface Compilation {
  readonly packages: readonly string[];
  readonly tags: string;
  readonly ldflags: string;
  readonly output: string;
}

/**
 * Compiles. The progress is Go's own: packages compiled, of those that its cache does not hold. The count is exact
 * because `go list` is asked with the flags of the build.
 */
export const compile = async (
  { go, say }: Workshop,
  { packages, tags, ldflags, output }: Compilation,
): Promise<void> => {
  const flags = ['-trimpath', '-tags', tags];
  const stale = await go([
    'list',
    ...flags,
    '-deps',
    '-f',
    '{{if .Stale}}{{.ImportPath}}{{end}}',
    ...packages,
  ]);
  // Go's own remarks (`go: downloading ...`) have spaces, packages have none.
  const waiting = new Set(stale.split('\n').filter((line) => line && !line.includes(' ')));
  const total = waiting.size;
  const tell = () => say('compiling', { done: total - waiting.size, total });
  tell();
  await go(['build', '-v', ...flags, `-ldflags=-s -w ${ldflags}`, '-o', output, ...packages], (line) => {
    if (waiting.delete(line.trim())) tell();
  });
};

/** Says what is going on every five seconds: for steps that report nothing themselves. */
const repeating = async <T>({ say }: Workshop, message: string, work: () => Promise<T>): Promise<T> => {
  const since = Date.now();
  say(message);
  const timer = setInterval(() => say(`${message}, for ${Math.round((Date.now() - since) / 1000)} s`), 5000);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
};

/** Prepares a collector's source with the official builder; gives the build tags that its file asks for. */
const generateCollector = async (
  workshop: Workshop,
  build: { builder: string },
  source: string,
  builder: string | undefined,
) => {
  if (!builder) throw new Failure('collector/builder.yaml, which says what to build, was not given');
  const manifest = parse(builder) as { dist?: { build_tags?: string } };
  const dist = { ...manifest.dist, output_path: source };
  const config = path.join(source, 'builder.yaml');
  await writeFile(config, stringify({ ...manifest, dist }));
  await repeating(workshop, 'fetching modules with the OpenTelemetry Collector Builder', () =>
    workshop.go(['run', build.builder, `--config=${config}`, '--skip-compilation']),
  );
  return dist.build_tags ?? '';
};

/** Makes an empty module that depends on the wanted one: `go install` refuses modules with replace directives. */
const requireModule = async (
  workshop: Workshop,
  { module, version }: Extract<GoBuild, { kind: 'module' }>,
) => {
  await workshop.go(['mod', 'init', 'build']);
  await repeating(workshop, `fetching ${module}`, () => workshop.go(['get', `${module}@${version}`]));
};

/**
 * Builds a program with the Go toolchain into `folder`: the collector through its official builder, others as commands
 * of their module. Modules come through the user's module proxy. Go's caches lie in `bin` until the build has succeeded,
 * so that one that was interrupted goes on where it was.
 */
export const fromSource = async (
  name: ProgramName,
  surroundings: ProgramSurroundings,
  folder: string,
): Promise<void> => {
  const { build } = programs[name];
  const { signal, report, builder, bin } = surroundings;
  if (!build) throw new Failure('it cannot be built here');
  if (!(await onPath('go'))) throw new Failure(noGo);
  const source = path.join(folder, 'source');
  await mkdir(source);
  const cache = path.join(bin, 'go');
  const env = goEnvironment(cache);
  const workshop: Workshop = {
    go: (args, onLine) =>
      run('go', args, {
        cwd: source,
        env,
        onlyEnv: true,
        signal,
        timeoutMilliseconds: 3_600_000,
        ...(onLine && { onLine }),
      }),
    say: (message, amount) => report({ program: name, step: 'build', message, ...amount }),
  };
  if (build.kind === 'collector') {
    const tags = await generateCollector(workshop, build, source, builder);
    await compile(workshop, { packages: ['.'], tags, ldflags: '', output: path.join(folder, name) });
  } else {
    await requireModule(workshop, build);
    const packages = build.commands.map((command) => build.module + command);
    await compile(workshop, {
      packages,
      tags: build.tags,
      ldflags: build.ldflags,
      output: `${folder}${path.sep}`,
    });
  }
  for (const left of [source, cache]) await rm(left, { recursive: true, force: true });
};
