/** `node fetch.js PROGRAM --bin=FOLDER --run=FOLDER [--builder=FILE] [--mirror=FOLDER|URL]`: fetches one program, telling how far it is in `run`/fetch-PROGRAM.json. */
import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { parseArgs } from 'node:util';
import { exitCode, Failure } from '../failure.ts';
import { type FetchState, fetchLockPath, writeFetchState } from './background.ts';
import { tryLock } from './lock.ts';
import { obtain } from './obtain.ts';
import { type ProgramName, programs } from './program.ts';
import { progressLine, throttled } from './progress.ts';

const usage = 'fetch PROGRAM --bin=FOLDER --run=FOLDER [--builder=FILE] [--mirror=FOLDER|URL]';

const readArguments = () => {
  const option = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { bin: option, run: option, builder: option, mirror: option },
  });
  const [name] = positionals;
  if (!name || !Object.hasOwn(programs, name) || !values.bin || !values.run)
    throw new Failure(`Usage: ${usage}`, { exitCode: exitCode.usage });
  return { ...values, bin: values.bin, run: values.run, name: name as ProgramName };
};

const main = async (): Promise<void> => {
  const { name, bin, run, builder, mirror } = readArguments();
  const release = await tryLock(fetchLockPath(run, name));
  if (!release) {
    console.log(`${name} is already being fetched`);
    return;
  }
  // What people are doing comes first; compiling takes both cores.
  os.setPriority(10);
  const stop = new AbortController();
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => stop.abort());
  const startedAt = new Date().toISOString();
  let writing: Promise<void> = Promise.resolve();
  const tell = (state: FetchState['state'], message: string) => {
    console.log(message);
    const update = { state, message, pid: process.pid, startedAt, updatedAt: new Date().toISOString() };
    writing = writing.then(() => writeFetchState(run, name, update));
    return writing;
  };
  try {
    await tell('running', `${name}: starting`);
    const found = await obtain(name, {
      bin,
      configured: {},
      mirror,
      builder: builder && (await readFile(builder, 'utf8')),
      report: throttled((progress) => void tell('running', progressLine(progress)), 1000),
      signal: stop.signal,
    });
    await tell('done', `${name} ${found.version} (${found.source}): ${found.path}`);
  } catch (error) {
    process.exitCode = exitCode.failed;
    const text = error instanceof Failure ? error.text : String(error);
    await tell(
      stop.signal.aborted ? 'interrupted' : 'failed',
      stop.signal.aborted ? `${name}: stopped` : text,
    );
  } finally {
    release();
  }
};

await main().catch((error: unknown) => {
  console.error(error instanceof Failure ? error.text : error);
  process.exitCode = error instanceof Failure ? error.exitCode : exitCode.failed;
});
