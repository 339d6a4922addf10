import { secretPatterns } from '../../effects/secrets.ts';
import { ask, definePatterns } from '../../findings/pattern.ts';
import { named, program } from '../../program/program.ts';
import type { Invocation, Program } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';
import { withSecrets } from './with-secrets.ts';

// biome-ignore format: a table
export const secretStorePatterns = definePatterns({
  'secret-store-change': { category: 'infrastructure', decision: ask, brief: 'Deletes from a secret store', why: 'Services that use the secret stop working.', suggestion: 'Let a person do it.', catches: ['vault kv destroy -versions=1 secret/x', 'doppler secrets delete X'], spares: ['vault status'] },
});

const remove = secretStorePatterns['secret-store-change'];

const passVerbs =
  /^(ls|list|find|search|grep|insert|append|validate|uri|add|edit|generate|init|git|help|version|otp|mv|rename|cp|copy|rm|remove|delete|recipients|config|setup|sync|fsck|audit|mounts|clone|import|update|show|process|--help|--version)$/;

/** `pass name` prints a password; `-c` puts it on the clipboard. */
const pass: Program = (call) => {
  const [verb, ...rest] = call.args.filter((word) => !word.startsWith('-'));
  if (/^(rm|remove|delete)$/.test(verb ?? '')) call.reading.report(remove, call.args.join(' '));
  if (call.args.some((word) => /^(-c\d*|--clip.*|-q|--qrcode.*)$/.test(word)) || call.args.includes('--help'))
    return '';
  const shows =
    verb === 'show' || (verb === 'otp' && !passVerbs.test(rest[0] ?? ''))
      ? rest.length > 0
      : verb !== undefined && !passVerbs.test(verb);
  return shows ? mark.unknown + mark.stored : mark.unknown;
};

export const secretStorePrograms = {
  vault: program({
    oneDash: true,
    valued: 'field format version mount versions address namespace',
    reads: '',
    rules: {
      delete: remove,
      'kv delete|destroy|metadata': remove,
      'secrets|auth|audit|token|lease|namespace|policy|plugin|operator disable|revoke|delete|deregister|seal|rekey|step-down':
        remove,
    },
    reveals: [
      'kv get',
      'read',
      'print token',
      'token create|lookup',
      'login',
      'unwrap',
      'operator generate-root|init',
    ],
  }),
  bao: program({
    oneDash: true,
    reads: '',
    rules: { delete: remove, 'kv delete|destroy|metadata': remove },
    reveals: ['kv get', 'read', 'print token'],
  }),
  op: withSecrets(
    'run',
    program({
      reads: '',
      valued: 'account vault fields format session otp',
      rules: { 'item|document|vault|user|group|connect|events-api delete|rm|suspend': remove },
      reveals: [
        'read',
        'item|items get',
        'document get',
        'inject !-o|--out-file',
        'service-account create',
        'connect token create',
        'signin --raw',
      ],
    }),
  ),
  bw: program({
    reads: '',
    rules: { delete: remove, 'purge|move': remove },
    reveals: [
      'get password|item|totp|notes|username|attachment',
      'list items',
      'export',
      'unlock --raw',
      'serve',
    ],
  }),
  bws: withSecrets(
    'run',
    program({
      reads: '',
      rules: { '* delete': remove },
      reveals: ['secret get|list', 'get|list secret|secrets'],
    }),
  ),
  rbw: program({ reads: '', rules: { 'remove|rm|purge': remove }, reveals: ['get|code !--clipboard'] }),
  lpass: program({ reads: '', rules: { 'rm|mv': remove }, reveals: ['show !-c|--clip', 'export'] }),
  ...named('pass gopass', pass),
  'keepassxc-cli': program({
    reads: '',
    rules: { 'rm|rmdir|db-edit': remove },
    reveals: ['show', 'export', 'attachment-export'],
  }),
  'keepass-cli': program({ reads: '', reveals: ['show|get|export'] }),
  dashlane: program({ reads: '', reveals: ['password|secret|note|read|inject|exec'] }),
  dcli: program({
    reads: '',
    reveals: ['password|p|secret|s|note|n|read|r|inject|i|otp|o !-o=clipboard|--output=clipboard'],
    short: 'o',
    valued: 'output',
  }),
  security: program({
    oneDash: true,
    reads: '',
    short: 'asjlDGT',
    rules: { 'delete-*|remove-*': remove, 'set-key-partition-list': remove },
    reveals: [
      'find-generic-password|find-internet-password -w|-g|-wg|-gw',
      'dump-keychain -d',
      'export',
      'find-generic-password -wa|-ws|-aw|-sw',
    ],
    // `-w` may stand in a cluster or in front of another option.
    also: ({ args }) =>
      /^find-(generic|internet)-password$/.test(args[0] ?? '') &&
      args.some((word) => /^-[a-z]*[wg]$/.test(word))
        ? mark.unknown + mark.stored
        : undefined,
  }),
  'secret-tool': program({ reads: '', rules: { clear: remove }, reveals: ['lookup', 'search'] }),
  'kwallet-query': program({ reads: '', reveals: ['-r|--read-password'] }),
  keyring: program({ reads: '', rules: { del: remove }, reveals: ['get'] }),
  chamber: withSecrets(
    'exec',
    program({ reads: '', rules: { delete: remove }, reveals: ['read|export|env|find'] }),
  ),
  credstash: program({ reads: '', rules: { delete: remove }, reveals: ['get|getall'] }),
  berglas: withSecrets('exec', program({ reads: '', rules: { delete: remove }, reveals: ['access'] })),
  doppler: withSecrets(
    'run',
    program({
      reads: '',
      short: 'pc',
      valued: 'project config token scope',
      rules: { 'secrets|projects|configs|environments|run delete': remove, 'configs tokens revoke': remove },
      reveals: [
        'secrets $ !--only-names',
        'secrets get|download',
        'configure get token',
        'configs tokens create',
      ],
    }),
  ),
  infisical: withSecrets(
    'run',
    program({
      reads: '',
      valued: 'env path projectId token',
      rules: { 'secrets delete': remove, reset: remove },
      reveals: ['secrets $', 'secrets get', 'export', 'service-token create'],
    }),
  ),
  phase: withSecrets(
    'run',
    program({ reads: '', rules: { 'secrets delete': remove }, reveals: ['secrets get|list|export'] }),
  ),
  akeyless: program({
    reads: '',
    rules: { 'delete-*': remove },
    reveals: ['get-secret-value|get-dynamic-secret-value|get-rotated-secret-value'],
  }),
  conjur: program({ reads: '', reveals: ['variable get', 'variable value'] }),
  summon: withSecrets('--provider -p -f', program({ reads: '', runsOperands: 0 })),
  teller: withSecrets(
    'run',
    program({ reads: '', rules: { delete: remove }, reveals: ['env|show|sh|yaml|json|export'] }),
  ),
  envchain: program({ reads: '', reveals: ['--list -v|--show-value'] }),
  'aws-vault': withSecrets(
    'exec',
    program({ reads: '', rules: { 'remove|rm|clear': remove }, reveals: ['export'] }),
  ),
  saml2aws: withSecrets('exec', program({ reads: '', reveals: ['script'] })),
  granted: program({ reads: '', reveals: ['credential-process'] }),
  'git-credential-manager': program({ reads: '', reveals: ['get'], rules: { erase: remove } }),
  ...named(
    'docker-credential-desktop docker-credential-osxkeychain docker-credential-pass docker-credential-secretservice docker-credential-ecr-login docker-credential-gcr',
    program({ reads: '', rules: { erase: remove }, reveals: ['get'] }),
  ),
  step: program({ reads: '', reveals: ['crypto jwe decrypt', 'oauth', 'ca token'] }),
  nmcli: program({
    reads: '',
    reveals: ['-s|--show-secrets', '* wifi show-password'],
  }),
  wg: program({ reads: '', reveals: ['show * private-key|preshared-keys|dump', 'showconf'] }),
  k8sec: program({ reads: '', rules: { unset: remove }, reveals: ['list', 'dump !-f|--filename'] }),
  secrethub: program({ reads: '', rules: { rm: remove }, reveals: ['read', 'inject !-o|--out-file'] }),
  getent: ({ args, reading }: Invocation) => {
    if (/^g?shadow$/.test(args[0] ?? ''))
      reading.report(secretPatterns['system-credentials'], args.join(' '));
    return mark.unknown;
  },
  stripe: program({
    reads: '',
    valued: 'api-key project-name',
    rules: { '* delete': remove },
    reveals: ['config --list'],
  }),
};
