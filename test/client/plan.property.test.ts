import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hookEventNames } from '../../src/catalogue/hook-events.ts';
import type { Choices } from '../../src/client/choices.ts';
import { isOurHook } from '../../src/client/our-hooks.ts';
import { plan } from '../../src/client/plan.ts';
import { unplan } from '../../src/client/unplan.ts';
import { variables } from '../../src/client/variables.ts';
import { entry, wantedFor } from './wanted.ts';

type Object_ = Record<string, unknown>;

const key = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.constantFrom('model', 'a.b', '__proto__', 'ü', '"', 'env2', 'statusLine'),
);
const variable = fc.oneof(
  fc.constantFrom(...variables.map(({ name }) => name)),
  fc.string({ maxLength: 5 }),
  fc.constant('PATH'),
);
const hook = fc.record({ type: fc.constant('command'), command: fc.string({ maxLength: 8 }) });
const group = fc.record({ matcher: fc.string({ maxLength: 4 }), hooks: fc.array(hook, { maxLength: 2 }) });
const event = fc.oneof(fc.constantFrom(...hookEventNames), fc.constant('Own.Event'));

const settings = fc
  .tuple(
    fc.dictionary(key, fc.jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
    fc.option(fc.dictionary(variable, fc.oneof(fc.string({ maxLength: 8 }), fc.integer()), { maxKeys: 6 }), {
      nil: undefined,
    }),
    fc.option(fc.dictionary(event, fc.array(group, { maxLength: 2 }), { maxKeys: 3 }), { nil: undefined }),
  )
  .map(([rest, env, hooks]): Object_ => {
    const { env: _env, hooks: _hooks, ...others } = rest;
    return { ...others, ...(env && { env }), ...(hooks && { hooks }) };
  });

const spaces = fc.constantFrom(0, 1, 2, 4, '\t');
const text = fc
  .tuple(
    settings,
    spaces,
    fc.constantFrom('\n', '\r\n'),
    fc.constantFrom('', '\n', '\n\n'),
    fc.constantFrom('', '\uFEFF'),
  )
  .map(
    ([value, space, eol, end, mark]) =>
      mark + (JSON.stringify(value, null, space) + end).replaceAll('\n', eol),
  );

const choices: fc.Arbitrary<Partial<Choices>> = fc.record(
  {
    attributes: fc.dictionary(fc.constantFrom('team', 'project', 'user.name'), fc.constantFrom('a', 'ü, =b')),
    prompts: fc.boolean(),
    traces: fc.boolean(),
    sessionId: fc.boolean(),
    repository: fc.boolean(),
    hooks: fc.boolean(),
    statusLine: fc.boolean(),
  },
  { requiredKeys: [] },
);

const read = (json: string): Object_ => JSON.parse(json.replace(/^\uFEFF/, ''));

it('setup, and setup after setup with other choices, then uninstall: byte for byte what was there', () => {
  fc.assert(
    fc.property(text, choices, choices, (before, first, second) => {
      const one = plan(before, wantedFor(first));
      const two = plan(one.text, wantedFor(second, { port: 5000 }), one.remembered);
      const again = plan(two.text, wantedFor(second, { port: 5000 }), two.remembered);
      expect(again).toEqual({ ...two, changes: [] });
      const back = unplan(two.text, wantedFor(second, { port: 5000 }), two.remembered);
      expect(read(back.text ?? '')).toEqual(read(before));
      expect(back.kept).toEqual([]);
    }),
    { numRuns: 60 },
  );
});

/** As JSON writes it: there is no -0 in it. */
const written = fc.jsonValue({ maxDepth: 1 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** What a person may do to the file between setup and uninstall, leaving ours alone. */
const edit = fc.record({
  names: fc.dictionary(fc.constantFrom('model', 'theme', 'x'), written),
  env: fc.dictionary(fc.constantFrom('A', 'B'), fc.string({ maxLength: 4 })),
  hooks: fc.dictionary(event, group, { maxKeys: 3 }),
  space: spaces,
});

const edited = (
  value: Object_,
  { names, env, hooks }: { names: Object_; env: Object_; hooks: Object_ },
): Object_ => {
  const all = (value['hooks'] ?? {}) as Record<string, unknown[]>;
  const more = Object.entries(hooks).map(([name, one]) => [name, [one, ...(all[name] ?? [])]]);
  return {
    ...value,
    ...names,
    ...((value['env'] || Object.keys(env).length > 0) && { env: { ...(value['env'] as Object_), ...env } }),
    ...((value['hooks'] || more.length > 0) && { hooks: { ...all, ...Object.fromEntries(more) } }),
  };
};

it('setup, any edits by others, uninstall: the edits as they were, and nothing of ours', () => {
  fc.assert(
    fc.property(text, choices, edit, (before, chosen, change) => {
      const wanted = wantedFor(chosen);
      const one = plan(before, wanted);
      const later = JSON.stringify(edited(read(one.text), change), null, change.space);
      const back = read(unplan(later, wanted, one.remembered).text ?? '');
      expect(back).toEqual(edited(read(before), change));
      expect(JSON.stringify(back)).not.toContain(entry);
    }),
    { numRuns: 60 },
  );
});

it('knows only its own hooks', () => {
  fc.assert(fc.property(hook, (one) => !isOurHook(one, [entry])));
});
