import type { Profile } from '@start-observability/guard/policy.ts';
import { type Command, InvalidArgumentError, Option } from 'commander';
import * as z from 'zod';
import { isLabelSource } from '../catalogue/labels.ts';
import { attributeChoices, type Choices, choicesSchema } from '../client/choices.ts';
import { checkedName, checkedValue } from '../client/resource-attributes.ts';
import { whyNoLabel } from '../config/wanted-labels.ts';
import { exitCode, Failure } from '../failure.ts';

type SwitchName = {
  [Name in keyof Choices]-?: Choices[Name] extends boolean ? Name : never;
}[keyof Choices];

interface Switch {
  /** As typed after `--` or `--no-`. */
  readonly option: string;
  readonly brief: string;
  /** One sentence for the person who is asked. */
  readonly why: string;
}

/** THE table of what can be switched on and off. */
export const switches = {
  hooks: {
    option: 'hooks',
    brief: 'hook entries: the guard and tool use in real time',
    why: 'Without them nothing is blocked, and tools are counted by telemetry only.',
  },
  repository: {
    option: 'repository',
    brief: 'label by repository (client 2.1.269 and later)',
    why: 'Says which repository the cost was for, without work by hand.',
  },
  prompts: {
    option: 'prompts',
    brief: 'send and keep the text of prompts',
    why: 'Off: what people type stays out of the stack.',
  },
  responses: {
    option: 'responses',
    brief: 'send and keep the text of answers',
    why: 'Off: answers hold source code.',
  },
  toolDetails: {
    option: 'tool-details',
    brief: 'send and keep commands, paths and real names of MCP tools',
    why: 'Off: commands may hold secrets.',
  },
  traces: {
    option: 'traces',
    brief: 'send spans too',
    why: 'Off: the client calls its tracing a beta. On: about 12 spans and 6 KB for each prompt, kept as long as `retention.spans` says; sessions show what ran when.',
  },
  sessionId: {
    option: 'session-id',
    brief: 'send session ids',
    why: 'On: events are put together into sessions; it never becomes a label.',
  },
  accountId: {
    option: 'account-id',
    brief: 'send account ids',
    why: 'On, as the client does it; the stack drops or hashes them.',
  },
  version: {
    option: 'client-version',
    brief: 'send the client version with every metric',
    why: 'Off: the resource says it already.',
  },
  entrypoint: {
    option: 'entrypoint',
    brief: 'send how the client was started',
    why: 'On, terminal, editor and SDK can be told apart.',
  },
  statusLine: {
    option: 'with-statusline',
    brief: "cost, budget and sessions in the client's status line",
    why: 'It takes the place of one you have; uninstall brings that back.',
  },
  wrapStatusLine: {
    option: 'wrap-statusline',
    brief: 'limits of the plan from the status line you have, which stays as it is',
    why: 'A program of ours stands before its command and prints nothing; uninstall takes it away.',
  },
  commands: {
    option: 'with-commands',
    brief: 'commands for the client: /obs-status, /obs-cost, /obs-doctor, and a skill',
    why: 'Files in the folders of its commands and skills; uninstall takes them away.',
  },
} as const satisfies Readonly<Record<SwitchName, Switch>>;

export const switchNames = Object.keys(switches) as readonly SwitchName[];

/** What commander makes of the options below. */
export type ChoiceOptions = Readonly<Record<string, unknown>> & {
  readonly attribute?: readonly string[];
  readonly userName?: string;
  readonly userEmail?: string;
  readonly metricInterval?: number;
  readonly logInterval?: number;
  readonly endpoint?: string;
  readonly guard?: Profile;
};

/** `10s`, `500ms` or a number of milliseconds. */
export const milliseconds = (text: string): number => {
  const [, number, unit] = /^(\d+)(ms|s|m)?$/.exec(text) ?? [];
  if (number === undefined) throw new InvalidArgumentError('A number with ms, s or m: 10s.');
  return Number(number) * ({ s: 1000, m: 60_000 }[unit ?? ''] ?? 1);
};

const collect = (one: string, others: readonly string[] = []): readonly string[] => [...others, one];

/** As commander names it: `tool-details` is `toolDetails`. */
export const camel = (option: string): string =>
  option.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The options by which a person chooses what the client sends. */
export const withChoiceOptions = (command: Command): Command => {
  for (const [name, { brief }] of Object.entries(attributeChoices)) {
    const option = name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    command.option(`--${option} <name>`, `label: ${brief}; '' removes it`);
  }
  command
    .option('--attribute <name=value>', 'another resource attribute; repeatable', collect)
    .option('--user-name <name>', 'label every number with a person (also USER_NAME)')
    .option('--user-email <address>', 'the same by e-mail (also USER_EMAIL)');
  for (const { option, brief } of Object.values(switches)) {
    command.option(`--${option}`, brief).option(`--no-${option}`, `not: ${brief}`);
  }
  return command
    .option('--metric-interval <time>', 'between exports of metrics: 10s', milliseconds)
    .option('--log-interval <time>', 'between exports of events: 5s', milliseconds)
    .option('--endpoint <url>', 'another OTLP/gRPC receiver than this stack')
    .addOption(
      new Option('--guard <profile>', 'how strictly the guard decides').choices([
        'default',
        'strict',
        'audit',
        'off',
      ]),
    );
};

/** @throws Failure when the stack would drop the attribute without a word */
const keptName = (name: string): string => {
  const why = isLabelSource(name) ? undefined : whyNoLabel(name);
  if (!why) return name;
  throw new Failure(`The resource attribute ${name} cannot be kept: ${why}.`, {
    fix: 'choose another name',
    exitCode: exitCode.usage,
  });
};

const pairOf = (text: string): readonly [string, string] => {
  const at = text.indexOf('=');
  if (at > 0) return [keptName(checkedName(text.slice(0, at).trim())), text.slice(at + 1)];
  throw new Failure(`--attribute ${text} is not name=value.`, { exitCode: exitCode.usage });
};

/** @throws Failure when it is not an e-mail address */
export const checkedAddress = (address: string): string => {
  if (z.email().safeParse(address.trim()).success) return address;
  throw new Failure(`${address} is not an e-mail address.`, {
    fix: '--user-email name@example.com',
    exitCode: exitCode.usage,
  });
};

/** Every attribute that options and environment set; an empty value removes one. */
const attributesFrom = (
  options: ChoiceOptions,
  before: Choices,
  env: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> => {
  const { 'user.name': knownName, 'user.email': knownAddress } = before.attributes;
  const name = options.userName ?? knownName ?? env['USER_NAME'];
  const address = options.userEmail ?? knownAddress ?? env['USER_EMAIL'];
  const set: (readonly [string, string | undefined])[] = [
    ...Object.entries(attributeChoices).map(
      ([option, { attribute }]) => [attribute, options[option] as string | undefined] as const,
    ),
    ...(options.attribute ?? []).map(pairOf),
    ['user.name', name],
    ['user.email', address?.trim() ? checkedAddress(address) : address],
  ];
  const all: Record<string, string> = { ...before.attributes };
  for (const [attribute, value] of set) {
    if (value === undefined) continue;
    if (value.trim() === '') delete all[attribute];
    else all[attribute] = checkedValue(attribute, value);
  }
  return all;
};

/**
 * What was chosen before, changed by what the options say.
 * @throws Failure that names the option which is not allowed
 */
export const choicesFrom = (
  options: ChoiceOptions,
  before: Choices,
  env: NodeJS.ProcessEnv = process.env,
): Choices => {
  const switched = switchNames.flatMap((name) => {
    const value = options[camel(switches[name].option)];
    return typeof value === 'boolean' ? [[name, value]] : [];
  });
  const { metricInterval, logInterval, endpoint } = options;
  const { endpoint: endpointBefore, ...others } = before;
  const target = endpoint === undefined ? endpointBefore : endpoint;
  const result = choicesSchema.safeParse({
    ...others,
    ...Object.fromEntries(switched),
    ...(metricInterval !== undefined && { metricInterval }),
    ...(logInterval !== undefined && { logInterval }),
    ...(target && { endpoint: target }),
    attributes: attributesFrom(options, before, env),
  });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Failure('One of the options is not allowed.', {
    where: `${issue?.path.join('.')}: ${issue?.message}`,
    fix: 'start-observability setup --help',
    exitCode: exitCode.usage,
  });
};
