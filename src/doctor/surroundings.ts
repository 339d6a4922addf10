import { managedFolder } from '../client/managed.ts';
import { userSettings } from '../client/settings-file.ts';
import { type Home, home as stateHome } from '../config/home.ts';
import { load } from '../config/load.ts';
import { type Config, defaults } from '../config/schema.ts';
import { startedRuntime } from '../runtime/remembered.ts';
import type { ComponentStatus, RuntimeName } from '../runtime/runtime.ts';
import { runtimeNamed } from '../runtime/stack.ts';
import { type Layers, readLayers } from './layers.ts';
import { runBounded } from './run-bounded.ts';

/** Below these, data is about to be lost. */
interface RoomThresholds {
  readonly diskBytes: number;
  readonly memoryBytes: number;
}

/** What earlier steps learnt and later ones need. */
interface Trace {
  /** Milliseconds since 1970: when the canaries were sent. */
  sentAt?: number;
  /** Canaries the ledger had counted before, and after, by signal. */
  before?: Readonly<Record<string, number>>;
  counted?: Readonly<Record<string, number>>;
  /** Canaries of hooks that the service had counted once ours were among them. */
  hooks?: number;
}

/** Where doctor looks, and what it finds there; asked once however many checks ask. */
export interface DoctorSurroundings {
  readonly home: Home;
  readonly env: NodeJS.ProcessEnv;
  /** Folder whose `.claude` holds the project's settings. */
  readonly project: string;
  readonly thresholds: RoomThresholds;
  /** The list of accounts, as in passwd(5). */
  readonly passwd: string;
  /** The configuration, or the defaults while it is wrong. */
  readonly config: Config;
  readonly layers: () => Promise<Layers>;
  /** What came of asking the client for its version. */
  readonly askClient: () => Promise<ClientAnswer>;
  /** The client's version; undefined when it reports none. */
  readonly client: () => Promise<string | undefined>;
  /** The runtime in which a stack was started. */
  readonly runtime: RuntimeName | undefined;
  readonly components: () => Promise<readonly ComponentStatus[]>;
  /** False when nothing starts again what dies. */
  readonly isSupervised: () => boolean;
  /** The last lines of a component's log. */
  readonly lastLines: (name: ComponentStatus['name'], lines: number) => Promise<string>;
  /** Tells the person what is waited for. */
  readonly say: (line: string) => void;
  readonly trace: Trace;
}

export interface SurroundingsOptions {
  readonly home?: Home;
  readonly env?: NodeJS.ProcessEnv;
  readonly project?: string;
  /** Folder of the managed settings. */
  readonly managed?: string;
  readonly thresholds?: Partial<RoomThresholds>;
  readonly passwd?: string;
  readonly say?: (line: string) => void;
}

const once = <Answer>(ask: () => Promise<Answer>): (() => Promise<Answer>) => {
  let asked: Promise<Answer> | undefined;
  return () => {
    asked ??= ask();
    return asked;
  };
};

const configIn = (home: Home, env: NodeJS.ProcessEnv): Config => {
  try {
    return load(home, env).config;
  } catch {
    // The check of the configuration says what is wrong with it.
    return defaults();
  }
};

/** What `claude --version` came to. */
export type ClientAnswer =
  | { readonly version: string }
  | { readonly trouble: 'absent' | 'silent' | 'failing'; readonly said: string };

/** Seconds that the client has to report its version. */
const versionSeconds = 10;

/** Asks the client for its version; ends it with all that it started when it does not answer. */
const askClient = async (env: NodeJS.ProcessEnv): Promise<ClientAnswer> => {
  const answer = await runBounded('claude', ['--version'], { env, seconds: versionSeconds });
  if (answer === undefined) {
    return { trouble: 'silent', said: `claude --version did not answer within ${versionSeconds} s` };
  }
  const version = /\d+\.\d+\.\d+/.exec(answer.stdout ?? '')?.[0];
  if (version && !answer.failed) return { version };
  if (answer.code === 'ENOENT') return { trouble: 'absent', said: 'claude is not on PATH' };
  const said = `${answer.stderr ?? ''} ${answer.stdout ?? ''}`.trim().split('\n')[0]?.slice(0, 200);
  const how = answer.exitCode === undefined ? answer.shortMessage : `exit code ${answer.exitCode}`;
  return { trouble: 'failing', said: `claude --version: ${[how, said].filter(Boolean).join(', ')}` };
};

const usual: RoomThresholds = { diskBytes: 2 * 1024 ** 3, memoryBytes: 384 * 1024 ** 2 };

/** What this machine is for doctor; everything can be given, so that it can be tried elsewhere. */
export const surroundingsOf = ({
  env = process.env,
  home = stateHome(env),
  project = process.cwd(),
  managed = managedFolder(),
  thresholds,
  passwd = '/etc/passwd',
  say = () => {},
}: SurroundingsOptions = {}): DoctorSurroundings => {
  const runtime = startedRuntime(home);
  const running = runtime && runtimeNamed(runtime, home);
  const place = userSettings(env);
  const asked = once(() => askClient(env));
  return {
    home,
    env,
    project,
    thresholds: { ...usual, ...thresholds },
    passwd,
    config: configIn(home, env),
    layers: once(() => readLayers({ env, project, managed, user: place.file })),
    askClient: asked,
    client: async () => {
      const answer = await asked();
      return 'version' in answer ? answer.version : undefined;
    },
    runtime,
    isSupervised: () => running?.isSupervised() ?? true,
    components: once(async () => (running ? await running.status().catch(() => []) : [])),
    lastLines: async (name, lines) => (running ? await running.lastLines(name, lines).catch(() => '') : ''),
    say,
    trace: {},
  };
};
