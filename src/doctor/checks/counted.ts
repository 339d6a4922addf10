import { listenerOn } from '../../runtime/port.ts';
import { defineCheck, failed } from '../check.ts';
import { askCanaries } from '../ledger.ts';
import { until } from '../prometheus.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { exportedSignals, isElsewhere } from '../target.ts';

/** Milliseconds for the way through the collector's queue, and for a ledger that is just starting. */
const patience = { delivery: 8000, start: 3000 } as const;

const known = async (at: DoctorSurroundings): Promise<readonly string[]> => {
  const ledger = (await at.components()).find(({ name }) => name === 'ledger');
  return ledger ? [[`ledger is ${ledger.state}`, ledger.lastExit].filter(Boolean).join(', ')] : [];
};

/** What listens where the client sends: perhaps another stack. */
const receiving = async ({ config }: DoctorSurroundings): Promise<readonly string[]> => {
  const listener = await listenerOn(config.ports.otlpGrpc);
  return listener
    ? [`port ${config.ports.otlpGrpc} belongs to process ${listener.pid}: ${listener.command.slice(0, 160)}`]
    : [];
};

export const counted = defineCheck({
  id: 'counted',
  title: 'The ledger counts it',
  group: 'telemetry',
  needs: ['accepted'],
  problems: {
    dead: failed(
      'The ledger does not answer. The collector keeps what arrives on disk until it does.',
      'start-observability start; why: start-observability logs ledger',
    ),
    lost: failed(
      'What the collector took has not arrived in the ledger: another collector listens, or ours cannot deliver.',
      'start-observability logs collector',
    ),
  },
  run: async (at) => {
    if (await isElsewhere(at)) return { notReached: 'the ledger is on another machine' };
    const wanted = await exportedSignals(at);
    const { before = {} } = at.trace;
    const isMore = (now: Readonly<Record<string, number>>) =>
      wanted.every((signal) => (now[signal] ?? 0) > (before[signal] ?? 0));
    const begun = Date.now();
    let last: Readonly<Record<string, number>> = {};
    const seen = await until(patience.delivery, async () => {
      try {
        last = await askCanaries(at);
        return isMore(last) ? 'there' : undefined;
      } catch (error) {
        const { cause, message } = error as Error;
        return Date.now() - begun > patience.start ? String(cause ?? message) : undefined;
      }
    });
    if (seen === 'there') {
      at.trace.counted = last;
      return { ok: wanted.join(', ') };
    }
    if (seen)
      return { problem: 'dead', evidence: [`port ${at.config.ports.ledger}: ${seen}`, ...(await known(at))] };
    const missing = wanted.filter((signal) => (last[signal] ?? 0) <= (before[signal] ?? 0));
    return { problem: 'lost', evidence: [`not counted: ${missing.join(', ')}`, ...(await receiving(at))] };
  },
});
