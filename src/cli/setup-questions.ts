import { confirm, isCancel, note, select, text } from '@clack/prompts';
import { attributeChoices, type Choices } from '../client/choices.ts';
import { checkedValue } from '../client/resource-attributes.ts';
import type { Config } from '../config/schema.ts';
import { exitCode, Failure } from '../failure.ts';
import type { Profile } from '../guard/policy.ts';
import { type ChoiceOptions, switches, switchNames } from './setup-options.ts';

/** What a person answered; throws when they pressed Ctrl-C. */
export const answered = <Answer>(answer: Answer): Exclude<Answer, symbol> => {
  if (isCancel(answer)) throw new Failure('Nothing was changed.', { exitCode: exitCode.cancelled });
  return answer as Exclude<Answer, symbol>;
};

const complaintAbout = (attribute: string, value: string | undefined): string | undefined => {
  if (!value?.trim()) return undefined;
  try {
    checkedValue(attribute, value);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

const askAttribute = async (question: string, attribute: string, before: string): Promise<string> =>
  answered(
    await text({
      message: question,
      placeholder: 'empty: none',
      initialValue: before,
      defaultValue: '',
      validate: (value) => complaintAbout(attribute, value),
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
  for (const [option, { attribute, brief, why }] of Object.entries(attributeChoices)) {
    if (given[option] !== undefined) continue;
    answers[option] = await askAttribute(
      `Label: ${brief}? It ${why}.`,
      attribute,
      before.attributes[attribute] ?? '',
    );
  }
  for (const name of switchNames) {
    const { option, brief, why } = switches[name];
    const key = option.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    if (given[key] !== undefined) continue;
    const message = `${brief[0]?.toUpperCase()}${brief.slice(1)}? ${why}`;
    answers[key] = answered(await confirm({ message, initialValue: before[name] }));
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
  return way === 'choose' ? askAll(before, config, given) : given;
};

/** Shows what is risky about the choices. */
export const warn = (warnings: readonly string[]): void => {
  if (warnings.length > 0) note(warnings.join('\n'), 'Think twice');
};
