import type { Profile } from '@start-observability/guard/policy.ts';
import { set, unset } from '../config/edit.ts';
import type { Home } from '../config/home.ts';
import type { Config, Handling } from '../config/schema.ts';
import { type Choices, freeAttributes, namesPerson } from './choices.ts';
import type { SettingChange } from './plan.ts';
import { readRecord, writeRecord } from './record.ts';

/** A key of `config.yaml` that must agree with what the client sends: the stack drops what it is not told to keep. */
interface AgreedKey {
  readonly key: string;
  readonly why: string;
  readonly isMeant: (choices: Choices) => boolean;
  readonly now: (config: Config) => unknown;
  readonly on: (config: Config, choices: Choices) => unknown;
  /** Without it the default holds again. */
  readonly off?: (config: Config) => unknown;
}

/** Somebody who chose the hash keeps it: what the client sends is let in so far. */
const kept = (now: Handling): Handling => (now === 'hash' ? now : 'keep');

const agreements: readonly AgreedKey[] = [
  {
    key: 'privacy.prompts',
    why: 'Keeps the text of prompts.',
    isMeant: ({ prompts }) => prompts,
    now: ({ privacy }) => privacy.prompts,
    on: ({ privacy }) => kept(privacy.prompts),
  },
  {
    key: 'privacy.responses',
    why: 'Keeps the text of answers.',
    isMeant: ({ responses }) => responses,
    now: ({ privacy }) => privacy.responses,
    on: ({ privacy }) => kept(privacy.responses),
  },
  {
    key: 'privacy.tools',
    why: 'Keeps commands, paths and inputs of tools.',
    isMeant: ({ toolDetails }) => toolDetails,
    now: ({ privacy }) => privacy.tools,
    on: ({ privacy }) => kept(privacy.tools),
  },
  {
    key: 'privacy.person',
    why: 'Keeps names and e-mails.',
    isMeant: namesPerson,
    now: ({ privacy }) => privacy.person,
    on: () => 'keep',
  },
  {
    key: 'labels.shared',
    why: 'Makes the person a label.',
    isMeant: namesPerson,
    now: ({ labels }) => labels.shared,
    on: ({ labels }) => (labels.shared.includes('user') ? labels.shared : [...labels.shared, 'user']),
    off: ({ labels }) => labels.shared.filter((label) => label !== 'user'),
  },
  {
    key: 'labels.extra',
    why: 'Makes your own attributes labels; without it they are dropped.',
    isMeant: (choices) => freeAttributes(choices).length > 0,
    now: ({ labels }) => labels.extra,
    on: ({ labels }, choices) => [...new Set([...labels.extra, ...freeAttributes(choices)])],
    off: () => undefined,
  },
];

/** What setup sets in `config.yaml`; `after: undefined` takes a key out again, so that the default holds. */
export const configChanges = (
  config: Config,
  choices: Choices,
  profile: Profile | undefined,
  configured: readonly string[],
): readonly SettingChange[] => {
  const agreed = agreements.flatMap(({ key, why, isMeant, now, on, off }): SettingChange[] => {
    const before = now(config);
    if (isMeant(choices)) {
      const after = on(config, choices);
      return JSON.stringify(before) === JSON.stringify(after) ? [] : [{ path: key, before, after, why }];
    }
    const undo = 'Setup switched it on earlier.';
    return configured.includes(key) ? [{ path: key, before, after: off?.(config), why: undo }] : [];
  });
  const before = config.guard.profile;
  const guard: SettingChange = {
    path: 'guard.profile',
    before,
    after: profile,
    why: 'How strictly the guard decides.',
  };
  return profile === undefined || profile === before ? agreed : [...agreed, guard];
};

const setup = new Set(agreements.map(({ key }) => key));

/** Writes them. @throws Failure when `config.yaml` would be wrong */
export const configure = async (
  home: Home,
  changes: readonly SettingChange[],
  choices: Choices,
): Promise<void> => {
  for (const { path, after } of changes) {
    if (after === undefined) await unset(home, path);
    else await set(home, path, JSON.stringify(after));
  }
  if (changes.length === 0) return;
  const record = await readRecord(home);
  const meant = new Set(agreements.filter(({ isMeant }) => isMeant(choices)).map(({ key }) => key));
  const touched = changes.map(({ path }) => path).filter((key) => setup.has(key));
  const configured = [...new Set([...record.configured, ...touched])].filter((key) => meant.has(key));
  await writeRecord(home, { ...record, configured });
};
