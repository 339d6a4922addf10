import type { Home } from '../config/home.ts';
import { holdStack, type Teller } from '../runtime/stack.ts';
import { mendRestore } from './backup/put-back.ts';

const said = {
  undone: 'A restore was interrupted: what was there before is back.',
  ended: 'A restore was interrupted once all was in its place: it is complete now.',
} as const;

/**
 * Holds the stack like `holdStack`, and first ends what a killed restore left: nothing may read, copy or remove data that
 * is half in its place. For commands that do any of this.
 */
export const holdWhole = async (home: Home, teller: Teller): Promise<() => void> => {
  const release = await holdStack(home, teller);
  try {
    const mended = await mendRestore(home);
    if (mended) teller.say(said[mended]);
    return release;
  } catch (error) {
    release();
    throw error;
  }
};
