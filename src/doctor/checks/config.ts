import { load } from '../../config/load.ts';
import { Failure } from '../../failure.ts';
import { defineCheck, failed } from '../check.ts';

export const config = defineCheck({
  id: 'config',
  title: 'Configuration of the stack',
  group: 'settings',
  needs: [],
  problems: {
    wrong: failed(
      'config.yaml is wrong; nothing can be started with it.',
      'start-observability config check',
    ),
  },
  run: ({ home, env }) => {
    try {
      const { sources } = load(home, env);
      const set = [...sources].filter(([, { by }]) => by !== 'default').map(([key]) => key);
      return { ok: set.length > 0 ? `${home.config} sets ${set.join(', ')}` : 'the defaults' };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { problem: 'wrong', evidence: (error.where ?? error.message).split('\n') };
    }
  },
});
