/** What one kind of secret looks like. */
export interface SecretShape {
  /** Name of the kind, for people. */
  readonly name: string;
  /** Matches the whole secret, and ordinary text never. Bounded: its time is linear in the text. */
  readonly pattern: RegExp;
  /** Length of the shortest real one. Filters replace shorter ones too; what is written into a file has to be real. */
  readonly realCharacters: number;
  /** A made-up secret of this shape, in two parts so that no scanner takes this file for a leak. */
  readonly example: readonly [string, string];
}

const letters = 'a1B2c3D4e5F6g7H8i9J0';

/** Letters and digits as tokens have them. */
const filler = (length: number): string =>
  letters.repeat(Math.ceil(length / letters.length)).slice(0, length);

const hexadecimal = (length: number): string => '0f1e2d3c4b5a6978'.repeat(4).slice(0, length);

/**
 * Every shape of a secret by which this product recognises one: what is written into a file, what is stored of a hook, what
 * goes into an archive. Whole blocks come before single words.
 */
// biome-ignore format: a table
export const secretShapes: readonly SecretShape[] = [
  { name: 'private key', realCharacters: 70, pattern: /-----BEGIN (?:[A-Z]{2,12} )?PRIVATE KEY(?: BLOCK)?-----(?:(?!-----END)[\s\S])*(?:-----END [A-Z ]{0,30}PRIVATE KEY(?: BLOCK)?-----|$)/, example: ['-----BEGIN RSA PRIVATE', ` KEY-----\nMIIEpAIBAAKCAQEA${filler(40)}\n-----END RSA PRIVATE KEY-----`] },
  { name: 'JSON web token', realCharacters: 40, pattern: /\beyJ[\w-]{4,}\.[\w-]{4,}\.[\w-]*/, example: ['eyJ', `hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.${filler(43)}`] },
  { name: 'AWS access key', realCharacters: 20, pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/, example: ['AKIA', 'QX7RT2LMN4PZW8YB'] },
  { name: 'GitHub token', realCharacters: 40, pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{10,}|github_pat_\w{20,})\b/, example: ['ghp_', filler(36)] },
  { name: 'GitLab token', realCharacters: 24, pattern: /\bgl(?:pat|dt|rt|cbt|ptt|soat|ft|agent|oas|imt)-[\w-]{15,}/, example: ['glpat-', filler(20)] },
  { name: 'Anthropic key', realCharacters: 53, pattern: /\bsk-ant-(?:api|admin|oat|sid)\d{2}-[\w-]{8,}/, example: ['sk-ant-', `api03-${filler(80)}`] },
  { name: 'OpenAI key', realCharacters: 43, pattern: /\bsk-(?:proj-|svcacct-|admin-)?[\w-]{8,}/, example: ['sk-proj-', filler(48)] },
  { name: 'Stripe key', realCharacters: 28, pattern: /\b(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}\b/, example: ['sk_live_', filler(24)] },
  { name: 'Slack token', realCharacters: 25, pattern: /\b(?:xox[abeoprs]|xapp|xwfp)(?:\.xox[bp])?-[\w-]{10,}/, example: ['xoxb-', `123456789012-${filler(24)}`] },
  { name: 'Slack webhook', realCharacters: 50, pattern: /\bhooks\.slack\.com\/(?:services|workflows|triggers)\/[\w/]{20,}/, example: ['hooks.slack.com/', `services/T${filler(8)}/B${filler(8)}/${filler(24)}`] },
  { name: 'Discord webhook', realCharacters: 60, pattern: /\bdiscord(?:app)?\.com\/api\/webhooks\/\d{10,}\/[\w-]{20,}/, example: ['discord.com/api/', `webhooks/123456789012345678/${filler(60)}`] },
  { name: 'Google key', realCharacters: 39, pattern: /\bAIza[\w-]{30,}/, example: ['AIza', filler(35)] },
  { name: 'Google OAuth secret', realCharacters: 30, pattern: /\bGOCSPX-[\w-]{20,}|\bya29\.[\w-]{20,}/, example: ['GOCSPX-', filler(28)] },
  { name: 'npm token', realCharacters: 40, pattern: /\bnpm_[A-Za-z0-9]{10,}\b/, example: ['npm_', filler(36)] },
  { name: 'PyPI token', realCharacters: 60, pattern: /\bpypi-[\w-]{10,}/, example: ['pypi-', `AgEIcHlwaS5vcmc${filler(60)}`] },
  { name: 'Hugging Face token', realCharacters: 33, pattern: /\bhf_[A-Za-z0-9]{10,}\b/, example: ['hf_', filler(34)] },
  { name: 'SendGrid key', realCharacters: 60, pattern: /\bSG\.[\w-]{16,}\.[\w-]{16,}/, example: ['SG.', `${filler(22)}.${filler(43)}`] },
  { name: 'DigitalOcean token', realCharacters: 60, pattern: /\bdo[opr]_v1_[a-f0-9]{40,}\b/, example: ['dop_v1_', hexadecimal(64)] },
  { name: 'Vault token', realCharacters: 28, pattern: /\bhv[sbr]\.[\w-]{20,}/, example: ['hvs.', filler(28)] },
  { name: 'Twilio key', realCharacters: 30, pattern: /\bSK[0-9a-f]{32}\b/, example: ['SK', hexadecimal(32)] },
  { name: 'Mailgun key', realCharacters: 30, pattern: /\bkey-[0-9a-f]{32}\b/, example: ['key-', hexadecimal(32)] },
  { name: 'Shopify token', realCharacters: 30, pattern: /\bshp(?:at|ca|pa|ss|ua)_[a-fA-F0-9]{32}\b/, example: ['shpat_', hexadecimal(32)] },
  { name: 'Square token', realCharacters: 29, pattern: /\b(?:sq0[a-z]{3}-[\w-]{22,}|EAAA[\w-]{56,})/, example: ['sq0atp-', filler(22)] },
  { name: 'Telegram bot token', realCharacters: 30, pattern: /\b\d{8,10}:AA[\w-]{33}\b/, example: ['123456789:AA', filler(33)] },
  { name: 'Linear key', realCharacters: 30, pattern: /\blin_(?:api|oauth)_[A-Za-z0-9]{32,}\b/, example: ['lin_api_', filler(40)] },
  { name: 'Notion token', realCharacters: 30, pattern: /\b(?:ntn_|secret_)[A-Za-z0-9]{40,}\b/, example: ['ntn_', filler(46)] },
  { name: 'Atlassian token', realCharacters: 30, pattern: /\bATATT3[\w=-]{40,}|\bATCTT3[\w=-]{40,}/, example: ['ATATT3', filler(60)] },
  { name: 'Doppler token', realCharacters: 30, pattern: /\bdp\.(?:pt|st|sa|ct|scim|audit)\.[\w.-]{30,}/, example: ['dp.pt.', filler(43)] },
  { name: 'PlanetScale token', realCharacters: 30, pattern: /\bpscale_(?:tkn|pw|oauth)_[\w-]{20,}/, example: ['pscale_tkn_', filler(40)] },
  { name: 'Databricks token', realCharacters: 30, pattern: /\bdapi[0-9a-f]{32}\b/, example: ['dapi', hexadecimal(32)] },
  { name: 'Supabase token', realCharacters: 30, pattern: /\bsb[ps]?_(?:secret_)?[a-zA-Z0-9_]{30,}\b/, example: ['sbp_', hexadecimal(40)] },
  { name: 'Grafana token', realCharacters: 30, pattern: /\bgl(?:sa|c)_[\w+/=]{32,}/, example: ['glsa_', `${filler(32)}_${hexadecimal(8)}`] },
  { name: 'Docker token', realCharacters: 30, pattern: /\bdckr_(?:pat|oat)_[\w-]{20,}/, example: ['dckr_pat_', filler(27)] },
  { name: 'Fly token', realCharacters: 30, pattern: /\bFlyV1 [\w+/=,]{40,}|\bfm[12][ar]?_[\w+/=]{40,}/, example: ['fm2_', filler(80)] },
  { name: 'Netlify token', realCharacters: 30, pattern: /\bnf[pcou]_[A-Za-z0-9]{30,}\b/, example: ['nfp_', filler(36)] },
  { name: 'Heroku key', realCharacters: 30, pattern: /\bHRKU-[\w-]{30,}/, example: ['HRKU-', filler(60)] },
  { name: 'Age key', realCharacters: 30, pattern: /\bAGE-SECRET-KEY-1[0-9A-Z]{40,}\b/, example: ['AGE-SECRET-KEY-1', 'QX7RT2LMN4PZW8YB'.repeat(4)] },
  { name: 'Groq key', realCharacters: 30, pattern: /\bgsk_[A-Za-z0-9]{40,}\b/, example: ['gsk_', filler(52)] },
  { name: 'xAI key', realCharacters: 30, pattern: /\bxai-[A-Za-z0-9]{40,}\b/, example: ['xai-', filler(80)] },
  { name: 'OpenRouter, Replicate or Perplexity key', realCharacters: 30, pattern: /\b(?:sk-or-v1-[a-f0-9]{40,}|r8_[A-Za-z0-9]{30,}|pplx-[a-zA-Z0-9]{40,})\b/, example: ['r8_', filler(37)] },
];

/** The example of a shape as one text. */
export const exampleOf = ({ example }: SecretShape): string => example.join('');

const everyShape = new RegExp(secretShapes.map(({ pattern }) => pattern.source).join('|'), 'g');

/** A text with every secret of a known shape replaced. */
export const replaceSecrets = (text: string, replacement = '<secret>'): string =>
  text.replaceAll(everyShape, () => replacement);

/** Words that mark a sample rather than a secret. */
const sample =
  /example|sample|dummy|placeholder|redacted|xxxx|0{8}|your[_-]?|changeme|(?:^|[^a-z])(?:test|fake)/i;

/** Whether a text holds what looks like a real secret: long enough, and no sample. */
export const holdsRealSecret = (text: string): boolean =>
  [...text.matchAll(everyShape)].some(([secret]) => {
    const shape = secretShapes.find(({ pattern }) => pattern.test(secret));
    return shape !== undefined && secret.length >= shape.realCharacters && !sample.test(secret);
  });
