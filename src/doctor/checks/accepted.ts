import { signalKeys, signals } from '../../otlp/model.ts';
import { canaryRequest } from '../canary.ts';
import { defineCheck, failed } from '../check.ts';
import { askCanaries } from '../ledger.ts';
import { send } from '../send.ts';
import { exportedSignals, isElsewhere, targetOf } from '../target.ts';

/** An answer in one line, without the markup of a page that another program serves there. */
const shortly = (answer: string): string =>
  answer
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>|<[^>]*>/gi, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 160);

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
    overloaded: failed(
      'The receiver says that it cannot take more now; clients send it again.',
      'make room on the disk, or raise memory.collector; why: start-observability logs collector, logs ledger',
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
        const why = shortly((error as Error).message);
        return {
          problem: /\b(429|503)\b|UNAVAILABLE|RESOURCE_EXHAUSTED/.test(why) ? 'overloaded' : 'refused',
          evidence: [`${signal} over ${target.protocol} to ${target.url.href}: ${why}`],
        };
      }
      told.push(`${signal} ${Math.round(performance.now() - begun)} ms`);
    }
    return { ok: told.join(', ') };
  },
});
