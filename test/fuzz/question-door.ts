import type { Door, Random } from './door.ts';

const oneOf = <Item>(items: readonly Item[], random: Random): Item =>
  items[Math.floor(random() * items.length)] as Item;

/** Somewhere to ask: its address, and what may be told with it. */
export interface Place {
  readonly url: string;
  readonly names: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

const hostile: readonly string[] = [
  '',
  '0',
  '-1',
  '1e999',
  'NaN',
  '9'.repeat(400),
  'x'.repeat(5000),
  '9007199254740993',
  '2255-01-01T00:00:00Z',
  '0000-00-00',
  '99999999d',
  "'; DROP TABLE events; --",
  '%',
  '(((((((((((((((((((((((((((((a',
  '\u0000',
  '\u001b[2J',
  '[]',
  '{"a":',
  '__proto__',
  'constructor',
  '../../../etc/passwd',
  'sum(',
  '{__name__=~".+"}',
];

/** Questions of people and pages with one hostile part: an answer or a refusal, and never a failure of ours. */
export const questionDoor = (name: string, places: readonly Place[], sendTruth: Door['sendTruth']): Door => ({
  name,
  sendHostile: async (random: Random) => {
    const { url, names, headers = {} } = oneOf(places, random);
    const asked = new URL(url);
    const text = oneOf(hostile, random);
    if (random() < 0.1) asked.pathname += `/${encodeURIComponent(text)}`;
    else
      for (let times = random() < 0.2 ? 2 : 1; times > 0; times -= 1)
        asked.searchParams.append(oneOf(names, random), text);
    const response = await fetch(asked, { headers });
    await response.arrayBuffer();
    return response.status < 500
      ? undefined
      : `${asked.pathname}${asked.search.slice(0, 200)}: ${response.status}`;
  },
  sendTruth,
  close: () => undefined,
});
