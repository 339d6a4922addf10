import { projectPolicySchema } from '@start-observability/guard/policy.ts';
import * as z from 'zod';
import type { SchemaNode } from '../../config/keys.ts';
import { problems } from '../../config/problem.ts';
import { projectPolicyFile } from './project-policy.ts';

export interface CheckedPolicy {
  readonly file: string;
  /** Each part that has no effect, and why; the guard keeps to the rest. */
  readonly complaints: readonly string[];
}

const complaintsOf = (text: string): readonly string[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return [`not JSON, so nothing of it holds: ${(error as Error).message}`];
  }
  const result = projectPolicySchema.safeParse(value);
  if (result.success) return [];
  const schema = z.toJSONSchema(projectPolicySchema, { io: 'input' }) as SchemaNode;
  return problems(result.error, value, schema).map(({ key, what }) => (key ? `${key}: ${what}` : what));
};

/** What is wrong with the guard's policy of the project around a folder; undefined where there is none. */
export const checkProjectPolicy = (cwd: string): CheckedPolicy | undefined => {
  const found = projectPolicyFile(cwd);
  return found && { file: found.file, complaints: complaintsOf(found.text) };
};
