// biome-ignore format: a table
const simpleEscapes: Record<string, string> = {
  a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '?': '?',
};

/** Resolves the backslash escapes that `printf`, `echo -e` and `$'...'` know. */
export const resolveEscapes = (text: string): string =>
  text.replace(
    /\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|U[0-9a-fA-F]{1,8}|0?[0-7]{1,3}|c|[\s\S])/g,
    (whole: string, code: string) => {
      const first = code[0] as string;
      if (/[xuU]/.test(first) && code.length > 1) return fromCode(Number.parseInt(code.slice(1), 16));
      if (/[0-7]/.test(first)) return fromCode(Number.parseInt(code, 8) & 0xff);
      return simpleEscapes[code] ?? whole;
    },
  );

const fromCode = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');
