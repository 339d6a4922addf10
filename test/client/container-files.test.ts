import { expect, test } from 'vitest';
import { containerFiles } from '../../src/client/container/files.ts';
import { check } from '../../src/config/load.ts';
import { clientTold, toldSchema } from '../../src/stack/client-told.ts';
import { containers } from '../../src/stack/site.ts';
import { entryPrograms } from '../hooks/bundle.ts';

const texts = ['OTEL_LOG_USER_PROMPTS', 'OTEL_LOG_ASSISTANT_RESPONSES', 'OTEL_LOG_TOOL_DETAILS'];
const built = entryPrograms();

/** The variables of the client in the container of a stack with this configuration. */
const variables = async (config: string): Promise<Readonly<Record<string, string>>> => {
  const told = clientTold(containers(check(config, 'config.yaml').config));
  // By the environment of a container, as text.
  const files = await containerFiles(toldSchema.parse(JSON.parse(JSON.stringify(told))), built.from);
  return JSON.parse(files.find(({ path }) => path === 'managed-settings.json')?.text ?? '').env;
};

test('the client in a container sends the texts that its stack keeps or hashes, and no others', async () => {
  const nothing = await variables('');
  for (const name of texts) expect(nothing).not.toHaveProperty(name);
  // The client sends answers along with prompts unless it is told not to.
  expect(await variables('privacy: {prompts: hash}')).toEqual({
    ...nothing,
    OTEL_LOG_USER_PROMPTS: '1',
    OTEL_LOG_ASSISTANT_RESPONSES: '0',
  });
  expect(await variables('privacy: {tools: keep}')).toEqual({ ...nothing, OTEL_LOG_TOOL_DETAILS: '1' });
});
