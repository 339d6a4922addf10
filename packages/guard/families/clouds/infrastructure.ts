import { ask, definePatterns } from '../../findings/pattern.ts';
import { type Options, options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import { runText } from '../../program/run.ts';
import type { Invocation } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';

// biome-ignore format: a table
export const infrastructurePatterns = definePatterns({
  'infrastructure-destroy': { category: 'infrastructure', decision: ask, brief: 'Destroys infrastructure', why: 'Machines, networks and data go.', suggestion: 'Look at a plan first.', catches: ['terraform destroy', 'pulumi destroy --yes'], spares: ['terraform plan', 'terraform destroy --help'] },
});

const destroy = infrastructurePatterns['infrastructure-destroy'];

/** Names that say a value is a secret. */
const secretName =
  /pass(w|phrase|$|_|-)|secret|token|credential|private|api_?key|access_?key|kubeconfig|conn(ection)?_?str/i;

/** `output -raw name` prints a value that is hidden everywhere else. */
const terraformOutput = (given: Options): string | undefined => {
  const [verb, name = ''] = given.operands;
  const named = verb === 'output' && given.has('raw', 'json') && secretName.test(name);
  return named ? mark.unknown + mark.stored : undefined;
};

const terraform = program({
  oneDash: true,
  valued:
    'chdir var target replace state state-out backup backend-config out parallelism plugin-dir lock-timeout',
  reads: '',
  rules: {
    'destroy|destroy-all': destroy,
    '... destroy': destroy,
    'apply --destroy': destroy,
    'apply --replace': destroy,
    'apply-all|run-all destroy': destroy,
    'state rm|push|replace-provider': destroy,
    'workspace delete': destroy,
    'force-unlock|taint': destroy,
  },
  reveals: ['state pull'],
  also: (_, given) => terraformOutput(given),
});

/** `ansible all -m shell -a 'command'`: a command on other machines, read as if it ran here. */
const ansible = (call: Invocation, given: Options): undefined => {
  const module = given.value('m', 'module-name') ?? 'command';
  if (!/(^|\.)(shell|command|raw|script|win_shell|win_command)$/.test(module)) {
    if (/(^|\.)file$/.test(module) && given.values('a', 'args').some((text) => /state=absent/.test(text)))
      for (const text of given.values('a', 'args'))
        call.shell.runWords(
          ['rm', '-rf', '--', /(?:path|dest|name)=(\S+)/.exec(text)?.[1] ?? mark.unknown],
          call.state.child(),
        );
    return;
  }
  for (const text of given.values('a', 'args')) runText(text.replace(/^cmd=/, ''), call);
};

/** `salt '*' cmd.run 'command'`. */
const salt = (call: Invocation): undefined => {
  const at = call.args.findIndex((word) => /^cmd\.(run|shell|run_all|run_stdout|exec_code)$/.test(word));
  if (at >= 0) for (const text of options(call.args.slice(at + 1)).operands) runText(text, call);
};

export const infrastructurePrograms = {
  ...named('terraform tofu tf', terraform),
  terragrunt: terraform,
  pulumi: program({
    short: 'sC',
    valued: 'stack cwd target message parallel config-file',
    reads: '',
    rules: {
      'destroy|down|dn': destroy,
      'stack rm': destroy,
      'state delete|rename|unprotect': destroy,
      cancel: destroy,
      'env rm': destroy,
    },
    reveals: [
      '... config|stack|output --show-secrets',
      'config get *[pP]ass*|*[sS]ecret*|*[tT]oken*|*[kK]ey*|*[cC]redential*|*[cC]onn*',
      'env open|get',
    ],
  }),
  ...named('cdk cdktf', program({ rules: { destroy } })),
  ...named('serverless sls', program({ rules: { remove: destroy, '... remove': destroy } })),
  sst: program({ rules: { remove: destroy }, reveals: ['secret list'] }),
  sam: program({ rules: { delete: destroy } }),
  vagrant: program({
    short: 'c',
    valued: 'command',
    runs: 'c command',
    rules: { destroy, 'box remove': destroy, 'snapshot delete': destroy },
  }),
  chalice: program({ rules: { delete: destroy } }),
  zappa: program({ rules: { undeploy: destroy } }),
  eb: program({
    short: 'ec',
    valued: 'command',
    runs: 'c command',
    rules: { terminate: destroy, 'labs cleanup-versions': destroy },
  }),
  copilot: program({ rules: { 'app|svc|job|env|pipeline|task delete': destroy } }),
  ...named('amplify ampx', program({ rules: { '... delete|remove': destroy }, reveals: ['... secret get'] })),
  arc: program({ rules: { destroy } }),
  up: program({ rules: { 'stack delete': destroy } }),
  claudia: program({ rules: { destroy } }),
  apex: program({ rules: { delete: destroy } }),
  nixops: program({ rules: { 'destroy|delete': destroy } }),
  bosh: program({
    short: 'edn',
    valued: 'environment deployment',
    rules: { 'delete-*|delete|clean-up|cck': destroy },
    reveals: ['interpolate'],
  }),
  cf: program({
    rules: { 'delete|delete-*|purge-*|d|ds': destroy },
    reveals: ['env|e', 'service-key', 'oauth-token'],
  }),
  juju: program({ rules: { 'destroy-*|kill-controller|remove-*': destroy } }),
  knife: program({ rules: { '... delete|bulk': destroy } }),
  consul: program({
    short: '',
    oneDash: true,
    rules: {
      'kv|acl|config|snapshot|peering delete|remove': destroy,
      'acl * delete': destroy,
      'snapshot restore': destroy,
      'leave|force-leave': destroy,
    },
    reveals: ['acl token create|read', 'acl bootstrap'],
  }),
  waypoint: program({ rules: { destroy, 'project|runner delete|destroy': destroy } }),
  crossplane: program({ rules: { uninstall: destroy, '... delete': destroy } }),
  garden: program({ rules: { 'cleanup|delete': destroy } }),
  ansible: program({
    short: 'maifuBPTeMltkK',
    valued: 'module-name args inventory forks user background poll extra-vars limit become-user',
    reads: '',
    also: ansible,
  }),
  'ansible-vault': program({ reads: '', reveals: ['view|decrypt'] }),
  ...named('salt salt-call salt-ssh', program({ reads: '', also: salt })),
  'aws-nuke': program({ rules: { '': destroy, 'run|nuke': destroy }, harmless: 'help version' }),
  'cloud-nuke': program({ rules: { '... aws|defaults-aws': destroy } }),
};
