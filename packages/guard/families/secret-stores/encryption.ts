import { reportArguments, secretPatterns } from '../../effects/secrets.ts';
import { named, program } from '../../program/program.ts';
import type { Program } from '../../shell/shell.ts';
import { mark } from '../../text/text.ts';
import { keyMakers } from './made-keys.ts';
import { secretStorePatterns } from './secret-stores.ts';
import { withSecrets } from './with-secrets.ts';

const remove = secretStorePatterns['secret-store-change'];

const decrypts = program({
  reveals: ['-d|--decrypt !-o|--output'],
  also: (_, given) => (given.has('d', 'decrypt') && !given.has('o', 'output') ? mark.decoded : undefined),
  short: 'oirRp',
  valued: 'output identity recipient',
});

const gpgFiles = program({
  short: 'orua',
  valued: 'output recipient local-user homedir passphrase-file keyserver',
});

const gpg: Program = (call) => {
  const writes = call.args.some((word) => /^(-o|--output)/.test(word));
  const prints = call.args.some((word) => /^(-d|--decrypt|--decrypt-files)$/.test(word));
  if (call.args.some((word) => /^--export-secret/.test(word)))
    call.reading.report(secretPatterns['private-key'], 'secret keys of gpg');
  if (call.args.some((word) => /^--delete-(secret|secret-and-public)-keys?$/.test(word)))
    call.reading.report(remove, call.args.join(' '));
  gpgFiles(call);
  return prints && !writes ? mark.decoded + mark.stored : mark.unknown;
};

const sopsFiles = program({
  valued: 'input-type output-type extract age pgp kms output config',
  reveals: ['-d|--decrypt !-i|--in-place|--output', 'decrypt !-i|--in-place|--output'],
});

/** What sops encrypts, or encrypts anew, does not become readable by it. */
const sops: Program = (call) => {
  if (!call.args.some((word) => /^(-e|--encrypt|encrypt|-r|--rotate|rotate|updatekeys)$/.test(word)))
    return sopsFiles(call);
  const dotenv = call.args.filter((word) => /(^|\/)\.env/.test(word));
  reportArguments(dotenv, call.reading, call.state);
  return mark.unknown;
};

/** Programs that encrypt files, and what they print when they decrypt them. */
export const encryptionPrograms = {
  ...keyMakers,
  sops: withSecrets('exec-env exec-file', sops),
  age: decrypts,
  rage: decrypts,
  ...named('gpg gpg2 gpg1', gpg),
  'systemd-creds': program({ reads: '', reveals: ['decrypt * $', 'cat'] }),
  'git-crypt': program({ reads: '', rules: { lock: remove }, reveals: ['export-key'] }),
  transcrypt: program({
    reads: '',
    rules: { '--flush-credentials|--uninstall': remove },
    reveals: ['--display|-d|--show-raw|-s'],
  }),
  blackbox_cat: program({ reads: '', reveals: [''] }),
};
