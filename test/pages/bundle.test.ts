import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../packages/viewer/fingerprint.ts';
import { readBundle } from '../../src/pages/bundle.ts';
import { bundlePath } from './serve.ts';

const librariesAreHere = existsSync(new URL('../../node_modules/@grafana/scenes', import.meta.url));
if (!librariesAreHere)
  console.warn('skipped: the viewer’s libraries are not installed, so its page cannot be built');

describe('the committed page', () => {
  it('was built from the sources beside it (else: npm run build:viewer)', async () => {
    expect((await readBundle(bundlePath)).sources).toBe(fingerprint());
  });

  it('is small enough to live in the repository', async () => {
    expect((await stat(bundlePath)).size).toBeLessThan(2 * 1024 * 1024);
  });

  it('sends a board less than 600 kB of script', async () => {
    const { files } = await readBundle(bundlePath);
    const page = ((await files.get('index.html')?.body('identity')) ?? '').toString();
    const scripts = new Set([...page.matchAll(/"\/(assets\/[^"]+\.js)"/g)].map(([, name = '']) => name));
    const sent = await Promise.all([...scripts].map((name) => files.get(name)?.body('br')));
    expect(sent.length).toBeGreaterThan(3);
    expect(sent.reduce((sum, body) => sum + (body?.length ?? Number.NaN), 0)).toBeLessThan(600_000);
  });

  it.skipIf(!librariesAreHere)('is what a new build makes, file for file', async () => {
    const { buildFiles } = await import('../../packages/viewer/build.ts');
    const { files } = await buildFiles();
    const made = [...files].map(([path, content]) => [
      path,
      createHash('sha256').update(content).digest('hex'),
    ]);
    const committed = [...(await readBundle(bundlePath)).files].map(([path, { sha256 }]) => [path, sha256]);
    expect(committed).toEqual(made);
  });
});
