import { ask, definePatterns } from '../../findings/pattern.ts';
import { named, program } from '../../program/program.ts';

// biome-ignore format: a table
export const registryPatterns = definePatterns({
  'package-unpublish': { category: 'infrastructure', decision: ask, brief: 'Withdraws a published package', why: 'What depends on it breaks.', suggestion: 'Deprecate it.', catches: ['npm unpublish x', 'cargo yank x'], spares: ['npm pack'] },
});

const withdraw = registryPatterns['package-unpublish'];

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
      reveals: ['config get *_authToken|*_password|_auth|*:_auth', 'token create'],
    }),
  ),
  cargo: program({
    reads: '',
    valued: 'vers registry manifest-path',
    rules: { yank: withdraw, 'owner -r|--remove': withdraw },
  }),
  gem: program({ reads: '', rules: { yank: withdraw, 'owner -r|--remove': withdraw } }),
  poetry: program({ reads: '', rules: {}, reveals: ['config http-basic.*|pypi-token.*'] }),
  pod: program({ reads: '', rules: { 'trunk delete|deprecate': withdraw } }),
  ...named('nuget', program({ rules: { delete: withdraw } })),
  conan: program({ reads: '', rules: { 'remove -r|--remote': withdraw } }),
  vsce: program({ rules: { unpublish: withdraw } }),
};
