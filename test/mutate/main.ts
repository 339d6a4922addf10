/**
 * Breaks a folder on purpose and sees which tests notice: `npm run mutate src/ledger`, or with another number of changes
 * and seed `npm run mutate src/ledger -- 40 7`. Works in a copy; the checkout is not touched. Stryker does more, and
 * needs a newer Node than ours.
 */
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { type Mutation, mutated, mutationsIn } from './mutations.ts';

const [folder = '', count = '20', seed = '1'] = process.argv.slice(2);
const root = path.resolve(import.meta.dirname, '../..');
if (!existsSync(path.join(root, folder, '.')) || folder === '')
  throw new Error('say which folder: npm run mutate src/ledger');
const tests = folder.startsWith('packages/') ? path.join(folder, 'test') : folder.replace(/^src\b/, 'test');

const copy = mkdtempSync(path.join(os.tmpdir(), 'mutate-'));
const leave = (): void => rmSync(copy, { recursive: true, force: true });
process.once('SIGINT', () => {
  leave();
  process.exit(130);
});

/** Numbers that look random and are the same for the same seed. */
let state = Number(seed);
const random = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 2 ** 32;
};

interface Place extends Mutation {
  readonly file: string;
}

const drawn = (places: readonly Place[], most: number): readonly Place[] => {
  const left = [...places];
  return Array.from({ length: Math.min(most, left.length) }, () =>
    left.splice(Math.floor(random() * left.length), 1),
  ).flat();
};

/** Whether the tests fail; what never ends counts as noticed. */
const isNoticed = async (which: readonly string[], timeout: number): Promise<boolean> => {
  const { exitCode } = await execa('npx', ['vitest', ...which, '--run', '--bail', '1'], {
    cwd: copy,
    reject: false,
    timeout,
    env: { CI: 'true' },
  });
  return exitCode !== 0;
};

try {
  await execa('git', [
    '-C',
    root,
    'archive',
    '--format',
    'tar',
    '--output',
    path.join(copy, 'copy.tar'),
    'HEAD',
  ]);
  await execa('tar', ['-xf', 'copy.tar'], { cwd: copy });
  symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
  const begun = Date.now();
  if (await isNoticed([tests], 600_000)) throw new Error(`the tests of ${tests} fail as they are`);
  const timeout = 5 * (Date.now() - begun) + 30_000;
  const places = readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.d)\.ts$/.test(file) && !/(^|\/)(test|bench)\//.test(file))
    .map((file) => path.join(folder, file))
    .toSorted()
    .flatMap((file) =>
      mutationsIn(file, readFileSync(path.join(copy, file), 'utf8')).map((mutation) => ({
        ...mutation,
        file,
      })),
    );
  const chosen = drawn(places, Number(count));
  let noticed = 0;
  for (const place of chosen) {
    const file = path.join(copy, place.file);
    const source = readFileSync(file, 'utf8');
    writeFileSync(file, mutated(source, place));
    // The folder's own tests first: they are quick. Then all that import the file, however far.
    const isKilled =
      (await isNoticed([tests], timeout)) || (await isNoticed(['related', place.file], 3_600_000));
    writeFileSync(file, source);
    if (isKilled) noticed += 1;
    else {
      const line = source.slice(0, place.start).split('\n').length;
      console.log(`survives: ${place.file}:${line}\n  ${place.was}\n  ${place.becomes}`);
    }
  }
  console.log(`${folder}: ${noticed} of ${chosen.length} noticed (${places.length} possible, seed ${seed})`);
} finally {
  leave();
}
