/** The boards, in the order in which people need them. A signal names the one that tells most about it. */
export const boardNames = [
  'overview',
  'sessions',
  'cost',
  'tools',
  'security',
  'api',
  'tokens',
  'code',
  'permissions',
  'team',
  'hooks',
  'stack',
] as const;

export type BoardName = (typeof boardNames)[number];

/** The address of a board: `/d/<uid>`. It never changes. */
export const uidOf = <Name extends BoardName>(name: Name): `claude-code-${Name}` => `claude-code-${name}`;
