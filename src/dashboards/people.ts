import type { Config } from '../config/schema.ts';
import type { ChoiceName } from './variables.ts';

/** Whether people are told apart: only where the label `user` is switched on. */
export const people = ({ labels }: Config): readonly ChoiceName[] =>
  labels.shared.includes('user') ? ['user'] : [];
