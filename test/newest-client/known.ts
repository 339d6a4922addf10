import { readFileSync } from 'node:fs';
import path from 'node:path';
import { harmlessTools } from '@start-observability/guard/tools/client-tools.ts';
import { attributes } from '../../src/catalogue/attributes.ts';
import { events } from '../../src/catalogue/events.ts';
import { hookEvents } from '../../src/catalogue/hook-events.ts';
import { spans } from '../../src/catalogue/spans.ts';
import { metrics } from '../../src/catalogue/telemetry.ts';

/** What nobody has to add to the catalogue, but should read about: as it was in the client that was last looked at. */
export interface LookedAt {
  readonly client: string;
  readonly settings: readonly string[];
  readonly variables: readonly string[];
  /** Tools that the guard judges by what they carry. */
  readonly tools: readonly string[];
}

export const lookedAtFile = path.join(import.meta.dirname, 'looked-at.json');

export const lookedAt = (): LookedAt => JSON.parse(readFileSync(lookedAtFile, 'utf8')) as LookedAt;

/** Everything that this project knows of the client, by kind, and where something new of the kind is written down. */
export const known = (): Readonly<
  Record<string, { readonly names: ReadonlySet<string>; readonly home: string }>
> => {
  const last = lookedAt();
  return {
    metrics: {
      names: new Set(metrics.map(({ name }) => name)),
      home: 'src/catalogue/telemetry.ts',
    },
    events: { names: new Set(Object.keys(events)), home: 'src/catalogue/events/' },
    spans: { names: new Set(Object.keys(spans)), home: 'src/catalogue/spans.ts' },
    attributes: { names: new Set(Object.keys(attributes)), home: 'src/catalogue/attributes/' },
    hookEvents: { names: new Set(Object.keys(hookEvents)), home: 'src/catalogue/hook-events/' },
    tools: {
      names: new Set([...Object.keys(harmlessTools), ...last.tools]),
      home: 'packages/guard/tools/client-tools.ts, or judged: packages/guard/test/client-tools.test.ts',
    },
    settings: { names: new Set(last.settings), home: 'docs/clients.md, where it changes what arrives' },
    variables: { names: new Set(last.variables), home: 'src/doctor/checks/, where it changes what arrives' },
  };
};
