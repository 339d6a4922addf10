import { isAtLeast } from '../../binaries/probe.ts';
import { checkout } from '../../checkout.ts';
import { components } from '../../stack/components.ts';
import { defineCheck, warning } from '../check.ts';

export const versions = defineCheck({
  id: 'versions',
  title: 'Versions',
  group: 'surroundings',
  needs: [],
  problems: {
    'services-behind': warning(
      'The services that run are of another version than this command line.',
      'start-observability restart',
    ),
    behind: warning(
      'A program is older than the version this project pins. It works; fixes of the newer one are missing.',
      'nothing must be done; to have the pinned one, take the older one off PATH or name another in programs.* of config.yaml',
    ),
  },
  run: async ({ components: ask }) => {
    const running = await ask();
    const stale = running.filter(
      ({ name, version }) => components[name].program === 'service' && version !== checkout.version,
    );
    if (stale.length > 0) {
      return {
        problem: 'services-behind',
        evidence: stale.map(({ name, version }) => `${name} ${version}, here ${checkout.version}`),
      };
    }
    const behind = running.flatMap(({ name, version }) => {
      const pinned = components[name].version.replace(/^v/, '');
      return pinned === 'local' || isAtLeast(version, pinned) ? [] : [`${name} ${version}, pinned ${pinned}`];
    });
    if (behind.length > 0) return { problem: 'behind', evidence: behind };
    return { ok: `start-observability ${checkout.version}, node ${process.versions.node}` };
  },
});
