import { execa } from 'execa';
import type { Home } from '../config/home.ts';
import { Failure } from '../failure.ts';
import { edgeNetwork } from '../stack/compose.ts';
import { projectOf } from './project.ts';

/**
 * Makes the network for published ports before Compose does: Podman does not support the option by which Docker keeps
 * answers from outside away, and Compose cannot pass on Podman's own. With these labels Compose uses and removes it.
 */
export const makeEdgeNetwork = async (home: Home): Promise<void> => {
  const project = projectOf(home);
  const name = `${project}_${edgeNetwork}`;
  const labels = { 'com.docker.compose.network': edgeNetwork, 'com.docker.compose.project': project };
  const { failed, stderr } = await execa(
    'podman',
    [
      ...['network', 'create', '--ignore', '--opt', 'no_default_route=1'],
      ...Object.entries(labels).flatMap(([label, value]) => ['--label', `${label}=${value}`]),
      name,
    ],
    { reject: false },
  );
  if (!failed) return;
  throw new Failure('Podman cannot make the network of the published ports.', {
    where: `${name}: ${stderr.trim().split('\n').at(-1)}`,
    fix: 'its version must be one of docs/docker.md; or: start-observability restart --runtime native',
  });
};
