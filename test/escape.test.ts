import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parser } from '@prometheus-io/lezer-promql';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yaml } from '../src/artefact/artefact.ts';
import { csvField, markdownText, markupText, promqlText, withoutVariables } from '../src/escape.ts';
import { selector } from '../src/promql/selector.ts';

/** What somebody would write who wants a name to be more than a name. */
const attacks = [
  '<img src=x onerror=alert(1)>',
  '" onmouseover="alert(1)',
  "' autofocus onfocus=alert(1) '",
  '&lt;script&gt;',
  '![x](https://evil.example/?q=1)',
  '[click](javascript:alert(1))',
  '`code` | column | \\| \\',
  "=cmd|'/C calc'!A0",
  '@SUM(1+1)*cmd',
  '-2+3',
  '\t=1+1',
  '＝1+1',
  'a","=1+1',
  '"} or vector(1) or up{job="',
  '\\',
  '\\"',
  '${HOME}',
  '$$HOME $HOME $',
  '${file:/etc/passwd}',
  'no',
  '22:22',
  '1e3',
  '0o7',
  '~',
  '- a: b',
  '!!js/function x',
  '&a *a',
  '# comment',
  'a: b\n  c: d',
  '\r\n',
];

const text = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: 'grapheme' }),
  fc
    .array(fc.oneof(fc.constantFrom(...attacks), fc.string({ unit: 'grapheme', maxLength: 5 })), {
      maxLength: 4,
    })
    .map((parts) => parts.join('')),
);

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"' };

const withoutEntities = (escaped: string): string =>
  escaped.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code, name) =>
    code ? String.fromCodePoint(Number(code)) : (entities[name] ?? ''),
  );

test('no text ends a tag or an attribute of HTML, or begins one, and it is shown as it was', () => {
  fc.assert(
    fc.property(text, (one) => {
      const escaped = markupText(one);
      expect(escaped).not.toMatch(/[<>"']/);
      expect(withoutEntities(escaped)).toBe(one);
    }),
  );
});

test('no text becomes a tag, a link, a picture, code or a column of Markdown, and it is shown as it was', () => {
  fc.assert(
    fc.property(text, (one) => {
      const escaped = markdownText(one);
      const unescaped = escaped.replaceAll(/\\[\\|]/g, '');
      expect(unescaped).not.toMatch(/[<[\]`|\\\r\n]/);
      const shown = escaped.replaceAll(/\\([\\|])/g, '$1');
      expect(withoutEntities(shown)).toBe(one.replaceAll(/[\r\n]+/g, ' '));
    }),
  );
});

/** Fields of a line of CSV, as RFC 4180 reads it. */
const fieldsOf = (line: string): readonly string[] =>
  [...`,${line}`.matchAll(/,("(?:[^"]|"")*"|[^",\r\n]*)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  );

test('no text is more than one field of CSV, and no field is a formula', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const fields = fieldsOf([one, 'between', other].map(csvField).join(','));
      expect(fields).toHaveLength(3);
      expect(fields.map((field) => field.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''))).toEqual([
        one,
        'between',
        other,
      ]);
      for (const field of fields) expect(field).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/);
    }),
  );
});

test('no text ends a selector of PromQL: it stays the one value of its label', () => {
  fc.assert(
    fc.property(text, (one) => {
      const expression = selector('up', [['job', one]]);
      const found: string[] = [];
      parser.parse(expression).iterate({
        enter: ({ type, from, to }) => {
          expect(type.isError, expression).toBe(false);
          if (['StringLiteral', 'VectorSelector'].includes(type.name)) found.push(expression.slice(from, to));
        },
      });
      expect(found).toEqual([expression, promqlText(one)]);
      expect(JSON.parse(found[1] ?? '')).toBe(one);
    }),
  );
});

test('YAML gives back every text, as a value, as a key and in a list, to readers of 1.1 as of 1.2', () => {
  fc.assert(
    fc.property(text, text, (key, value) => {
      const document = { [`k${key}`]: value, list: [value, { inside: value }] };
      const { text: written } = yaml('x.yaml', document);
      for (const version of ['1.1', '1.2'] as const)
        expect(parse(written, { version, merge: false })).toEqual(document);
    }),
  );
});

/** What Compose makes of a text. https://docs.docker.com/reference/compose-file/interpolation/ */
const interpolated = (written: string): string =>
  written.replaceAll(/\$(?:(\$)|\{[^}]*\}|\w+|(.?))/gs, (_, dollar) => dollar ?? 'REPLACED');

test('no text is a variable of Compose', () => {
  fc.assert(
    fc.property(text, (one) => {
      expect(interpolated(withoutVariables(one))).toBe(one);
    }),
  );
});

test('each language has one escaping, in one file', () => {
  const root = path.resolve(import.meta.dirname, '..', 'src');
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  const escaping = /replaceAll\('(?:&|<|\|)', '|replaceAll\('\$', '|\^\[=\+/;
  const own = files.filter((file) => escaping.test(readFileSync(path.join(root, file), 'utf8')));
  expect(own).toEqual(['escape.ts']);
});
