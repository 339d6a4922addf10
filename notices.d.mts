import type { Metafile } from 'esbuild';

/** The licence texts of the packages in a bundle. `root`: where its paths start; `others`: files taken along unbundled. */
export declare const notices: (metafile: Metafile, root: string, others?: readonly string[]) => string;
