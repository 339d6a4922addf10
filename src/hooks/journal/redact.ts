/** What a secret looks like. Order matters: whole blocks before single words. */
const secrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)/g, '<private key>'],
  [/\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g, '<token>'],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, '<access key>'],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|npm_|pypi-|xox[abeoprs]-|hf_|AIza)[\w-]{10,}/g, '<token>'],
  [/\b(?:sk|pk|rk)[-_](?:[a-z]+[-_])*[\w-]{16,}/g, '<token>'],
  [/(:\/\/[^\s:@/'"]{1,200}):[^\s@/'"]{1,200}@/g, '$1:<password>@'],
  [/\b(authorization\s*[:=]\s*["']?(?:(?:bearer|basic|token)\s+)?)[^\s"',;]+/gi, '$1<secret>'],
  [/\b(bearer\s+)[\w.~+/=-]{8,}/gi, '$1<secret>'],
  [
    /((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential)[\w-]*["']?\s*[:=]\s*)(?:"[^"\n]*"|'[^'\n]*'|[^\s"',;&|]+)/gi,
    '$1<secret>',
  ],
  [/(\s--?(?:password|passwd|token|secret|api-key)[ =])(?:"[^"\n]*"|'[^'\n]*'|\S+)/gi, '$1<secret>'],
  [/[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64})+/g, '<e-mail>'],
];

/** Most of a text that is kept, in characters. */
const kept = 2000;

/** `text` with everything that looks like a secret or an e-mail address replaced, cut to 2,000 characters. */
export const redact = (text: string): string => {
  // Cut generously first, so that the time is bounded, and again after, so that no secret is cut in half and stays.
  const bounded = text.slice(0, kept * 8);
  const clean = secrets.reduce(
    (result, [pattern, replacement]) => result.replace(pattern, replacement),
    bounded,
  );
  return clean.length > kept ? `${clean.slice(0, kept)}…` : clean;
};
