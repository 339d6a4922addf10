import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Asks a registry which digest a tag stands for (OCI distribution specification 1.1, "Pulling manifests"). */

const waitSeconds = 30;
const mostManifestBytes = 4 * 1024 * 1024;

/** An index of platforms before a single manifest: what is pinned must fit every platform. */
const accepted = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');

/** Docker Hub's own registry, where a name says no other. */
export const dockerHub = 'https://registry-1.docker.io';

const get = (url: string, headers: Readonly<Record<string, string>>): Promise<Response> =>
  fetch(url, { headers, signal: AbortSignal.timeout(waitSeconds * 1000) });

/** Where a registry sends those who have no token: `Bearer realm="…",service="…",scope="…"`. */
const tokenUrl = (challenge: string): string | undefined => {
  const fields = new Map(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, value]),
  );
  const realm = fields.get('realm');
  if (!/^Bearer /i.test(challenge) || !realm) return undefined;
  const url = new URL(realm);
  for (const name of ['service', 'scope']) url.searchParams.set(name, fields.get(name) ?? '');
  return url.href;
};

const tokenFrom = async (url: string): Promise<string> => {
  const answer = await get(url, {});
  if (!answer.ok) throw new Error(`${new URL(url).host} gives no token: ${answer.status}`);
  const { token, access_token: other } = z
    .object({ token: z.string().optional(), access_token: z.string().optional() })
    .parse(await answer.json());
  return token ?? other ?? '';
};

/**
 * The digest of `name:tag`, computed from the manifest that the registry sends, so that nobody's word is taken for it.
 * @throws when the registry does not answer, does not have it, or says another digest than the manifest has
 */
export const digestOf = async (image: string, registry = dockerHub): Promise<string> => {
  const [, name = '', tag = ''] = /^([\w./-]+):([\w.-]+)$/.exec(image) ?? [];
  if (!name) throw new Error(`${image} is not an image with a tag`);
  const url = `${registry}/v2/${name.includes('/') ? name : `library/${name}`}/manifests/${tag}`;
  let answer = await get(url, { accept: accepted });
  const where = answer.status === 401 ? tokenUrl(answer.headers.get('www-authenticate') ?? '') : undefined;
  if (where) answer = await get(url, { accept: accepted, authorization: `Bearer ${await tokenFrom(where)}` });
  if (!answer.ok) throw new Error(`${registry} answers ${answer.status} for ${image}`);
  const manifest = Buffer.from(await answer.arrayBuffer());
  if (manifest.length > mostManifestBytes) throw new Error(`the manifest of ${image} is larger than 4 MiB`);
  const digest = `sha256:${createHash('sha256').update(manifest).digest('hex')}`;
  const said = answer.headers.get('docker-content-digest');
  if (said && said !== digest) throw new Error(`${registry} says ${said} for ${image}, but sends ${digest}`);
  return digest;
};
