import { canary } from '../../catalogue/canary.ts';
import {
  contradictingGroups,
  groupPath,
  type PushedGroup,
  pushedGroups,
} from '../../hooks/push/pushed-groups.ts';
import { pushJob } from '../../hooks/push/state-push.ts';
import { isReady } from '../../runtime/ready.ts';
import { components } from '../../stack/components.ts';
import { defineCheck, failed } from '../check.ts';
import { metricsText, samplesIn } from '../ledger.ts';
import { asReader, scrapeMilliseconds, until } from '../prometheus.ts';
import type { DoctorSurroundings } from '../surroundings.ts';

/** What the service says of its last push; empty when it went well. */
const pushError = async ({ config }: DoctorSurroundings): Promise<string> => {
  try {
    const response = await fetch(`http://127.0.0.1:${config.ports.hooks}/ready`, {
      signal: AbortSignal.timeout(2000),
    });
    const { push } = (await response.json()) as { push?: { error?: string; failures?: number } };
    return push?.failures ? (push.error ?? '') : '';
  } catch {
    return '';
  }
};

const groupText = ({ labels, types }: PushedGroup): string =>
  `${Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')} pushes ${[...types.keys()].filter((name) => name.startsWith('claude_code')).join(', ')}`;

export const pushed = defineCheck({
  id: 'pushed',
  title: 'Pushgateway has it',
  group: 'hooks',
  needs: ['entry', 'stack', 'prometheus'],
  problems: {
    dead: failed(
      'Pushgateway does not answer. What the hooks count is kept and pushed once it does.',
      'start-observability start; why: start-observability logs pushgateway',
    ),
    contradicted: failed(
      'Pushgateway refuses the push: another job has pushed a metric of ours with another type.',
      'delete the group that is named below, and end the script that pushes it',
    ),
    missing: failed(
      'The hook-event service does not push its state to Pushgateway.',
      'start-observability restart hooks; why: start-observability logs hooks',
    ),
  },
  run: async (at) => {
    const { hooks } = at.trace;
    if (hooks === undefined) return { notReached: 'the hook-event service did not count it' };
    const { pushgateway } = at.config.ports;
    const place = `http://127.0.0.1:${pushgateway}`;
    if (!(await isReady(`${place}${components.pushgateway.ready.path}`))) {
      const one = (await at.components()).find(({ name }) => name === 'pushgateway');
      const state = one ? [[`pushgateway is ${one.state}`, one.lastExit].filter(Boolean).join(', ')] : [];
      return { problem: 'dead', evidence: [place, ...state] };
    }
    const begun = Date.now();
    // After a start the service repeats what it showed last until Prometheus has seen it.
    const patience = 4 * scrapeMilliseconds(at) + 8000;
    const isThere = await until(patience, async () => {
      const samples = samplesIn((await metricsText(at, pushgateway)) ?? '', canary.series);
      return samples.some(({ labels, value }) => labels.includes(`"${pushJob}"`) && value >= hooks)
        ? true
        : undefined;
    });
    if (isThere) return { ok: `after ${((Date.now() - begun) / 1000).toFixed(1)} s` };
    const error = await pushError(at);
    const contradicting = contradictingGroups(await pushedGroups(place, asReader(at).headers));
    const [first] = contradicting;
    if (first && /inconsistent|invalid/.test(error)) {
      return {
        problem: 'contradicted',
        evidence: [...contradicting.map(groupText), error.slice(0, 160)],
        fix: `curl -X DELETE -u push:PASSWORD ${place}${groupPath(first)} (the password is in secrets/pushgateway-password); and end the script that pushes it`,
      };
    }
    return { problem: 'missing', evidence: [error || `waited ${Math.round(patience / 1000)} s`] };
  },
});
