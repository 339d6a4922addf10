import type { ErrorRequestHandler } from 'express';
import type * as z from 'zod';
import { exitCode, Failure } from '../../failure.ts';

/** What was asked, checked. @throws Failure with every parameter that is wrong */
export const parsed = <Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const wrong = result.error.issues.map(({ path, message }) => `${path.join('.') || 'query'}: ${message}`);
  throw new Failure(wrong.join('; '), { exitCode: exitCode.usage });
};

/** Answers 400 to a wrong question and 503 where there is no answer, both in words. */
export const failed: ErrorRequestHandler = (error, _request, response, next) => {
  if (response.headersSent) return next(error);
  const isKnown = error instanceof Failure;
  const status = isKnown
    ? error.exitCode === exitCode.usage
      ? 400
      : 503
    : ((error as { status?: number }).status ?? 500);
  response.status(status).json({
    error: isKnown ? error.message : status < 500 ? (error as Error).message : 'Failed.',
    ...(isKnown && error.fix && { fix: error.fix }),
  });
};
