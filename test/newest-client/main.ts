/**
 * What the newest client of the npm registry has that this project does not know: `npm run client:new`, or
 * `npm run client:new -- 2.1.329` for another version. `--accept` notes its settings, variables and tools as looked at.
 */
import { writeFile } from 'node:fs/promises';
import { execa } from 'execa';
import { realClient } from '../real-client.ts';
import { known, type LookedAt, lookedAtFile } from './known.ts';
import { look } from './look.ts';

const newest = async (): Promise<string> =>
  (await execa('npm', ['view', '@anthropic-ai/claude-code', 'version'])).stdout.trim();

const words = process.argv.slice(2);
const version = words.find((word) => !word.startsWith('-')) ?? (await newest());
const client = await realClient(version);
if (!client) process.exit(1);

const { found, fresh } = await look(client);
console.log(`Claude Code ${version}`);
for (const [kind, { home }] of Object.entries(known())) {
  const names = fresh[kind] ?? [];
  console.log(`  ${kind}: ${found[kind]?.length ?? 0} found, ${names.length} new`);
  if (names.length > 0) console.log(`    ${names.join(' ')}\n    goes into ${home}`);
}
if (words.includes('--accept')) {
  const { settings = [], variables = [], tools = [] } = found;
  const looked: LookedAt = { client: version, settings, variables, tools };
  await writeFile(lookedAtFile, `${JSON.stringify(looked, null, 2)}\n`);
  console.log(`Noted in ${lookedAtFile}.`);
}
