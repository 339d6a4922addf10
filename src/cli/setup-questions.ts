import { confirm, isCancel, note, select, text } from '@clack/prompts';
import type { Profile } from '@start-observability/guard/policy.ts';
import { attributeChoices, type Choices } from '../client/choices.ts';
import { checkedValue } from '../client/resource-attributes.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import {
  type ChoiceOptions,
  camel,
  checkedAddress,
  milliseconds,
  switches,
  switchNames,
} from './setup-options.ts';

/** What a person answered; throws when they pressed Ctrl-C. */
export const answered = <Answer>(answer: Answer): Exclude<Answer, symbol> => {
  if (isCancel(answer)) throw new Failure('Nothing was changed.', { exitCode: exitCode.cancelled });
  return answer as Exclude<Answer, symbol>;
};

/** What is wrong with an answer; undefined: nothing. */
const complaint = (check: () => unknown): string | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

interface SetupQuestion {
  /** The option that would have said it. */
  readonly option: string;
  readonly message: string;
  readonly initial: string;
  readonly check: (answer: string) => unknown;
  /** What an empty answer means. */
  readonly placeholder: string;
}

const textQuestions = (before: Choices): readonly SetupQuestion[] => [
  ...Object.entries(attributeChoices).map(([option, { attribute, brief, why }]) => ({
    option,
    message: `Label: ${brief}? It ${why}.`,
    initial: before.attributes[attribute] ?? '',
    check: (answer: string) => checkedValue(attribute, answer),
    placeholder: 'empty: none',
  })),
  {
    option: 'userName',
    message: 'Label every number with your name? Everybody who sees the dashboards then sees who did what.',
    initial: before.attributes['user.name'] ?? process.env['USER_NAME'] ?? '',
    check: (answer) => checkedValue('user.name', answer),
    placeholder: 'empty: no name',
  },
  {
    option: 'userEmail',
    message: 'And with your e-mail address?',
    initial: before.attributes['user.email'] ?? process.env['USER_EMAIL'] ?? '',
    check: checkedAddress,
    placeholder: 'empty: no address',
  },
];

/** Intervals are typed as options are: `10s`. */
const intervalQuestions = (before: Choices): readonly SetupQuestion[] => [
  {
    option: 'metricInterval',
    message: 'How long between exports of metrics? Shorter is fresher; longer costs the client less.',
    initial: `${before.metricInterval / 1000}s`,
    check: milliseconds,
    placeholder: '10s',
  },
  {
    option: 'logInterval',
    message: 'And of events?',
    initial: `${before.logInterval / 1000}s`,
    check: milliseconds,
    placeholder: '5s',
  },
];

const ask = async ({ message, initial, check, placeholder }: SetupQuestion): Promise<string> =>
  answered(
    await text({
      message,
      placeholder,
      initialValue: initial,
      defaultValue: '',
      validate: (answer) => (answer?.trim() ? complaint(() => check(answer)) : undefined),
    }),
  );

const profiles = [
  { value: 'default', label: 'default', hint: 'denies what destroys or leaks, asks when unsure' },
  { value: 'strict', label: 'strict', hint: 'also denies every recursive forced delete' },
  { value: 'audit', label: 'audit', hint: 'counts what it would have done' },
  { value: 'off', label: 'off', hint: 'reads nothing' },
] as const;

/** Asks for everything that no option said. */
const askAll = async (before: Choices, config: Config, given: ChoiceOptions): Promise<ChoiceOptions> => {
  const answers: Record<string, unknown> = { ...given };
  for (const question of textQuestions(before)) {
    if (given[question.option] === undefined) answers[question.option] = await ask(question);
  }
  for (const name of switchNames) {
    const { option, brief, why } = switches[name];
    const key = camel(option);
    if (given[key] !== undefined) continue;
    const message = `${brief[0]?.toUpperCase()}${brief.slice(1)}? ${why}`;
    answers[key] = answered(await confirm({ message, initialValue: before[name] }));
  }
  for (const question of intervalQuestions(before)) {
    if (given[question.option] !== undefined) continue;
    const answer = await ask(question);
    if (answer.trim()) answers[question.option] = milliseconds(answer);
  }
  if (given.guard === undefined) {
    answers['guard'] = answered(
      await select<Profile>({
        message: 'How strictly shall the guard decide?',
        options: [...profiles],
        initialValue: config.guard.profile,
      }),
    );
  }
  return answers;
};

/** On a terminal: the recommended settings as they are, or one question for each choice. */
export const askChoices = async (
  before: Choices,
  config: Config,
  given: ChoiceOptions,
  hasOtherStatusLine: boolean,
): Promise<ChoiceOptions> => {
  const way = answered(
    await select({
      message: 'What shall Claude Code send to this stack?',
      options: [
        {
          value: 'recommended',
          label: 'Recommended',
          hint: 'numbers and events; no text of prompts, answers or commands',
        },
        { value: 'choose', label: 'Choose', hint: 'labels, content, intervals, guard' },
      ],
    }),
  );
  if (way === 'choose') return askAll(before, config, given);
  const isDecided = before.statusLine || before.wrapStatusLine || given['withStatusline'] !== undefined;
  if (!hasOtherStatusLine || isDecided || given['wrapStatusline'] !== undefined) return given;
  const { brief, why } = switches.wrapStatusLine;
  const message = `The client's status line is a command of yours. Take ${brief}? ${why}`;
  return { ...given, wrapStatusline: answered(await confirm({ message, initialValue: true })) };
};

/** Shows what is risky about the choices. */
export const warn = (warnings: readonly string[]): void => {
  if (warnings.length > 0) note(warnings.join('\n'), 'Think twice');
};
