import { deletePatterns, devicePatterns } from './deletes.ts';
import { gitPatterns } from './git.ts';
import type { Pattern } from './pattern.ts';
import { networkPatterns, secretPatterns } from './secrets.ts';
import { servicePatterns } from './services.ts';
import { permissionPatterns, systemPatterns } from './system.ts';

/** Every pattern, in the order of the documentation. */
export const patterns: readonly Pattern[] = [
  ...deletePatterns,
  ...devicePatterns,
  ...secretPatterns,
  ...networkPatterns,
  ...gitPatterns,
  ...permissionPatterns,
  ...systemPatterns,
  ...servicePatterns,
];

export const patternById: ReadonlyMap<string, Pattern> = new Map(
  patterns.map((pattern) => [pattern.id, pattern]),
);
