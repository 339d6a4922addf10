/** Shapes of real secrets, each specific enough that ordinary text does not have it. */
const shapes: readonly RegExp[] = [
  /-----BEGIN (?:RSA |EC |DSA |OPENSSH |ENCRYPTED |PGP )?PRIVATE KEY(?: BLOCK)?-----\s*[A-Za-z0-9+/=]{4}/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}\b/,
  /\bgithub_pat_[A-Za-z0-9_]{60,}\b/,
  /\bglpat-[A-Za-z0-9_-]{20,}\b/,
  /\bsk-ant-(?:api|admin|oat)\d{2}-[A-Za-z0-9_-]{40,}/,
  /\bsk-(?:proj-)?[A-Za-z0-9_-]{40,}\b/,
  /\b(?:sk|rk)_live_[A-Za-z0-9]{20,}\b/,
  /\bxox[abprs]-[A-Za-z0-9-]{20,}\b/,
  /\bAIza[0-9A-Za-z_-]{35}\b/,
  /\bnpm_[A-Za-z0-9]{36}\b/,
  /\bpypi-AgE[A-Za-z0-9_-]{50,}\b/,
  /\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{40,}\b/,
  /\bdop_v1_[a-f0-9]{64}\b/,
  /\bhvs\.[A-Za-z0-9_-]{24,}\b/,
];

/** Words that mark a sample rather than a secret. */
const sample = /example|sample|dummy|placeholder|redacted|xxxx|0{8}|your[_-]?/i;

const longest = 500_000;

/** Whether a text that is about to be written holds what looks like a real secret. */
export const hardCodedSecret = (text: string, path: string): boolean => {
  if (/\.(example|sample|template|dist|snap)$/.test(path)) return false;
  const part = text.slice(0, longest);
  return shapes.some((shape) => {
    const match = shape.exec(part)?.[0];
    return match !== undefined && !sample.test(match);
  });
};
