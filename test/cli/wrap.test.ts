import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrap } from '../../src/cli/wrap.ts';

const length = (text: string): number => text.length;

const help = `The hook-event service does not answer: only what still waits for it is here. \`start-observability start\` brings it up.
  where: /home/ann/.local/share/start-observability/config.yaml
  fix:   edit the file, or the variable that is named, then try \`start-observability config check\`
  start-observability config get ports.prometheus   the value of one key, as it stands now, with its default`;

test.for([80, 120])('long lines go on below their own text, at %i columns', (columns) => {
  expect(wrap(help, columns, length)).toMatchSnapshot();
});

test('no line is longer than the terminal but for a single word, and no word is lost or broken', async () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', ':', '/'), minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 40, max: 120 }),
      (words, columns) => {
        const lines = wrap(words.join(' '), columns, length).split('\n');
        expect(lines.flatMap((line) => line.trim().split(/ +/))).toEqual(words);
        for (const line of lines) expect(line.length <= columns || !line.trim().includes(' ')).toBe(true);
      },
    ),
  );
});
