import * as z from 'zod';
import { exitCode, Failure } from '../failure.ts';

/** A variable that holds JSON of that form. */
export const json = <Schema extends z.ZodType>(schema: Schema) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/**
 * What a service of ours is told by its environment, which the table of components writes.
 * @throws Failure that names every variable that is missing or wrong
 */
export const readEnvironment = <Schema extends z.ZodType>(
  schema: Schema,
  env: NodeJS.ProcessEnv = process.env,
): z.output<Schema> => {
  const result = schema.safeParse(env);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${path.join('.') || 'all'}: ${message}`);
  throw new Failure('The environment of the service is wrong.', {
    where: ['environment variables', ...wrong].join('\n    '),
    fix: 'start-observability start sets it',
    exitCode: exitCode.usage,
    cause: result.error,
  });
};
