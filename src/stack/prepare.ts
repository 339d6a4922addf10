import { clickhouseUsers } from '../clickhouse/users.ts';
import type { Config } from '../config/schema.ts';
import { settingsVolume, socketVolume } from './claude-code.ts';
import { passwordsInContainer } from './clickhouse.ts';
import type { ComponentName } from './components/component.ts';
import { components } from './components.ts';
import { secrets, secretsOf } from './secrets.ts';
import { type Owner, volumeOwner } from './volume-owner.ts';

const all = '/secrets/all';

const owned = (name: ComponentName, person: Owner | undefined): string => {
  const { user, group } = volumeOwner(name, person);
  return `-o ${user} -g ${group}`;
};

/** Our own secrets: the host's, else those made before, else new ones, as `docker compose up` in a checkout has none. */
const ownSecrets = Object.entries(secrets).map(
  ([secret, { bytes }]) =>
    `[ -s ${all}/${secret} ] || od -An -v -tx1 -N${bytes} /dev/urandom | tr -d ' \\n' > ${all}/${secret}`,
);

const { writer, reader } = clickhouseUsers;

/** ClickHouse includes its passwords from a file, written here because only here they are known. */
const clickhousePasswords = [
  ...[writer, reader].map(
    ({ secret, variable }) => `[ -z "\${${variable}:-}" ] || printf %s "$${variable}" > ${all}/${secret}`,
  ),
  `{ echo '<clickhouse>'; for pair in ${[writer, reader].map(({ user, secret }) => `${user}:${secret}`).join(' ')}; do printf '<%s>' "\${pair%%:*}"; sed 's/&/\\&amp;/g; s/</\\&lt;/g; s/>/\\&gt;/g' "${all}/\${pair#*:}"; printf '</%s>' "\${pair%%:*}"; done; echo '</clickhouse>'; } > ${all}/${passwordsInContainer}`,
];

/** Each component gets copies of the secrets it reads, for its user alone. */
const handOut = (name: ComponentName, config: Config, person: Owner | undefined): readonly string[] => {
  const names = [...secretsOf(name, config), ...(name === 'clickhouse' ? [passwordsInContainer] : [])];
  if (names.length === 0) return [];
  const files = names.map((secret) => `${all}/${secret}`).join(' ');
  return [
    `install -d -m 0500 ${owned(name, person)} /secrets/${name}`,
    `install -m 0400 ${owned(name, person)} ${files} /secrets/${name}/`,
  ];
};

/** With everything in it: a stack that was started by `docker compose up` alone has no person to run as. */
const giveVolume = (name: ComponentName, person: Owner | undefined): readonly string[] => {
  const { user, group } = volumeOwner(name, person);
  return [
    `install -d -m 0700 ${owned(name, person)} /volumes/${name}`,
    `chown -R ${user}:${group} /volumes/${name}`,
  ];
};

/**
 * The shell lines that the `prepare` container runs as root before everything else: secrets are handed out, and each
 * component that writes to a volume which its image does not prepare gets that volume.
 */
export const prepareScript = (names: readonly ComponentName[], config: Config, person?: Owner): string =>
  [
    'umask 077',
    'chmod 755 /secrets',
    `mkdir -p ${all}`,
    `if [ -d /host-secrets ]; then cp /host-secrets/* ${all}/; fi`,
    ...ownSecrets,
    ...(names.includes('clickhouse') ? clickhousePasswords : []),
    ...names.flatMap((name) => handOut(name, config, person)),
    ...names.filter((name) => components[name].isVolumeOfRoot).flatMap((name) => giveVolume(name, person)),
    // Everybody in the client's container may read its settings and connect to the socket.
    `install -d -m 0755 ${owned('hooks', person)} /volumes/${socketVolume}`,
    `chmod 0755 /volumes/${settingsVolume}`,
    `node client/container/main.js /volumes/${settingsVolume}`,
  ].join('\n');
