import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { serve } from '../pages/serve.ts';
import { basesOf, componentImages, dockerfiles, pinned, resolveAll, tableOf } from './pin.ts';
import { digestOf } from './registry.ts';

const sha = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;
const manifestOf = (url: string): string => JSON.stringify({ schemaVersion: 2, annotations: { url } });

/** A registry that wants a token, as Docker Hub does; `lies` names another digest than its manifests have. */
const registry = async ({ lies = false, lacks = '' } = {}) => {
  const asked: string[] = [];
  const { url, stop } = await serve((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    if (path.startsWith('/token')) return void response.end(JSON.stringify({ token: 'let-me-in' }));
    if (request.headers.authorization !== 'Bearer let-me-in')
      return void response
        .writeHead(401, { 'www-authenticate': `Bearer realm="${url}/token",service="here",scope="pull"` })
        .end();
    if (lacks && path.includes(lacks)) return void response.writeHead(404).end();
    const manifest = manifestOf(path);
    response.setHeader('docker-content-digest', lies ? sha('another') : sha(manifest));
    response.end(manifest);
  });
  onTestFinished(() => stop());
  return { url, asked };
};

test('a tag is resolved to the digest of what the registry sends, with a token where it wants one', async () => {
  const { url, asked } = await registry();
  expect(await digestOf('prom/prometheus:v3.14.0', url)).toBe(
    sha(manifestOf('/v2/prom/prometheus/manifests/v3.14.0')),
  );
  expect(await digestOf('ubuntu:22.04', url)).toBe(sha(manifestOf('/v2/library/ubuntu/manifests/22.04')));
  expect(asked).toContain('/token?service=here&scope=pull');
});

test('a registry that names another digest than it sends is not believed', async () => {
  const { url } = await registry({ lies: true });
  await expect(digestOf('prom/prometheus:v3.14.0', url)).rejects.toThrow(/says sha256:.* but sends sha256:/);
});

test('where one image is missing, none is pinned, and it is named', async () => {
  const { url } = await registry({ lacks: 'pushgateway' });
  await expect(resolveAll(componentImages(), url)).rejects.toThrow(
    /Nothing was pinned\.\n {2}prom\/pushgateway:v[\d.]+: .*404/,
  );
});

test('a registry that does not answer pins nothing', async () => {
  await expect(resolveAll(['prom/prometheus:v3.14.0'], 'http://127.0.0.1:9')).rejects.toThrow(
    /Nothing was pinned/,
  );
});

test('every image that is fetched is among those that are pinned', async () => {
  const root = path.resolve(import.meta.dirname, '..', '..');
  const compose = readFileSync(path.join(root, 'compose.yaml'), 'utf8');
  const images = [...compose.matchAll(/^ {4}image: ([\w./-]+:[\w.-]+)/gm)].map(([, image = '']) => image);
  const fetched = images.filter((image) => !image.endsWith(':local'));
  expect(fetched.length).toBeGreaterThan(3);
  for (const image of fetched) expect(componentImages()).toContain(image);
  for (const name of dockerfiles)
    expect(basesOf(readFileSync(path.join(root, name), 'utf8')).length).toBeGreaterThan(0);
});

test('a pinned Dockerfile has the digest behind each tag, and pinning again replaces it', () => {
  const file = 'FROM node:20-bookworm-slim AS base\nFROM base AS ready\nFROM ubuntu:22.04 AS install\n';
  const [one, other] = ['a', 'b'].map((letter) => `sha256:${letter.repeat(64)}`) as [string, string];
  const once = pinned(file, new Map([['node:20-bookworm-slim', one]]));
  expect(once).toBe(file.replace('slim AS', `slim@${one} AS`));
  expect(pinned(once, new Map([['node:20-bookworm-slim', other]]))).toBe(
    file.replace('slim AS', `slim@${other} AS`),
  );
});

test('the table of digests stays one that can be written again', () => {
  const empty = 'export const imageDigests: Readonly<Record<string, string>> = {};\n';
  const full = tableOf(empty, new Map([['prom/prometheus:v3.14.0', sha('x')]]));
  expect(full).toContain(`'prom/prometheus:v3.14.0':\n    '${sha('x')}',`);
  expect(tableOf(full, new Map())).toBe(empty);
});
