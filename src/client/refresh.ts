import type { Home } from '../config/home.ts';
import type { Config } from '../config/schema.ts';
import { Failure } from '../failure.ts';
import { prepare } from './connect.ts';
import { installHooks } from './hook-service.ts';
import { readRecord } from './record.ts';
import { userSettings } from './settings-file.ts';

/**
 * After a start: the program that the client's hooks call follows the configuration and the version. The
 * client's settings are a person's; they are only compared.
 * @returns whether the settings say something else than setup would write now
 */
export const refresh = async (home: Home, config: Config): Promise<boolean> => {
  const { connections } = await readRecord(home);
  if (connections.some(({ choices }) => choices.hooks)) await installHooks({ home, config });
  const place = userSettings();
  const connection = connections.find(({ file }) => file === place.file);
  if (!connection) return false;
  try {
    const { plan } = await prepare({ home, config, place, choices: connection.choices });
    return plan.changes.length > 0;
  } catch (error) {
    // Settings that are broken meanwhile must not stop the stack: setup and doctor say what is wrong with them.
    if (error instanceof Failure) return true;
    throw error;
  }
};
