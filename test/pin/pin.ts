import { componentNames, components } from '../../src/stack/components.ts';
import { digestOf } from './registry.ts';

/** Files whose images are pinned where they are named. */
export const dockerfiles = ['Dockerfile', 'claude-code/Dockerfile'] as const;

const base = /^(FROM )([\w./-]+:[\w.-]+)(@sha256:[0-9a-f]{64})?/gm;

/** Images that a Dockerfile starts from, without their digests. */
export const basesOf = (dockerfile: string): readonly string[] => [
  ...new Set([...dockerfile.matchAll(base)].map(([, , image = '']) => image)),
];

/** Images of others that components run. */
export const componentImages = (): readonly string[] =>
  componentNames
    .map((name) => components[name])
    .filter(({ program }) => program !== 'service')
    .map(({ image, version }) => `${image}:${version}`);

/** A Dockerfile with the digest behind each tag. */
export const pinned = (dockerfile: string, digests: ReadonlyMap<string, string>): string =>
  dockerfile.replaceAll(base, (line, from: string, image: string) => {
    const digest = digests.get(image);
    return digest ? `${from}${image}@${digest}` : line;
  });

/** The table of digests as source text. */
export const tableOf = (before: string, digests: ReadonlyMap<string, string>): string => {
  const entries = [...digests].toSorted(([one], [other]) => (one < other ? -1 : 1));
  const lines = entries.map(([image, digest]) => `  '${image}':\n    '${digest}',\n`).join('');
  return before.replace(/= \{[^}]*\};/, `= {${lines && `\n${lines}`}};`);
};

const reasonOf = (error: unknown): string => {
  const { message, cause } = error as Error;
  return cause instanceof Error
    ? `${message}: ${cause.message || ('code' in cause ? cause.code : '')}`
    : message;
};

/**
 * The digest of every image, or none at all.
 * @throws with every image that could not be resolved
 */
export const resolveAll = async (
  images: readonly string[],
  registry: string | undefined,
): Promise<ReadonlyMap<string, string>> => {
  const found = await Promise.allSettled(images.map((image) => digestOf(image, registry)));
  const wrong = found.flatMap((one, at) =>
    one.status === 'rejected' ? [`${images[at]}: ${reasonOf(one.reason)}`] : [],
  );
  if (wrong.length > 0) throw new Error(`Nothing was pinned.\n  ${wrong.join('\n  ')}`);
  return new Map(images.map((image, at) => [image, (found[at] as PromiseFulfilledResult<string>).value]));
};
