import { lstat, readdir } from 'node:fs/promises';
import path from 'node:path';
import { checkout } from '../../checkout.ts';
import type { Home } from '../../config/home.ts';
import { load } from '../../config/load.ts';
import { Failure } from '../../failure.ts';
import { lookForEngine } from '../../runtime/engine.ts';
import { lastLines } from '../../runtime/logs.ts';
import { logPath } from '../../runtime/plan.ts';
import { isInContainers } from '../../runtime/runtime.ts';
import { runtimeNamed } from '../../runtime/stack.ts';
import { fetchSummary } from '../../runtime/summary.ts';
import type { ComponentName } from '../../stack/components/component.ts';
import { componentNames, components } from '../../stack/components.ts';
import { asData, diagnose } from '../doctor.ts';
import { sourceText } from '../effective.ts';
import { metricsText } from '../ledger.ts';
import { type DoctorSurroundings, surroundingsOf } from '../surroundings.ts';
import { variable } from '../target.ts';

/** One file of the archive, before it is scrubbed. */
export interface Section {
  readonly name: string;
  /** For the person who decides whether it may leave the machine. */
  readonly what: string;
  readonly text: string;
}

type Gather = (at: DoctorSurroundings) => Promise<readonly Section[]>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Lines of each log, and files of the listing, at most. */
const mostPerSection = { lines: 300, files: 2000 } as const;

const versions: Gather = async ({ client, runtime, env }) => {
  const { engine, compose } = await lookForEngine(isInContainers(runtime) ? runtime : 'docker', env);
  const pinned = componentNames.map((name) => [
    name,
    `${components[name].image}:${components[name].version}`,
  ]);
  const found = {
    'start-observability': checkout.version,
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    client: (await client()) ?? null,
    runtime: runtime ?? null,
    engine: engine ?? null,
    compose: compose ?? null,
    pinned: Object.fromEntries(pinned),
  };
  return [{ name: 'versions.json', what: 'versions of everything', text: json(found) }];
};

/** Keys whose values a person chose freely: only that they are set is of interest. */
const free = /username|externalLabels|allowedPaths|extra\b|programs\.(?!offline)/;

const valueAt = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce((at: unknown, key) => (at as Record<string, unknown> | undefined)?.[key], value);

const config: Gather = async ({ home, env }) => {
  const what = 'the configuration, by key and by whom it is set; no secrets, no paths, no names';
  try {
    const { config: all, sources } = load(home, env);
    const told = [...sources].map(([key, { by }]) => {
      const value = valueAt(all, key.split('.'));
      const isHidden = free.test(key) && by !== 'default';
      return [key, { by, value: isHidden ? '<hidden>' : value }] as const;
    });
    return [{ name: 'config.json', what, text: json(Object.fromEntries(told)) }];
  } catch (error) {
    const text = error instanceof Failure ? error.text : String(error);
    return [{ name: 'config.txt', what: 'why the configuration is wrong', text: `${text}\n` }];
  }
};

/** Resource attributes name teams and people; only their names are told. */
const withoutValues = (text: string): string => text.replaceAll(/([\w.-]+)=[^,"\\]*/g, '$1=<value>');

const settings: Gather = async (at) => {
  const { all } = await at.layers();
  const names = new Set(
    all.flatMap(({ env }) =>
      Object.keys(env).filter((name) => /^(OTEL_|CLAUDE_CODE_\w*TELEMETRY)/.test(name)),
    ),
  );
  const told = await Promise.all(
    [...names].sort().map(async (name) => {
      const text = sourceText(await variable(at, name));
      return name === 'OTEL_RESOURCE_ATTRIBUTES' ? withoutValues(text) : text;
    }),
  );
  const what = "the client's telemetry variables and who sets them; nothing else of its settings";
  return [{ name: 'client.txt', what, text: `${told.join('\n')}\n` }];
};

const doctor: Gather = async ({ home, env, project }) => {
  const { findings, ...rest } = await diagnose({ home, env, project });
  return [
    {
      name: 'doctor.json',
      what: 'what doctor finds',
      text: json({ ...rest, findings: findings.map(asData) }),
    },
  ];
};

const status: Gather = async ({ home, runtime, config: { ports } }) => {
  const running = runtime ? await runtimeNamed(runtime, home).status({ memory: true }) : [];
  const today = await fetchSummary(ports.ledger, home.secrets);
  const told = { runtime: runtime ?? null, components: running, lastData: today?.lastData ?? null };
  return [
    { name: 'status.json', what: 'what runs, since when, with how much memory; no cost', text: json(told) },
  ];
};

const logText = (at: DoctorSurroundings, name: string): Promise<string> =>
  isInContainers(at.runtime) && name !== 'supervisor'
    ? at.lastLines(name as ComponentName, mostPerSection.lines)
    : lastLines(logPath(at.home, name), mostPerSection.lines);

const logs: Gather = async (at) => {
  // The debug exporter prints what clients send.
  const printed = at.config.export.debug ? ['collector'] : [];
  const names = [...componentNames, 'supervisor'].filter((name) => !printed.includes(name));
  const texts = await Promise.all(names.map((name) => logText(at, name).catch(() => '')));
  return names.flatMap((name, index) => {
    const text = texts[index];
    return text
      ? [{ name: `logs/${name}.log`, what: `its last ${mostPerSection.lines} lines`, text: `${text}\n` }]
      : [];
  });
};

/** Series about the stack itself; those about work carry teams, projects and people. */
const ownSeries =
  /^(?:# \w+ )?(?:claude_code_ledger_|claude_code_hook_(?:refused|pushes|duplicates|spool|last_push|label_overflow)|start_observability_|otelcol_|process_|nodejs_)/;

const metrics: Gather = async (at) => {
  const { ports } = at.config;
  const places = [
    ['ledger', ports.ledger],
    ['hooks', ports.hooks],
    ['collector', ports.collectorMetrics],
  ] as const;
  const texts = await Promise.all(places.map(([, port]) => metricsText(at, port)));
  return places.flatMap(([name], index) => {
    const kept = texts[index]?.split('\n').filter((line) => ownSeries.test(line) && !line.startsWith('#'));
    if (!kept || kept.length === 0) return [];
    return [{ name: `metrics/${name}.txt`, what: 'its metrics about itself', text: `${kept.join('\n')}\n` }];
  });
};

const listing = async (folder: string, root: string): Promise<readonly string[]> => {
  const names = await readdir(folder).catch((): string[] => []);
  const lines: string[] = [];
  for (const name of names.sort()) {
    const file = path.join(folder, name);
    const found = await lstat(file).catch(() => undefined);
    if (!found) continue;
    const mode = (found.mode & 0o777).toString(8).padStart(3, '0');
    lines.push(
      `${mode} ${String(found.size).padStart(12)} ${path.relative(root, file)}${found.isDirectory() ? '/' : ''}`,
    );
    // What programs and packages unpack into the cache is theirs.
    if (found.isDirectory() && path.relative(root, folder) !== 'bin')
      lines.push(...(await listing(file, root)));
    if (lines.length > mostPerSection.files) break;
  }
  return lines.slice(0, mostPerSection.files);
};

const files: Gather = async ({ home }: { readonly home: Home }) => {
  const lines = await listing(home.root, home.root);
  return [
    {
      name: 'files.txt',
      what: 'names, modes and sizes in the state folder; no contents',
      text: `${lines.join('\n')}\n`,
    },
  ];
};

/** THE table of what the archive holds. */
const gatherers: readonly Gather[] = [versions, config, settings, status, doctor, logs, metrics, files];

/** Everything that goes into the archive, not scrubbed yet. What cannot be gathered says why. */
export const gatherSections = async (
  at: DoctorSurroundings = surroundingsOf(),
): Promise<readonly Section[]> => {
  const sections: Section[] = [];
  for (const gather of gatherers) {
    try {
      sections.push(...(await gather(at)));
    } catch (error) {
      sections.push({
        name: `failed-${sections.length}.txt`,
        what: 'a part that could not be gathered',
        text: `${error}\n`,
      });
    }
  }
  return sections;
};
