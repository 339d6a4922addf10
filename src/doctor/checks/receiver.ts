import net from 'node:net';
import { defineCheck, failed } from '../check.ts';
import type { DoctorSurroundings } from '../surroundings.ts';
import { exportedSignals, isHere, targetOf } from '../target.ts';

/** Undefined when a process accepts the connection, else why not. */
const refusal = (host: string, port: number): Promise<string | undefined> =>
  new Promise((resolve) => {
    const socket = net.connect({ host: host.replace(/^\[(.*)\]$/, '$1'), port, timeout: 3000 });
    const end = (why?: string) => {
      socket.destroy();
      resolve(why);
    };
    socket.once('connect', () => end());
    socket.once('timeout', () => end('no answer within 3 s'));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });

/** What the runtime knows about the receiver: the collector, or the ledger in its place. */
const known = async (at: DoctorSurroundings): Promise<readonly string[]> => {
  const components = await at.components();
  const one =
    components.find(({ name }) => name === 'collector') ?? components.find(({ name }) => name === 'ledger');
  if (!one) return [];
  const log = one.state === 'healthy' ? '' : await at.lastLines(one.name, 3);
  return [
    [`${one.name} is ${one.state}`, one.lastExit].filter(Boolean).join(', '),
    ...log.split('\n').filter(Boolean),
  ];
};

export const receiver = defineCheck({
  id: 'receiver',
  title: 'The port answers',
  group: 'telemetry',
  needs: ['proxy', 'stack'],
  problems: {
    unreachable: failed(
      'Nothing listens where the client sends: the collector is down, or listens elsewhere.',
      'start-observability start; why: start-observability logs collector',
    ),
    'far-unreachable': failed(
      'The other machine cannot be reached.',
      'check its address, its firewall and your VPN',
    ),
  },
  run: async (at) => {
    const reached: string[] = [];
    for (const signal of await exportedSignals(at)) {
      const target = await targetOf(at, signal);
      if (!target) continue;
      const place = `${target.url.hostname}:${target.port}`;
      if (reached.includes(place)) continue;
      const why = await refusal(target.url.hostname, target.port);
      if (why) {
        return isHere(target.url)
          ? { problem: 'unreachable', evidence: [`${place}: ${why}`, ...(await known(at))] }
          : { problem: 'far-unreachable', evidence: [`${place}: ${why}`] };
      }
      reached.push(place);
    }
    return { ok: reached.join(', ') };
  },
});
