import { expect, test } from 'vitest';
import { realClient } from '../real-client.ts';
import { look } from './look.ts';

const client = await realClient();

test.skipIf(!client)(
  'the catalogue knows everything that the tested client says of itself and sends',
  async () => {
    const { found, fresh } = await look(client ?? '');
    expect(Object.values(fresh).flat()).toEqual([]);
    // Where a new way of building the client hid everything, nothing new would be found either.
    for (const kind of ['metrics', 'spans', 'hookEvents', 'settings', 'variables', 'attributes'])
      expect({ kind, isEmpty: (found[kind] ?? []).length < 5 }).toEqual({ kind, isEmpty: false });
    expect(found['events']).toContain('api_request');
  },
  240_000,
);
