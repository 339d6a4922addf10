/** The parts of a whole run, in order. CONTRIBUTING says which tests belong where. */
export interface Part {
  readonly name: string;
  readonly command: readonly string[];
  /** Whether vitest runs and its report is counted. */
  readonly tests: boolean;
  /** After this many minutes the part is stopped and counts as failed. */
  readonly mostMinutes: number;
}

const vitest = (...more: readonly string[]) => ['npx', 'vitest', 'run', ...more];

export const parts: readonly Part[] = [
  {
    name: 'types, style, generated files',
    command: ['npm', 'run', 'check'],
    tests: false,
    mostMinutes: 10,
  },
  { name: 'build', command: ['npm', 'run', 'build'], tests: false, mostMinutes: 5 },
  { name: 'default suite', command: vitest(), tests: true, mostMinutes: 25 },
  { name: 'slow suite', command: vitest('--mode', 'slow'), tests: true, mostMinutes: 60 },
];
