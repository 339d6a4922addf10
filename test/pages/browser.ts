import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { delimiter, join } from 'node:path';
import { execa } from 'execa';
import { type Browser, chromium } from 'playwright-core';
import { lock } from '../../src/binaries/lock.ts';
import { testBin } from '../programs.ts';

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The machine's own Chromium (`$CHROMIUM`, else on the `PATH`). */
function installedChromium(): string | undefined {
  const configured = process.env['CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const found = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [configured, ...found].find((path) => path !== undefined && executable(path));
}

const unpacked = join(testBin, 'chromium-153');

/** The machine's own fonts, and those of the package for machines without any. */
const fontConfiguration = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(unpacked, 'fonts')}</dir>
  <cachedir>${join(unpacked, 'cache')}</cachedir>
</fontconfig>
`;

/** The Chromium of an npm package, unpacked once. The package unpacks into the folder for temporary files. */
async function packagedChromium(): Promise<string | undefined> {
  if (process.platform !== 'linux') return undefined;
  mkdirSync(testBin, { recursive: true });
  const release = await lock(join(testBin, 'chromium.lock'));
  try {
    if (existsSync(unpacked)) return join(unpacked, 'chromium');
    const fresh = mkdtempSync(`${unpacked}-`);
    await execa(process.execPath, [join(import.meta.dirname, 'unpack-chromium.mjs')], {
      env: { TMPDIR: fresh },
    });
    writeFileSync(join(fresh, 'fonts.conf'), fontConfiguration);
    renameSync(fresh, unpacked);
    return join(unpacked, 'chromium');
  } catch (error) {
    console.warn(`skipped: Chromium is not to be had here: ${(error as Error).message}`);
    return undefined;
  } finally {
    release();
  }
}

/** A Chromium: the machine's own, else the one that came with the packages. */
export const findChromium = async (): Promise<string | undefined> =>
  installedChromium() ?? (await packagedChromium());

/** A browser that talks to nobody but the page under test. */
export const openBrowser = (executablePath: string): Promise<Browser> => {
  const isPackaged = executablePath.startsWith(unpacked);
  return chromium.launch({
    executablePath,
    // Under the C locale the packaged Chromium reports a language that JavaScript refuses.
    env: { ...process.env, LC_ALL: 'en_US.UTF-8', ...(isPackaged && { FONTCONFIG_PATH: unpacked }) },
    args: [
      '--headless',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
};
