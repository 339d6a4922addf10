import { type ComponentName, components } from './components.ts';
import { secrets } from './secrets.ts';

/**
 * The shell lines that the `prepare` container runs: each component that reads secrets gets copies of its own, readable
 * by its user alone, and each that writes to a volume which its image does not prepare gets that volume.
 */
export const prepareScript = (names: readonly ComponentName[]): string => {
  const readers = Object.entries(secrets).flatMap(([secret, { bytes, readers: who }]) =>
    names
      .filter((name) => who.includes(name))
      .map((name) => ({ secret, bytes, name, user: components[name].user })),
  );
  const source = (secret: string, bytes: number) => [
    // The host's, else the one made before, else a new one: `docker compose up` in a checkout has no host's.
    `if [ -s /host-secrets/${secret} ]; then cp /host-secrets/${secret} /secrets/source/${secret}`,
    `elif [ ! -s /secrets/source/${secret} ]; then head -c ${bytes} /dev/urandom | base64 | tr '+/' '-_' | tr -d '=\\n' > /secrets/source/${secret}; fi`,
  ];
  return [
    'umask 077',
    'chmod 755 /secrets',
    'mkdir -p /secrets/source',
    ...Object.entries(secrets).flatMap(([secret, { bytes }]) => source(secret, bytes)),
    ...[...new Set(readers.map(({ name }) => name))].map(
      (name) => `install -d -m 0500 -o ${components[name].user} -g ${components[name].user} /secrets/${name}`,
    ),
    ...readers.map(
      ({ secret, name, user }) =>
        `install -m 0400 -o ${user} -g ${user} /secrets/source/${secret} /secrets/${name}/${secret}`,
    ),
    ...names
      .filter((name) => components[name].isVolumeOfRoot)
      .map(
        (name) =>
          `install -d -m 0700 -o ${components[name].user} -g ${components[name].user} /volumes/${name}`,
      ),
  ].join('\n');
};
