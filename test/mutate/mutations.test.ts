import { expect, test } from 'vitest';
import { mutated, mutationsIn } from './mutations.ts';

const source = `import { a } from './a.ts';
type Most = 5;
export const f = (x: number): boolean => {
  if (x < 3) a(x);
  return x === 4 && !(x > 9 ? true : false);
};
`;

test('every operator, number, condition and call is broken once, and no type', () => {
  const results = mutationsIn('x.ts', source).map((one) => mutated(source, one).split('\n'));
  const lines = results.map((text) => text.find((line, at) => line !== source.split('\n')[at])?.trim());
  expect(lines).toContain('if (x <= 3) a(x);');
  expect(lines).toContain('if (!(x < 3)) a(x);');
  expect(lines).toContain('if (x < 4) a(x);');
  expect(lines).toContain('if (x < 3) void 0;');
  expect(lines).toContain('return x === 4 || !(x > 9 ? true : false);');
  expect(lines).toContain('return x !== 4 && !(x > 9 ? true : false);');
  expect(lines).toContain('return x === 4 && !(x > 9 ? false : false);');
  expect(lines.filter((line) => line?.startsWith('type') || line?.startsWith('import'))).toEqual([]);
});
