/**
 * Pins every image by the digest that its tag has now: `npm run pin`, or `npm run pin -- http://127.0.0.1:5000` for another
 * registry than Docker Hub. `npm run generate` then writes compose.yaml.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { basesOf, componentImages, dockerfiles, pinned, resolveAll, tableOf } from './pin.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const table = path.join(root, 'src', 'stack', 'image-digests.ts');
const texts = new Map(dockerfiles.map((name) => [name, readFileSync(path.join(root, name), 'utf8')]));
const bases = [...texts.values()].flatMap(basesOf);
const [registry] = process.argv.slice(2);

try {
  const digests = await resolveAll([...new Set([...componentImages(), ...bases])], registry);
  const components = new Map([...digests].filter(([image]) => componentImages().includes(image)));
  await writeFileAtomic(table, tableOf(readFileSync(table, 'utf8'), components));
  for (const [name, text] of texts) await writeFileAtomic(path.join(root, name), pinned(text, digests));
  for (const [image, digest] of digests) console.log(`${image}  ${digest}`);
  console.log('Now: npm run generate');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
