import { globMatcher } from '../text/glob.ts';
import { hasGlob, isKnown } from '../text/text.ts';

/** Pattern ids of the files that hold secrets. */
export type SecretKind =
  | 'dotenv'
  | 'private-key'
  | 'cloud-credentials'
  | 'tool-credentials'
  | 'system-credentials'
  | 'process-environment';

/** Endings that mark a file as a harmless model of the real one. */
const model = /[._-](example|sample|template|dist|schema|tmpl|tpl)$/;
const backup = /(\.(bak|backup|old|orig|save|swp|copy|\d+)|~|[-_](old|bak|backup|copy))$/;

const dotenvName = /^(\.env([.~_-].*)?|\.envrc(\..*)?|[^.*].*\.env)$/;

const keyNames = [
  /^id_(rsa|dsa|ecdsa|ed25519)(_sk)?([._-].*)?$/,
  /[_-](rsa|dsa|ecdsa|ed25519)$/,
  /\.(pem|key|p12|pfx|jks|keystore|keyring|ppk|p8|kdbx?|ovpn|keychain|keychain-db|keytab)$/,
  /^ssh_host_.*_key$/,
  /^secring\.gpg$/,
];

/** Names of certificates and other public halves among the endings that keys have too. */
const publicName =
  /^(?!.*(key|priv|secret)).*(cert|chain|bundle|root|public|dhparam|csr|isrg|(^|[._-])(ca|pub|crt|dh|req|trust|leaf|intermediate|server-ca)([._-]|\d*\.)).*\.(pem|p7b|crt|cer|der)$/;

/** Folders of other people's code, whose keys are test data. */
const foreign = /(^|\/)(node_modules|vendor|__pycache__|site-packages)\//;

/** Ends of paths, lower case, by what they hold. A `/` at the end means the folder and all that is below it. */
// biome-ignore format: a table
const ends: Record<Exclude<SecretKind, 'dotenv' | 'process-environment'>, readonly string[]> = {
  'private-key': ['.ssh/', '.gnupg/', '.password-store/', '.pki/', 'library/keychains/', 'wallet.dat'],
  'cloud-credentials': [
    '.aws/', '.azure/', '.gcp', '.config/gcloud/', '.kube/config', '.kube/config.bak', '/etc/kubernetes/admin.conf', '.boto', '.s3cfg',
    '.oci/config', '.config/doctl/config.yaml', '.config/rclone/rclone.conf', '.terraform.d/credentials.tfrc.json', '.terraformrc',
    'terraform.tfvars', 'application_default_credentials.json', '.config/op/', '.vault-token', '.databrickscfg', '.bluemix/',
    '.config/fly/config.yml', '.config/netlify/config.json', '.config/stripe/config.toml', '.config/.wrangler/config/', '.wrangler/config/', '.railway/config.json', '.cloudflared/', '.minikube/ca.key', '.pulumi/credentials.json',
    '/etc/rancher/k3s/k3s.yaml', '.config/hcloud/cli.toml', '.fly/config.yml', '.netlify/config.json',
  ],
  'tool-credentials': [
    '.docker/config.json', '.dockercfg', '.npmrc', '.pypirc', '.netrc', '_netrc', '.pgpass', '.my.cnf', '.mylogin.cnf',
    '.git-credentials', '.config/git/credentials', '.gitconfig', '.gem/credentials', '.cargo/credentials', '.cargo/credentials.toml',
    '.config/gh/hosts.yml', '.config/hub', '.config/glab-cli/config.yml', '.config/pypoetry/auth.toml', '.htpasswd', '.curlrc',
    '.wgetrc', '.claude/.credentials.json', '.claude.json', '.claude/settings.local.json', '.mcp.json', '.codex/auth.json',
    '.gemini/', '.pi/agent/models.json', '.config/amp/settings.json', '.local/share/amp/secrets.json', '.config/cursor/auth.json',
    '.m2/settings.xml', '.gradle/gradle.properties', '.nuget/nuget.config', '.nuget/nuget/nuget.config', '.composer/auth.json', '.bundle/config', '.subversion/auth/',
    '.mozilla/firefox/', 'login data', '.local/share/keyrings/', '.config/google-chrome/', '.snowsql/config', '.config/configstore/',
    'credentials.json', 'secrets.json', 'secrets.yaml', 'secrets.yml', 'secrets.toml', 'database.json', 'master.key', '.credentials',
    '.credentials.json', '.secrets', '.redisclirc', '.mongorc.js', '.dbshell', '.cf/config.json', '.config/heroku/', '.ngrok2/ngrok.yml',
    '.kaggle/kaggle.json', '.config/kaggle/kaggle.json', '.expo/state.json', '.config/openai/', '.sentryclirc', '.config/ngrok/', '.config/helm/registry/', '.config/containers/auth.json', '.config/age/', '.age/', '.config/github-copilot/', '.m2/settings-security.xml', '.electrum/', '.ethereum/keystore/', '.config/solana/id.json', '.continue/config.json', '.thunderbird/',
    '.config/gspread/', '.lftprc', '.msmtprc', '.fetchmailrc', '.offlineimaprc', '.smbcredentials', '.config/sops/',
  ],
  'system-credentials': [
    '/etc/shadow', '/etc/shadow-', '/etc/gshadow', '/etc/gshadow-', '/etc/master.passwd', '/etc/sudoers', '/etc/sudoers.d/',
    '/etc/ssl/private/', '/etc/networkmanager/system-connections/', '/etc/wpa_supplicant/', '/etc/security/opasswd', '/etc/wireguard/', '/etc/ppp/chap-secrets', '/etc/krb5.keytab', '/run/secrets/',
    '/var/run/secrets/', '/etc/letsencrypt/live/', '/etc/letsencrypt/archive/', 'windows/system32/config/sam',
  ],
};

const serviceAccount =
  /^(service[-_]?account([-_]?key)?.*\.json|.*[-_]credentials?\.json|client_secret.*\.json|gcp-key.*\.json)$/;
const tfvars = /\.tfvars(\.json)?$/;

/** Public or merely descriptive files inside folders that are otherwise secret. */
const harmlessInside =
  /(^|\/)(known_hosts(\.old)?|.*\.pub|(fullchain|chain|cert)\d*\.pem|(readme|license|changelog)(\.(md|txt|rst))?|\.git(ignore|attributes|keep))$/;

const endsWithEntry = (path: string, entry: string): boolean => {
  const folder = entry.endsWith('/');
  const rooted = entry.startsWith('/');
  const bare = folder ? entry.slice(0, -1) : entry;
  if (rooted) return path === bare || (folder && path.startsWith(entry));
  if (path === bare || path.endsWith(`/${bare}`)) return true;
  return folder && (path.startsWith(entry) || path.includes(`/${entry}`));
};

const byEnd = new Map<string, [string, SecretKind][]>();
const folderEntries: [string, SecretKind][] = [];
for (const [kind, entries] of Object.entries(ends)) {
  for (const entry of entries) {
    if (entry.endsWith('/')) folderEntries.push([entry, kind as SecretKind]);
    const bare = entry.replace(/\/$/, '');
    const name = bare.slice(bare.lastIndexOf('/') + 1);
    byEnd.set(name, [...(byEnd.get(name) ?? []), [entry, kind as SecretKind]]);
  }
}

const tableKind = (path: string, name: string): SecretKind | undefined =>
  (byEnd.get(name) ?? []).find(([entry]) => endsWithEntry(path, entry))?.[1] ??
  folderEntries.find(([entry]) => endsWithEntry(path, entry))?.[1];

/** What is below a dot folder of a home. */
const homeFile = /^(?:\/home\/[^/]+|\/users\/[^/]+|\/root|~)\/\.([^/]+\/.+)$/;

/** Names under which programs keep the logins of a person, wherever below the home they put them. */
const storeName =
  /^(oauth[\w-]*|auth|creds?|[\w.-]*credentials?|tokens?|[\w.-]+[-_.]tokens?|[\w]*tokens?[-_]cache|access[-_]?tokens?|api[-_]?keys?|secrets?|logins|cookies)(\.(json|ya?ml|toml|ini|txt|db|conf|sqlite))?$/;

/** Folders of the home that hold code, caches and conversations, not logins. */
const ownWork =
  /^(git|github|vscode|cache\/(?!huggingface)|npm\/_|cargo\/registry|rustup|nvm|pyenv|local\/(lib|bin|share\/(applications|nvim))|claude\/(projects|plugins|skills|agents|commands|todos))/;

const isPersonalStore = (path: string, name: string): boolean => {
  const below = homeFile.exec(path)?.[1];
  return below !== undefined && storeName.test(name) && !ownWork.test(below);
};

/** `~/.kube/prod.yaml`: any file directly in the folder of kubectl. */
const kubeconfig = /^(?:\/home\/[^/]+|\/users\/[^/]+|\/root|~)\/\.kube\/[^/]*(config|\.ya?ml|\.conf)[^/]*$/;

const nameKind = (path: string, name: string): SecretKind | undefined => {
  if (dotenvName.test(name)) return 'dotenv';
  if (publicName.test(name)) return undefined;
  if (keyNames.some((one) => one.test(name))) return foreign.test(path) ? undefined : 'private-key';
  if (serviceAccount.test(name) || tfvars.test(name) || kubeconfig.test(path)) return 'cloud-credentials';
  return undefined;
};

const knownKind = (path: string): SecretKind | undefined => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === '' || model.test(name) || harmlessInside.test(path)) return undefined;
  if (/^\/proc\/[^/]+\/environ$/.test(path)) return 'process-environment';
  const kind =
    nameKind(path, name) ??
    tableKind(path, name) ??
    (isPersonalStore(path, name) ? 'tool-credentials' : undefined);
  if (kind !== undefined || !backup.test(name)) return kind;
  const stem = path.replace(backup, '');
  const kept = knownKind(stem);
  // A backup of a project's own settings is not a store; a backup of a key or of a store in the home is.
  return kept === 'tool-credentials' && !path.includes('/.docker/') ? undefined : kept;
};

/** Names a glob is tried against, and neutral names it must not match as well: `*` is not an attempt at a secret. */
// biome-ignore format: a list
const bait: readonly string[] = [
  '.env', '.env.local', '.env.production', 'id_rsa', 'id_ed25519', 'credentials', '.netrc', '.npmrc', '.pypirc', '.pgpass', '.git-credentials',
  'server.key', 'private.key', 'server.pem', 'key.pem', 'cert.p12', 'keystore.jks', 'secrets.yaml', 'secrets.json', '.ssh', '.aws', '.gnupg', 'shadow',
];
// biome-ignore format: a list
const neutral = [
  'a', 'src', 'index.ts', 'main.py', 'README.md', 'package.json', 'docker-compose.yml', 'config.yaml', 'settings.toml', 'data.csv', 'image.png', 'test', 'config', 'credits.txt', 'server.ts',
  'test_main.py', 'a-b.txt', 'my file', 'settings', 'secret.ts', 'shell.sh', 'id', 'environment', 'keys.ts', 'private',
];

const cleanParts = (path: string): string[] => path.split('/').filter((part) => part !== '' && part !== '.');

/** Tries each glob component as the bait names it can match, then reads the path as if it had been typed out. */
const globKind = (path: string): SecretKind | undefined => {
  const parts = cleanParts(path);
  const rooted = path.startsWith('/') ? '/' : '';
  const candidates = (part: string): string[] => {
    if (!hasGlob(part) && isKnown(part)) return [part];
    const fits = globMatcher(part);
    if (neutral.some(fits)) return parts.length > 1 ? ['x'] : [];
    const names = bait.filter(fits);
    return names.length === 0 ? ['x'] : names;
  };
  let paths = [rooted];
  for (const part of parts) {
    const options = candidates(part).slice(0, 6);
    paths = paths
      .flatMap((head) => options.map((name) => (head === rooted ? head + name : `${head}/${name}`)))
      .slice(0, 24);
  }
  return paths.map((one) => knownKind(one)).find((kind) => kind !== undefined);
};

/**
 * What kind of secret a path names, `undefined` for none. Takes abstract text: a glob counts when it can match a well-known
 * secret and no ordinary file. The comparison ignores case, as the file systems of two of three platforms do.
 */
export const secretKind = (path: string): SecretKind | undefined => {
  if (path.length > 4096 || path === '') return undefined;
  const lower = path
    .toLowerCase()
    .replaceAll('\\', '/')
    .replace(/\/+/g, '/')
    .replace(/(?<=[^/])\/$/, '')
    .replace(/\uE001/g, '');
  if (!hasGlob(lower) && isKnown(lower)) return knownKind(lower);
  return globKind(lower);
};
