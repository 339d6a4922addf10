// The licence texts of the packages whose code is in a bundle: they travel with it, as most of them ask.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const licenceFile = /^(licen[cs]e|copying|notice)/i;

/** The folder of the package that a file below node_modules belongs to. */
const packageFolder = (file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];

const notice = (folder) => {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => licenceFile.test(file))
    .sort()
    .map((file) => readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim());
  const said = typeof license === 'string' ? license : (license?.type ?? 'see below');
  return [`${name} ${version} (${said})`, ...texts].join('\n\n');
};

/**
 * @param {import('esbuild').Metafile} metafile of the bundle
 * @param {string} root the folder that its paths start from
 * @param {readonly string[]} others files that are taken along without being bundled, such as fonts
 * @returns {string} each package once, in the order of its name
 */
export const notices = (metafile, root, others = []) => {
  const files = [...Object.keys(metafile.inputs).map((input) => path.resolve(root, input)), ...others];
  const folders = new Set(files.map((file) => packageFolder(file.replaceAll('\\', '/'))));
  const known = [...folders].filter((folder) => folder && existsSync(path.join(folder, 'package.json')));
  const texts = [...new Set(known.map(notice))].sort();
  return `Software of others in this bundle, each under its own licence.\n\n${texts.join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
};
