import { reportArguments } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { named, program } from '../../program/program.ts';
import type { Program } from '../../shell/shell.ts';
import { mark, plain } from '../../text/text.ts';

// biome-ignore format: a table
export const forgePatterns = definePatterns({
  'forge-delete': { category: 'infrastructure', decision: ask, brief: 'Deletes on the code host or its CI', why: 'Others work with it.', suggestion: 'Let a person do it.', catches: ['gh repo delete owner/repo --yes', 'gh release delete v1 --yes'], spares: ['gh repo view', 'gh release list'] },
});

const remove = forgePatterns['forge-delete'];

/** `java -jar jenkins-cli.jar ...` */
const jenkins: Program = (call) => {
  const at = call.args.findIndex((word) => /jenkins-cli/.test(word));
  if (
    at >= 0 &&
    call.args.some((word) => /^(delete-|quiet-down|shutdown|safe-restart|clear-queue)/.test(word))
  )
    call.reading.report(remove, plain(call.args.join(' ')));
  reportArguments(call.args, call.reading, call.state);
  return mark.unknown;
};

/** Command lines of code hosts and of their CI. */
export const forgePrograms = {
  gh: program({
    short: 'RXHFft',
    valued:
      'repo method header field raw-field template jq json body title label milestone base head limit hostname',
    rules: {
      'repo delete|archive': remove,
      'release|label|secret|variable|gist|issue|cache|ssh-key|gpg-key|run|workflow|codespace|extension|alias|project|ruleset delete|delete-asset|field-delete|item-delete|remove|disable':
        remove,
      'repo deploy-key|autolink delete': remove,
      'api --DELETE': remove,
      'auth logout': remove,
    },
    reveals: ['auth token', 'auth status -t|--show-token'],
  }),
  glab: program({
    short: 'RXHFf',
    valued: 'repo method header field raw-field group',
    rules: {
      'repo|release|label|variable|issue|mr|ssh-key|schedule|snippet|ci|token|deploy-key|milestone|iteration|securefile|cluster|stack delete|archive|purge|revoke|remove':
        remove,
      'api --DELETE': remove,
    },
    reveals: [
      'auth status -t|--show-token',
      'variable get|export',
      'token create|rotate',
      'config get token',
    ],
  }),
  tea: program({ rules: { '... delete|rm|d': remove } }),
  bb: program({ rules: { '... delete': remove } }),
  circleci: program({ rules: { '* delete|remove-secret|delete-*': remove } }),
  ...named(
    'travis',
    program({
      rules: { 'settings|env|cache -d|--delete|clear|unset': remove },
      reveals: ['token', 'env list'],
    }),
  ),
  java: jenkins,
};
