import { ask, definePatterns, deny } from '../findings/pattern.ts';
import type { Reading } from '../findings/reading.ts';
import { pathsOf, type Standing } from '../paths/path.ts';
import { secretKind } from '../paths/secret-path.ts';
import { hasGlob, mark, plain } from '../text/text.ts';
import { reportStackSecret } from './protected.ts';

// biome-ignore format: a table
export const secretPatterns = definePatterns({
  'dotenv': { category: 'secret', decision: deny, brief: 'Reads a file of environment secrets', why: 'What is read goes into the conversation, and with it to a server.', suggestion: 'Read .env.example for the names; a person can tell what else is needed.', catches: ['cat .env', 'source .env.local', 'cat .en?', 'node -p "require(\'fs\').readFileSync(\'.env\')"'], spares: ['cat .env.example', 'grep .env .gitignore'] },
  'dotenv-write': { category: 'secret', decision: deny, brief: 'Changes or deletes a file of environment secrets', why: 'Values that exist nowhere else would be lost.', suggestion: 'Change .env.example and say what to copy.', catches: ['echo A=1 >> .env', 'rm .env', 'mv .env.local .env'], spares: ['echo A= >> .env.example'] },
  'dotenv-load': { category: 'secret', decision: ask, brief: 'Starts a program with a file of environment secrets', why: 'The program sees the values and may print them.', suggestion: 'Use the example file, or let a person start it.', catches: ['node --env-file=.env app.js', 'docker run --env-file .env app'], spares: ['docker run --env-file .env.example app'] },
  'private-key': { category: 'secret', decision: deny, brief: 'Reads a private key or key store', why: 'A person with the key is you.', suggestion: 'Let a person do it.', catches: ['cat ~/.ssh/id_rsa', 'tar czf k.tgz ~/.ssh', 'cat certs/server.key'], spares: ['cat ~/.ssh/id_rsa.pub', 'cat key.ts'] },
  'private-key-write': { category: 'secret', decision: deny, brief: 'Changes or deletes a private key or what it opens', why: 'It locks people out, or lets strangers in.', suggestion: 'Let a person do it.', catches: ['echo x >> ~/.ssh/authorized_keys', 'rm ~/.ssh/id_rsa'], spares: [] },
  'cloud-credentials': { category: 'secret', decision: deny, brief: 'Reads the credentials of a cloud', why: 'They open the whole account.', suggestion: 'Ask the cloud\'s own command line who you are.', catches: ['cat ~/.aws/credentials', 'less ~/.kube/config'], spares: ['aws sts get-caller-identity'] },
  'cloud-credentials-write': { category: 'secret', decision: deny, brief: 'Changes or deletes the credentials of a cloud', why: 'Access is lost, or goes somewhere else.', suggestion: 'Let a person do it.', catches: ['rm ~/.aws/credentials'], spares: [] },
  'tool-credentials': { category: 'secret', decision: deny, brief: 'Reads the credentials a tool keeps', why: 'Tokens for registries, servers and databases are in it.', suggestion: 'Ask the tool itself, for example `gh auth status`.', catches: ['cat ~/.netrc', 'cat ~/.docker/config.json', 'cat ~/.pgpass'], spares: ['gh auth status'] },
  'tool-credentials-write': { category: 'secret', decision: deny, brief: 'Changes or deletes the credentials a tool keeps', why: 'Access is lost, or goes somewhere else.', suggestion: 'Let a person do it.', catches: ['echo x > ~/.git-credentials'], spares: [] },
  'system-credentials': { category: 'secret', decision: deny, brief: 'Reads the password store of the machine', why: 'It is what logins are checked against.', suggestion: 'Let a person do it.', catches: ['cat /etc/shadow'], spares: ['cat /etc/passwd'] },
  'system-credentials-write': { category: 'secret', decision: deny, brief: 'Changes the password store of the machine', why: 'It decides who may log in and become root.', suggestion: 'Let a person do it.', catches: ['echo x | sudo tee /etc/sudoers'], spares: [] },
  'process-environment': { category: 'environment', decision: deny, brief: 'Reads the environment of a process', why: 'Secrets are handed to programs in it.', suggestion: 'Read the one variable that is needed.', catches: ['cat /proc/1/environ'], spares: ['printenv NODE_ENV'] },
  'process-environment-write': { category: 'environment', decision: deny, brief: 'Writes to the environment of a process', why: 'It is not a file to write to.', suggestion: 'Let a person do it.', catches: [], spares: [] },
});

/** Reports a secret a path names. Returns whether there was one. */
export const reportSecret = (
  word: string,
  reading: Reading,
  state: Standing,
  how: 'read' | 'write',
): boolean => {
  if (word === '') return false;
  for (const path of pathsOf(word, state)) {
    const kind = reading.remember(`secret ${path}\n${word}`, () => secretKind(path) ?? secretKind(word));
    if (kind === undefined || reading.isAllowedPath(path)) continue;
    // A file of settings that is made from its model is no loss.
    if (how === 'write' && /\.tfvars(\.json)?$/.test(path)) continue;
    if (
      how === 'write' &&
      /\.(pem|crt|cer)$/.test(path) &&
      !/key|priv/i.test(path.slice(path.lastIndexOf('/')))
    )
      continue;
    reading.report(secretPatterns[how === 'write' ? (`${kind}-write` as const) : kind], plain(word));
    return true;
  }
  return false;
};

export const reportRead = (word: string, reading: Reading, state: Standing): boolean =>
  reportStackSecret(word, reading, state) || reportSecret(word, reading, state, 'read');

/** `--env-file .env` loads secrets into a process without showing them: worth a question, not a refusal. */
export const reportEnvironmentFile = (file: string, reading: Reading): void => {
  if (/(^|\/)\.env(\.(?!example|sample|template|dist)[^/]*)?$/.test(file))
    reading.report(secretPatterns['dotenv-load'], plain(file));
};

const separators = /[=@:,"']+/;
const remote = /:\/\//;

/** Stems of names that end in `.key` and are files wherever they stand; `section.key` is a setting. */
const keyStem =
  /(^|[._-])(server|client|priv\w*|tls|ssl|https?|ca|root|host|domain|cert\w*|sign\w*|jwt|rsa|ec|dsa|ed25519|ssh|deploy|localhost|nginx|apache|wildcard|master|secret|encryption|id|my\w*|prod\w*|staging|dev|test|example|www|site|api|web|app|key|node|user|admin|vpn|wg)([._-]|\d*$)/i;

/** Whether a word is a name with dots rather than a file: `labels.key`, `common.key`. */
const isDottedName = (word: string): boolean => {
  const stem = /^([\w.-]+)\.key$/i.exec(word)?.[1];
  return stem !== undefined && !keyStem.test(stem);
};

/** The texts inside one argument that could be paths: itself, and what follows `=`, `@`, `:` or an attached option. */
export const candidates = (word: string): string[] => {
  if (word.length > 4096) return [];
  if (remote.test(word) && !word.startsWith('file://')) return [];
  if (/\s/.test(word)) return [word];
  const pieces = [word, ...word.split(separators)];
  if (/^-[A-Za-z]./.test(word)) {
    pieces.push(word.slice(2));
    // A cluster such as -if.env ends in the option that takes the path.
    const attached = /^-[A-Za-z]+(?=[./~])/.exec(word);
    if (attached) pieces.push(word.slice(attached[0].length));
  }
  return pieces.filter((piece) => piece !== '' && piece !== mark.unknown && !isDottedName(piece));
};

/** Whether a word can be taken for a path at all: no spaces in the middle of prose, no control characters. */
const looksLikePath = (word: string): boolean => word.length < 1024 && !/[\n|;<>(){}$`]/.test(word);

/** Reports every secret an argument names, wherever in the argument the path stands. */
export const reportArgument = (word: string, reading: Reading, state: Standing): boolean => {
  if (!looksLikePath(word) && !hasGlob(word)) return false;
  return candidates(word).some((piece) => reportRead(piece, reading, state));
};

export const reportArguments = (words: readonly string[], reading: Reading, state: Standing): boolean => {
  let found = false;
  for (const word of words) found = reportArgument(word, reading, state) || found;
  return found;
};
