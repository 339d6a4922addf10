import { rmSync } from 'node:fs';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { configSchema } from '../../src/config/schema.ts';
import { otelcol, writeCollector } from './collector.ts';
import { variants } from './variants.ts';

describe.skipIf(!otelcol).each(Object.entries(variants))(
  'the real collector accepts the configuration: %s',
  (_name, change) => {
    test('and knows every component of it', async () => {
      const { file, root } = await writeCollector({
        ledgerPort: 4319,
        secrets: { token: 'Bearer x' },
        config: () => {
          const { privacy, labels, export: exported } = configSchema.parse(change);
          return { privacy, labels, export: exported };
        },
      });
      const { exitCode, all: output } = await execa(
        otelcol?.path ?? 'otelcol',
        ['validate', `--config=${file}`],
        {
          reject: false,
          all: true,
        },
      );
      rmSync(root, { recursive: true });
      expect([exitCode, output]).toEqual([0, '']);
    });
  },
);
