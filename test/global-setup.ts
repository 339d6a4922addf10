import { execa } from 'execa';
import { findChromium } from './pages/browser.ts';
import { programFor } from './programs.ts';

const wanted = ['prometheus', 'promtool', 'pushgateway', 'otelcol'] as const;

/** A machine of CI is thrown away: the browser is simply installed. Elsewhere tests that need one skip, and say so. */
const installChromium = async () => {
  const isOurs = process.env['CI'] === 'true' && process.getuid?.() === 0;
  if (findChromium() || !isOurs) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    execa('apt-get', ['install', '--yes', '--no-install-recommends', 'chromium'], { env });
  try {
    await install().catch(async () => {
      await execa('apt-get', ['update'], { env });
      await install();
    });
  } catch (error) {
    console.warn(`Chromium could not be installed: ${(error as Error).message.split('\n')[0]}`);
  }
};

/** Before any test: what they run is fetched once, one after the other, so that no test waits or fetches by itself. */
export const setup = async (): Promise<void> => {
  for (const name of wanted) await programFor(name);
  await installChromium();
};
