import { buildWhenStale } from './build.ts';
import { openRunFolder } from './run-folder.ts';

/** Before any test: `dist/` is fresh, and what the run starts and writes can be found and removed. */
export const setup = async (): Promise<() => Promise<void>> => {
  await buildWhenStale();
  return openRunFolder();
};
