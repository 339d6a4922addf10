import { ask, definePatterns } from '../../findings/pattern.ts';
import { options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import { runBehind, runText } from '../../program/run.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { reportSqlIn } from '../databases/sql.ts';

// biome-ignore format: a table
export const cloudPatterns = definePatterns({
  'cloud-delete': { category: 'infrastructure', decision: ask, brief: 'Deletes from a cloud', why: 'Most of it has no undo.', suggestion: 'Let a person do it.', catches: ['aws s3 rm s3://bucket --recursive', 'gcloud projects delete p', 'az vm delete --name x'], spares: ['aws s3 ls', 'gcloud config list', 'az vm list'] },
  'cloud-secret-change': { category: 'infrastructure', decision: ask, brief: 'Replaces a secret in a cloud', why: 'Services that use the old one stop working.', suggestion: 'Let a person do it.', catches: ['aws secretsmanager put-secret-value --secret-id x --secret-string y'], spares: ['aws secretsmanager list-secrets'] },
});

const remove = cloudPatterns['cloud-delete'];
const change = cloudPatterns['cloud-secret-change'];

/** What `ssm send-command --parameters 'commands=[...]'` runs on machines of the cloud. */
const runSent = (call: Invocation): undefined => {
  const given = options(call.args, { valued: 'parameters' });
  for (const value of given.values('parameters')) {
    const [, commands] = /"?commands"?\s*[=:]\s*\[?([\s\S]*)/.exec(value) ?? [];
    for (const [, quoted, bare] of (commands ?? '').matchAll(/"((?:[^"\\]|\\.)*)"|([^",\][]+)/g))
      runText(quoted ?? bare ?? '', call);
  }
  return undefined;
};

const aws = program({
  runs: 'command',
  also: runSent,
  valued:
    'command parameters profile region output query endpoint-url cli-read-timeout cli-connect-timeout ca-bundle color cli-input-json page-size max-items',
  rules: {
    's3 rb|rm': remove,
    's3 sync --delete': remove,
    's3 mv --recursive': remove,
    'secretsmanager put-secret-value|update-secret|rotate-secret': change,
    'route53 change-resource-record-sets --change-batch=*DELETE*': remove,
    'ec2 modify-instance-attribute --no-disable-api-termination': remove,
    '* delete-*|terminate-*|remove-*|deregister-*|purge-*|destroy-*|batch-delete-*|disable-*|schedule-key-deletion|release-address|delete|*-delete-*|admin-disable-*|unsubscribe|revoke-*|detach-*|force-delete*|close-account|reset-*|cancel-*|empty-*|stop-db-*|leave-organization|disassociate-*|abort-*':
      remove,
  },
  harmless: 'help dry-run dryrun generate-cli-skeleton',
  reveals: [
    'configure get',
    'configure export-credentials',
    'secretsmanager get-secret-value|batch-get-secret-value|get-random-password',
    'ssm get-parameter|get-parameters|get-parameters-by-path|get-parameter-history --with-decryption',
    'sts get-session-token|assume-role|assume-role-with-*|get-federation-token',
    'ecr get-login-password|get-login|get-authorization-token',
    'ecr-public get-login-password|get-authorization-token',
    'codeartifact get-authorization-token',
    'rds generate-db-auth-token',
    'eks get-token',
    'iam create-access-key|create-service-specific-credential',
    'kms decrypt',
    'lightsail download-default-key-pair',
    'sso get-role-credentials',
    'ec2 get-password-data|create-key-pair',
  ],
});

/** `aws configure get region` prints no secret. */
const awsProgram: Program = (call) => {
  const [, verb, name = ''] = call.args.filter((word) => !word.startsWith('-'));
  const harmless =
    call.args.includes('configure') &&
    verb === 'get' &&
    !/secret|session_?token|access_key$|password/.test(name);
  return harmless ? undefined : aws(call);
};

const openstack = program({ rules: { '... delete|purge|remove|reset': remove } });

export const cloudPrograms = {
  ...named('aws aws2 awslocal', awsProgram),
  gcloud: program({
    runs: 'command',
    valued:
      'command project account configuration format region zone location filter impersonate-service-account verbosity',
    rules: {
      '... delete|destroy|remove-iam-policy-binding|disable|reset-windows-password|purge|undelete': remove,
      '... storage rm': remove,
      'storage buckets delete': remove,
      'storage rsync --delete-unmatched-destination-objects': remove,
      'auth revoke': remove,
    },
    reveals: [
      '... secrets versions access',
      '... auth print-access-token|print-identity-token',
      '... auth application-default print-access-token',
      '... keys create',
      'config config-helper',
      'kms decrypt',
      '... sql generate-login-token',
    ],
  }),
  gsutil: program({ short: 'hoi', rules: { '... rm|rb': remove, '... rsync -d': remove } }),
  bq: program({
    also: reportSqlIn,
    valued: 'project_id location format filter max_results dataset_id label nouse_legacy_sql',
    reads: '',
    rules: { '... rm': remove, '... remove-iam-policy-binding': remove },
  }),
  az: program({
    runs: 'scripts',
    short: 'gnsol',
    valued: 'scripts subscription resource-group name output query vault-name account-name location',
    rules: {
      '... delete|purge|untag|deallocate|delete-batch|remove|empty|revoke|uninstall': remove,
      '... storage blob sync --delete-destination': remove,
      'deployment group|sub|mg create --mode=Complete': remove,
    },
    reveals: [
      'account get-access-token',
      'keyvault secret show|download|backup',
      '... keys list',
      '... list-keys|list-connection-strings|show-connection-string|list-credentials|list-secrets',
      'acr credential show',
      'acr login --expose-token',
      '... connection-string show|list',
      'ad sp create-for-rbac',
      'ad sp|app credential reset',
      'aks get-credentials -f|--file',
      'webapp deployment list-publishing-profiles|list-publishing-credentials',
    ],
  }),
  azcopy: program({ rules: { 'remove|rm': remove, 'sync --delete-destination': remove } }),
  azd: program({ rules: { down: remove }, reveals: ['env get-values|get-value'] }),
  ...named(
    'doctl',
    program({
      short: 't',
      valued: 'access-token context output format',
      rules: { '... delete|rm|destroy|remove|d': remove },
      reveals: ['... connection', 'registry docker-config', 'databases user get'],
    }),
  ),
  'linode-cli': program({ rules: { '... delete|rm|*-delete|revoke': remove } }),
  hcloud: program({ rules: { '... delete|reset-password|rebuild': remove } }),
  oci: program({
    rules: { '... delete|terminate|bulk-delete|delete-*': remove },
    reveals: ['secrets secret-bundle get'],
  }),
  ibmcloud: program({
    rules: { '... *-delete|delete|service-delete|rm': remove, 'ks worker replace|reload': remove },
    reveals: ['iam oauth-tokens', 'iam api-key-create|service-api-key-create'],
  }),
  ...named(
    'fly flyctl',
    program({
      short: 'actC',
      runs: 'C command',
      valued: 'app command config org target',
      also: (call) => runBehind(['console'], call),
      rules: { '... destroy|delete|destroy-pipeline|destroy-team|rm|remove|unset|revoke|detach': remove },
      reveals: ['auth token', 'tokens create', 'tokens attenuate'],
    }),
  ),
  'vultr-cli': program({ rules: { '... delete|destroy|reinstall': remove } }),
  scw: program({
    rules: { '... delete|terminate': remove },
    reveals: ['secret version access', 'config get'],
  }),
  ...named(
    'civo upctl exo aliyun tccli ovhcloud kamatera katapult metal packet brightbox',
    program({
      rules: { '... delete|destroy|remove|rm|terminate|Delete*|Terminate*|release|*-delete': remove },
    }),
  ),
  ...named('openstack nova cinder glance neutron heat', openstack),
  b2: program({ rules: { '... delete-*|rm|file-delete|delete': remove } }),
  tmutil: program({
    rules: { 'delete|deletelocalsnapshots|deleteinprogress|thinlocalsnapshots|disable': remove },
  }),
  rclone: program({
    valued: 'config include exclude filter transfers',
    rules: { 'delete|deletefile|purge|rmdir|rmdirs|cleanup|sync|move|bisync': remove },
    reveals: ['config show|dump|file --all', 'config show|dump', 'reveal', 'obscure --reveal'],
  }),
  mc: program({
    rules: {
      'rm|rb': remove,
      'mirror --remove': remove,
      'admin user|policy|bucket remove|rm': remove,
      '... undo': remove,
    },
  }),
  s3cmd: program({
    rules: { 'del|rm|rb|expire|delpolicy|dellifecycle': remove, 'sync --delete-removed': remove },
  }),
  s5cmd: program({ rules: { '... rm|rb': remove, '... sync --delete': remove } }),
  s4cmd: program({ rules: { 'del|rm': remove } }),
  pd: program({ rules: { '* delete': remove } }),
  ...named('tailscale', program({ rules: { 'logout|lock': remove } })),
  cli4: program({ rules: { '--delete': remove } }),
  cli53: program({ rules: { 'rrdelete|rrpurge|delete': remove } }),
  ...named('runpodctl vastai', program({ rules: { 'remove|destroy|stop|delete': remove } })),
  modal: program({ rules: { 'app stop': remove, '... delete|rm': remove } }),
  cloudflared: program({ rules: { 'tunnel delete|cleanup': remove }, reveals: ['tunnel token'] }),
  flarectl: program({ rules: { '... delete': remove } }),
};
