import { basic } from '../../src/service/token.ts';
import type { Door, Random } from './door.ts';

const oneOf = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** A push of somebody's script, in its parts. */
const parts = {
  job: 'nightly',
  type: 'gauge',
  metric: 'nightly_rows',
  label: 'shop',
  text: 'berlin',
  value: '7',
  time: '',
};
type Part = keyof typeof parts;

const hostile: readonly string[] = [
  '',
  'NaN',
  '-Inf',
  '1e999',
  '9'.repeat(400),
  'x'.repeat(100_000),
  'claude_code_cost_usage_USD_total',
  'claude_code_hook_events_total',
  'up',
  'job',
  '__name__',
  '} 1\nup{job="ledger"',
  '"\n# TYPE up counter\nup 1\n',
  '\\',
  '\u0000',
  '\ud83d',
  '\u001b]52;c;eA==\u0007',
  '../../api/v1/admin/wipe',
  '%00',
  '%2e%2e%2f',
  'counter',
  'histogram',
  '9223372036854775807',
  '-1',
];

const bodyOf = ({ type, metric, label, text, value, time }: Record<Part, string>): string =>
  `# TYPE ${metric} ${type}\n${metric}{${label}="${text}"} ${value} ${time}\n`;

/** What scripts push, with the password: stored, or refused, and nothing of ours is changed by it. */
export const pushDoor = (url: string, password: string): Door => {
  const authorization = basic('push', password);
  const push = async (job: string, body: string): Promise<number> => {
    const response = await fetch(`${url}/metrics/job/${job}`, {
      method: 'POST',
      headers: { authorization },
      body,
    });
    await response.arrayBuffer();
    return response.status;
  };
  let truths = 0;
  return {
    name: 'pushes',
    sendHostile: async (random: Random) => {
      const changed = { ...parts, [oneOf(Object.keys(parts), random)]: oneOf(hostile, random) };
      const status = await push(encodeURIComponent(changed.job.toWellFormed?.() ?? 'x'), bodyOf(changed));
      return status < 500 ? undefined : String(status);
    },
    sendTruth: async () => {
      truths += 1;
      const status = await push('truth', `truth_rows ${truths}\n`);
      if (status !== 200) throw new Error(`a push that must be stored was answered ${status}`);
    },
    close: () => undefined,
  };
};
