import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { checkout } from '../checkout.ts';
import { artefacts } from './artefacts.ts';
import { drift } from './drift.ts';

// `npm run generate` writes every generated file; `--check` only compares and fails when one differs.

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const { root } = checkout;
const all = await artefacts();
const drifted = drift(root, all);

if (values.check) {
  for (const { path: file, kind, difference } of drifted) {
    console.error([`${file}: ${kind}`, difference].filter(Boolean).join('\n'));
  }
  if (drifted.length > 0) console.error('Run `npm run generate` and commit what it writes.');
  process.exitCode = drifted.length === 0 ? 0 : 1;
} else {
  const texts = new Map(all.map((artefact) => [artefact.path, artefact.text]));
  for (const { path: file, kind } of drifted) {
    const whole = path.join(root, file);
    if (kind === 'orphaned') rmSync(whole);
    else {
      mkdirSync(path.dirname(whole), { recursive: true });
      writeFileSync(whole, texts.get(file) ?? '');
    }
    console.log(`${kind === 'orphaned' ? 'removed' : 'wrote'} ${file}`);
  }
  console.log(`${all.length} files, ${drifted.length} changed`);
}
