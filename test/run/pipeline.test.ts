import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';

const root = path.resolve(import.meta.dirname, '..', '..');

test('the hosted pipeline runs `npm cit` on the oldest Node that the package allows, with the right to read alone', () => {
  const { permissions, jobs } = parse(readFileSync(path.join(root, '.github/workflows/ci.yml'), 'utf8'));
  const steps: readonly { run?: string; with?: Record<string, string> }[] = jobs['default-suite'].steps;
  const { engines, scripts } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  expect(permissions).toEqual({ contents: 'read' });
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['npm cit']);
  expect(jobs.advisories.steps.at(-1).run).toBe('npm audit --omit=dev --audit-level=high');
  expect(scripts.test).toContain('vitest run');
  const node = steps.find((step) => step.with?.['node-version'])?.with?.['node-version'];
  expect(engines.node).toBe(`>=${node?.split('.').slice(0, 2).join('.')}`);
});
