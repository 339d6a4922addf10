import { defineCheck, warning } from '../check.ts';

const variable = 'CLAUDE_ENV_CONFIG';

export const envFile = defineCheck({
  id: 'env-file',
  title: 'Files of variables',
  group: 'settings',
  needs: [],
  problems: {
    unread: warning(
      `${variable} is set, and the client does not read it: the file that it names has no effect.`,
      'start-observability setup, or start-observability setup --env FILE and `. FILE` before the client starts',
    ),
  },
  run: ({ env }) =>
    env[variable] === undefined
      ? { ok: 'none that the client would not read' }
      : { problem: 'unread', evidence: [`${variable}=${env[variable]}`] },
});
