/** Texts whose neighbours say that they are secret, and what each becomes. Order matters. */
// biome-ignore format: a table
export const namedSecrets: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  // scheme://user:password@host
  [/(:\/\/[^\s:@/'"]{0,200}):[^\s@/'"]{1,200}@/g, '$1:<password>@'],
  [/\b(authorization\s{0,9}[:=]\s{0,9}["']?(?:(?:bearer|basic|token)\s{1,9})?)(?!<)[^\s"',;]+/gi, '$1<secret>'],
  [/\b(bearer\s{1,9})(?!<)[\w.~+/=-]{8,}/gi, '$1<secret>'],
  // password=..., "apiKey": "...", DB_TOKEN='...'; a number, or on and off, is no secret
  [/((?:password|passwd|passphrase|pwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key|credential|cookie)[\w-]{0,40}["']?\s{0,9}[:=]\s{0,9})(?!["']?(?:true|false|null|undefined|<|\d{1,6}\b))(?:"[^"\n]*"|'[^'\n]*'|[^\s"',;&|}\]]+)/gi, '$1<secret>'],
  [/(\s--?(?:password|passwd|pass|token|secret|api-key|access-key|secret-key)[ =])(?!<)(?:"[^"\n]*"|'[^'\n]*'|\S+)/gi, '$1<secret>'],
  // mysql -phunter2, sshpass -p hunter2, curl -u name:password
  [/(\b(?:mysql|mysqldump|mysqladmin|mariadb|mariadb-dump|mycli)\b[^\n;|&]{0,200}?\s-p)(?=\S)(?!<)(?:"[^"\n]*"|'[^'\n]*'|[^\s;|&]+)/g, '$1<password>'],
  [/(\bsshpass\s{1,9}-p\s{0,9})(?!<)(?:"[^"\n]*"|'[^'\n]*'|[^\s;|&]+)/g, '$1<password>'],
  [/(\b(?:curl|wget|http|https|xh)\b[^\n;|&]{0,300}?\s(?:-u|--user|-a|--auth)[ =]?["']?[^\s:"']{1,100}:)(?!<)[^\s"']+/g, '$1<password>'],
  [/(\bredis-cli\b[^\n;|&]{0,200}?\s-a\s{1,9})(?!<)\S+/g, '$1<password>'],
];

/** A text with every value replaced that its neighbours call a secret. */
export const replaceNamedSecrets = (text: string): string =>
  namedSecrets.reduce((result, [pattern, replacement]) => result.replace(pattern, replacement), text);
