import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { checkout } from '../../src/checkout.ts';
import { clientVersion } from '../../src/stack/claude-code.ts';
import { testBin } from '../programs.ts';
import { nodeImage } from './node-image.ts';

/**
 * What the install stage of `claude-code/Dockerfile` makes, for an engine whose builds reach no network: the same
 * `install.sh`, in the same base image, run on the host. Kept for later runs, as long as the script is the same.
 */
const source = path.join(checkout.root, 'claude-code');
const scripts = ['install.sh', 'scientific.txt'].map((name) => path.join(source, name));
const certificates = '/etc/ssl/certs/ca-certificates.crt';
const inside = '/opt/start-observability';

/** The name under which the engine has it. */
export const installedImage = 'start-observability-claude-code-installed:test';

/** What the host trusts, for the time of the installation: its way out may have authorities of its own. */
const trusted = {
  SSL_CERT_FILE: `${inside}/host.crt`,
  NODE_EXTRA_CA_CERTS: `${inside}/host.crt`,
  PIP_CERT: `${inside}/host.crt`,
  npm_config_cafile: `${inside}/host.crt`,
};

const archive = (): string => {
  const hash = createHash('sha256').update(clientVersion).update(nodeImage);
  for (const file of scripts) hash.update(readFileSync(file));
  return path.join(testBin, `client-installed-${hash.digest('hex').slice(0, 12)}.tar`);
};

const install = async (engine: string, file: string): Promise<void> => {
  const root = path.join(testBin, `client-root-${process.pid}`);
  const docker = (...args: readonly string[]) => execa(engine, ['exec', 'docker', ...args]);
  const copy = async (image: string, from: string, to: string) => {
    const { stdout: id } = await docker('create', image);
    mkdirSync(path.join(root, path.dirname(to)), { recursive: true });
    await docker('cp', '--quiet', `${id}:${from}`, path.join(root, to));
    await docker('rm', id);
  };
  rmSync(root, { recursive: true, force: true });
  try {
    await copy('ubuntu:22.04', '/.', '.');
    await copy(nodeImage, '/usr/local/bin/node', 'usr/local/bin/node');
    await copy(nodeImage, '/usr/local/lib/node_modules', 'usr/local/lib/node_modules');
    mkdirSync(path.join(root, inside), { recursive: true });
    for (const script of scripts) cpSync(script, path.join(root, inside, path.basename(script)));
    cpSync(certificates, path.join(root, inside, 'host.crt'));
    cpSync('/etc/resolv.conf', path.join(root, 'etc/resolv.conf'));
    // A namespace of its own for mounts and processes: whatever happens, nothing stays behind.
    const line =
      'mount --bind /dev "$0/dev" && mount -t proc proc "$0/proc" && exec chroot "$0" sh /opt/start-observability/install.sh';
    await execa('unshare', ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', line, root], {
      env: {
        ...trusted,
        PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
        HOME: '/root',
        CLAUDE_CODE_VERSION: clientVersion,
      },
      extendEnv: false,
      all: true,
    });
    rmSync(path.join(root, inside, 'host.crt'));
    const exclude = ['var/cache/apt', 'root', 'tmp', 'dev', 'proc'].map((name) => `--exclude=./${name}/*`);
    await execa('tar', ['-C', root, ...exclude, '-cf', `${file}.part`, '.']);
    renameSync(`${file}.part`, file);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
};

/** Brings the image into the engine. @throws with what the installation said */
export const bringInstalledImage = async (engine: string): Promise<void> => {
  const file = archive();
  if (!existsSync(file)) await install(engine, file);
  await execa(engine, ['exec', 'docker', 'import', file, installedImage]);
};
