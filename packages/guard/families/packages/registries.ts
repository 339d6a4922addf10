import { ask, definePatterns } from '../../findings/pattern.ts';
import type { Options } from '../../program/options.ts';
import { named, program } from '../../program/program.ts';
import type { Invocation } from '../../shell/shell.ts';

// biome-ignore format: a table
export const registryPatterns = definePatterns({
  'package-unpublish': { category: 'infrastructure', decision: ask, brief: 'Withdraws a published package', why: 'What depends on it breaks.', suggestion: 'Deprecate it.', catches: ['npm unpublish x', 'cargo yank x'], spares: ['npm pack'] },
});

const withdraw = registryPatterns['package-unpublish'];

/** `cargo sqlx database drop`, `cargo run -p migration -- fresh`: a program of its own, and what is handed to it. */
const cargo = (call: Invocation, given: Options): undefined => {
  const [verb = '', ...rest] = given.operands;
  if (/^(sqlx|diesel|shuttle|lambda)$/.test(verb))
    call.shell.runWords([verb, ...call.args.slice(call.args.indexOf(verb) + 1)], call.state.child());
  const name = given.value('p', 'package', 'bin');
  if (/^r(un)?$/.test(verb) && name !== undefined && rest.length > 0)
    call.shell.runWords([name, ...rest], call.state.child(), call.stdin);
};

/** `go run ./cmd/migrate drop`: the last part of a package's path is the name of its program. */
const go = (call: Invocation, given: Options): undefined => {
  const [verb, path = '', ...rest] = given.operands;
  const name = /([\w-]+)\/?(?:@[\w.-]+)?$/.exec(path)?.[1];
  if (verb === 'run' && name !== undefined && !path.endsWith('.go') && rest.length > 0)
    call.shell.runWords([name, ...rest], call.state.child(), call.stdin);
};

/** What package managers do to what was published. Whatever else they do is in `runners.ts`. */
export const registryPrograms = {
  ...named(
    'npm pnpm yarn',
    program({
      valued: 'registry tag prefix workspace filter otp userconfig',
      reads: '',
      rules: {
        unpublish: withdraw,
        'npm unpublish': withdraw,
        'npm tag remove': withdraw,
        'dist-tag|team|access|owner|token|profile|hook rm|revoke|destroy|remove|delete': withdraw,
        'owner rm': withdraw,
      },
      reveals: ['config get *_authToken|*_password|_auth|*:_auth|*AuthToken|*AuthIdent', 'token create'],
    }),
  ),
  cargo: program({
    reads: '',
    valued: 'vers registry manifest-path package bin example features profile target',
    short: 'pFj',
    also: cargo,
    rules: { yank: withdraw, 'owner -r|--remove': withdraw },
  }),
  go: program({ reads: '', oneDash: true, valued: 'tags exec ldflags gcflags mod modfile C', also: go }),
  gem: program({ reads: '', rules: { yank: withdraw, 'owner -r|--remove': withdraw } }),
  poetry: program({ reads: '', rules: {}, reveals: ['config http-basic.*|pypi-token.*'] }),
  pod: program({ reads: '', rules: { 'trunk delete|deprecate': withdraw } }),
  ...named('nuget', program({ rules: { delete: withdraw } })),
  conan: program({ reads: '', rules: { 'remove -r|--remote': withdraw } }),
  vsce: program({ rules: { unpublish: withdraw } }),
};
