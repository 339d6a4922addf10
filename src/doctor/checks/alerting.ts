import { receiversOf } from '../../config/alerting.ts';
import { attemptsOf } from '../../prometheus/alertmanager.ts';
import { activeAlertmanagers } from '../../prometheus/api.ts';
import { defineCheck, failed, warning } from '../check.ts';
import { prometheusUrl } from '../prometheus.ts';
import type { DoctorSurroundings } from '../surroundings.ts';

/** Receivers of which attempts failed since Alertmanager started. */
const failingReceivers = async ({ config }: DoctorSurroundings): Promise<readonly string[]> => {
  const address = `http://127.0.0.1:${config.ports.alertmanager}`;
  const receivers = receiversOf(config.alerting).map(({ name }) => name);
  const attempts = await Promise.all(receivers.map((name) => attemptsOf(address, name)));
  return receivers.flatMap((name, index) => {
    const { made, failed: lost } = attempts[index] ?? { made: 0, failed: 0 };
    return lost > 0 ? [`${name}: ${lost} of ${made} attempts failed`] : [];
  });
};

export const alerting = defineCheck({
  id: 'alerting',
  title: 'Alerts reach a person',
  group: 'surroundings',
  needs: ['config', 'stack'],
  problems: {
    nobody: warning(
      'Alerting is on, and no receiver is named: nothing is sent.',
      'name one under alerting in config.yaml; see docs/alerting.md',
    ),
    away: failed(
      'Prometheus sends alerts nowhere: it has no Alertmanager.',
      'start-observability restart; its log: start-observability logs prometheus',
    ),
    failing: warning(
      'Alertmanager could not deliver to a receiver.',
      'start-observability alerts test RECEIVER says why',
    ),
  },
  run: async (at) => {
    const { alerting: set } = at.config;
    if (!set.enabled) return { ok: 'off: alerts are shown, not sent' };
    const heard = await activeAlertmanagers(prometheusUrl(at)).catch(() => undefined);
    if (!heard) return { notReached: 'Prometheus does not answer' };
    if (heard.length === 0) return { problem: 'away' };
    if (set.existing) return { ok: `sent to ${set.existing.url}` };
    const receivers = receiversOf(set).map(({ name }) => name);
    if (receivers.length === 0) return { problem: 'nobody' };
    const failing = await failingReceivers(at).catch(() => undefined);
    if (!failing) return { notReached: 'Alertmanager does not answer' };
    if (failing.length > 0) return { problem: 'failing', evidence: failing };
    return { ok: `sent to ${receivers.join(', ')}` };
  },
});
