import { signalKeys, signals } from '../../otlp/model.ts';
import { canaryRequest } from '../canary.ts';
import { defineCheck, failed } from '../check.ts';
import { askCanaries } from '../ledger.ts';
import { send } from '../send.ts';
import { exportedSignals, isElsewhere, targetOf } from '../target.ts';

export const accepted = defineCheck({
  id: 'accepted',
  title: 'The collector takes it',
  group: 'telemetry',
  needs: ['receiver'],
  problems: {
    refused: failed(
      'The receiver refuses what the client sends.',
      'start-observability logs collector; is it this stack that listens there?',
    ),
    partial: failed('The receiver drops a part of what the client sends.', 'start-observability logs ledger'),
  },
  run: async (at) => {
    const wanted = await exportedSignals(at);
    at.trace.before = (await isElsewhere(at)) ? {} : await askCanaries(at).catch(() => ({}));
    at.trace.sentAt = Date.now();
    const told: string[] = [];
    for (const signal of signals.filter((one) => wanted.includes(one))) {
      const target = await targetOf(at, signal);
      if (!target) continue;
      const begun = performance.now();
      try {
        const { partialSuccess } = await send(target, canaryRequest(signal, Date.now()));
        if (Number(partialSuccess?.[signalKeys[signal].rejected] ?? 0) > 0) {
          return {
            problem: 'partial',
            evidence: [`${signal}: ${partialSuccess?.errorMessage ?? 'refused'}`],
          };
        }
      } catch (error) {
        return {
          problem: 'refused',
          evidence: [`${signal} over ${target.protocol} to ${target.url.host}: ${(error as Error).message}`],
        };
      }
      told.push(`${signal} ${Math.round(performance.now() - begun)} ms`);
    }
    return { ok: told.join(', ') };
  },
});
