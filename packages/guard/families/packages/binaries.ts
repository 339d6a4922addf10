/** Programs of packages that are called otherwise. */
// biome-ignore format: a table
const binaries: Readonly<Record<string, string>> = {
  'aws-cdk': 'cdk', 'cdktf-cli': 'cdktf', 'firebase-tools': 'firebase', 'netlify-cli': 'netlify', 'eas-cli': 'eas', 'dotenv-cli': 'dotenv', 'del-cli': 'del', 'shadow-cljs': 'shadow-cljs', 'heroku-cli': 'heroku', 'stripe-cli': 'stripe',
  '@railway/cli': 'railway', '@aws-amplify/cli': 'amplify', '@aws-amplify/backend-cli': 'ampx', '@sentry/cli': 'sentry-cli', '@shopify/cli': 'shopify', '@salesforce/cli': 'sf', '@mikro-orm/cli': 'mikro-orm', '@dotenvx/dotenvx': 'dotenvx', '@sanity/cli': 'sanity', '@cloudflare/wrangler': 'wrangler', '@infisical/cli': 'infisical', '@bitwarden/cli': 'bw', '@planetscale/cli': 'pscale', '@doppler/cli': 'doppler', '@strapi/strapi': 'strapi', '@medusajs/medusa-cli': 'medusa', '@redwoodjs/cli': 'redwood', '@nestjs/cli': 'nest', '@angular/cli': 'ng', '@vercel/cli': 'vercel', '@electric-sql/cli': 'electric-sql',
};

/** The program of a package: another name of it, its name without scope and version. */
export const binaryOf = (name: string): string => {
  const bare = /^(@[\w.-]+\/)?[\w./-]+@[\w.^~-]+$/.test(name) ? name.slice(0, name.lastIndexOf('@')) : name;
  if (Object.hasOwn(binaries, bare)) return binaries[bare] as string;
  const scoped = /^@([\w.-]+)\/([\w.-]+)$/.exec(bare);
  if (!scoped) return bare;
  return scoped[2] === 'cli' ? (scoped[1] as string) : (scoped[2] as string);
};
