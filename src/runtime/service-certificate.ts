import { X509Certificate } from 'node:crypto';
import path from 'node:path';
import { execa } from 'execa';
import type { Home } from '../config/home.ts';
import { certificateFile } from '../hooks/pinned-certificate.ts';
import { keyFolder } from '../hooks/service-key.ts';
import { components } from '../stack/components.ts';
import { serviceOf } from '../stack/service.ts';
import { composeArguments } from './compose-command.ts';
import { engineOf } from './remembered.ts';

const answerMs = 10_000;

const inContainer = path.posix.join(keyFolder(components.hooks.volume ?? ''), certificateFile);

const isCertificate = (text: string): boolean => {
  try {
    return new X509Certificate(text).checkIP('127.0.0.1') !== undefined;
  } catch {
    return false;
  }
};

/**
 * The certificate of the hook service, asked of the engine: what answers on the port could be anybody. Undefined where
 * the service does not run, or has none yet.
 */
export const certificateInContainer = async (home: Home): Promise<string | undefined> => {
  const { stdout, failed } = await execa(
    engineOf(home),
    [...composeArguments(home), 'exec', '-T', serviceOf('hooks'), 'cat', inContainer],
    { reject: false, stdin: 'ignore', timeout: answerMs, stripFinalNewline: false },
  );
  return !failed && isCertificate(stdout) ? stdout : undefined;
};
