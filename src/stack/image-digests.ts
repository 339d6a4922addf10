/**
 * Digests of the images of others, by name and tag. `npm run pin` writes them; an image that has none here is pinned by
 * its tag alone.
 */
export const imageDigests: Readonly<Record<string, string>> = {};
