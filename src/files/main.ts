import { setTimeout as sleep } from 'node:timers/promises';
import { layoutAt, readKey } from './layout.ts';
import { parseLog } from './parse.ts';
import { startReceiver } from './receiver.ts';

/**
 * The receiver of one session, as a process of its own: it outlives the wrapper where that is killed, takes what the
 * client still sends, and makes the data when the client has ended.
 */

const everyMilliseconds = 500;

/** What the wrapper asks for. */
export type ToReceiver = { readonly client: number } | 'stop';

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const start = async (): Promise<void> => {
  const { FILES_ROOT = '', FILES_LOG = '', FILES_TOKEN = '', FILES_PORT = '0' } = process.env;
  const place = layoutAt(FILES_ROOT);
  const settings = { log: FILES_LOG, key: readKey(place), token: FILES_TOKEN, port: Number(FILES_PORT) };
  const receiver = await startReceiver(settings);
  let client: number | undefined;
  const end = async (): Promise<never> => {
    await receiver.close();
    process.exit(0);
  };
  process.on('message', (message: ToReceiver) => {
    if (message === 'stop') void end();
    else client = message.client;
  });
  process.on('disconnect', async () => {
    while (client !== undefined && isAlive(client)) await sleep(everyMilliseconds);
    await receiver.close();
    await parseLog(place, FILES_LOG);
    process.exit(0);
  });
  process.send?.({ port: receiver.port });
};

start().catch((error: Error) => {
  process.send?.({ error: error.message });
  process.exit(1);
});
