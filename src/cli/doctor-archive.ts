import path from 'node:path';
import { confirm } from '@clack/prompts';
import { archiveOf, writeArchive } from '../doctor/archive/archive.ts';
import type { Section } from '../doctor/archive/contents.ts';
import { scrubbedSections } from '../doctor/archive/scrubbed.ts';
import { exitCode, Failure } from '../failure.ts';
import { paint, print, printJson, say, table } from './terminal.ts';

export interface ArchiveOptions {
  readonly yes?: boolean;
  readonly show?: boolean;
  readonly json?: boolean;
}

const sizeOf = ({ text }: Section): number => Buffer.byteLength(text);

const sizeText = (bytes: number): string => (bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(1)} kB`);

const nameFor = (at: Date): string =>
  `start-observability-archive-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')}`;

const showList = (sections: readonly Section[]): void => {
  print(
    table([
      ['file', 'size', ''].map((title) => paint('dim', title)),
      ...sections.map((section) => [section.name, sizeText(sizeOf(section)), paint('dim', section.what)]),
    ]),
  );
  say(
    '\nTaken out: secrets, tokens and keys, names of people and machines, e-mails, home folders, addresses beyond this machine.',
  );
};

const showTexts = (sections: readonly Section[]): void => {
  for (const { name, text } of sections) print(`${paint('bold', `==> ${name} <==`)}\n${text}`);
};

const mayWrite = async (file: string): Promise<boolean> => {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    throw new Failure('There is no terminal to ask whether this may be written.', {
      fix: 'start-observability doctor --archive --yes, or --show to read it first',
      exitCode: exitCode.usage,
    });
  }
  return (await confirm({ message: `Write ${file}?` })) === true;
};

/** Gathers one archive for a bug report, shows what is in it, asks, and writes it. `given` true: a name with the time. */
export const archive = async (given: string | true, { yes, show, json }: ArchiveOptions): Promise<void> => {
  const at = new Date();
  const folder = nameFor(at);
  const file = path.resolve(given === true ? `${folder}.tar.gz` : given);
  if (!json) say('Gathering; doctor follows a canary, which takes some seconds ...');
  const sections = await scrubbedSections();
  if (show) return showTexts(sections);
  if (!json) showList(sections);
  const contents = sections.map((section) => ({
    name: section.name,
    what: section.what,
    bytes: sizeOf(section),
  }));
  if (!yes && json) return printJson({ file: null, contents });
  if (!yes && !(await mayWrite(file))) {
    throw new Failure('Nothing was written.', { exitCode: exitCode.cancelled });
  }
  const bytes = await archiveOf(sections, folder, at);
  await writeArchive(file, bytes);
  if (json) return printJson({ file, bytes: bytes.length, contents });
  print(`${file}  ${sizeText(bytes.length)}`);
  say(`Look into it before you send it: tar -xzOf ${path.basename(file)} | less`);
};
