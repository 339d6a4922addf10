import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { lock } from '../src/binaries/lock.ts';
import { testBin } from './programs.ts';

/** The version of Claude Code that the tests run. What a newer one brings: `npm run client:new`. */
export const testedClient = '2.1.332';

const programIn = (folder: string): string => path.join(folder, 'node_modules', '.bin', 'claude');

/**
 * The real client, from the npm registry: its program, kept for all checkouts. `CLAUDE_CLIENT` names another one.
 * @returns undefined, with the reason printed, where it is not to be had
 */
export const realClient = async (version = testedClient): Promise<string | undefined> => {
  const named = process.env['CLAUDE_CLIENT'];
  if (named) return named;
  const folder = path.join(testBin, `claude-code-${version}`);
  if (existsSync(folder)) return programIn(folder);
  await mkdir(testBin, { recursive: true });
  const release = await lock(path.join(testBin, 'claude-code.lock'));
  const fresh = `${folder}.new`;
  try {
    if (existsSync(folder)) return programIn(folder);
    await rm(fresh, { recursive: true, force: true });
    await mkdir(fresh);
    await execa('npm', [
      ...['install', '--prefix', fresh, '--no-audit', '--no-fund', '--no-package-lock'],
      `@anthropic-ai/claude-code@${version}`,
    ]);
    await execa(programIn(fresh), ['--version'], { env: { HOME: fresh } });
    await rename(fresh, folder);
    return programIn(folder);
  } catch (error) {
    console.warn(`skipped: Claude Code ${version} is not to be had here: ${(error as Error).message}`);
    return undefined;
  } finally {
    await rm(fresh, { recursive: true, force: true });
    release();
  }
};

/** What the client is started with so that it asks the made-up Messages API at `url`, and nothing else of the network. */
export const environmentFor = (home: string, url: string): NodeJS.ProcessEnv => ({
  HOME: home,
  PATH: process.env['PATH'],
  ANTHROPIC_BASE_URL: url,
  ANTHROPIC_API_KEY: 'made-up',
  CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
  IS_SANDBOX: '1',
});
