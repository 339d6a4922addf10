export const command = (parts: readonly string[]) =>
  [
    "import { Command } from 'commander';",
    "import type { CommandGroup } from '../command.ts';",
    ...parts,
  ].join('\n');
export const group = "export const group: CommandGroup = 'see';";
const brief = "export const brief = 'Say hello';";
export const build =
  "export const build = () => new Command('hello').description('Say hello to you.').action(() => console.log('hello'));";

/** An edit of one file: text that stands there, and what it becomes. */
export type Edit = readonly [file: string, from: string, to: string];

export interface Addition {
  /** As CONTRIBUTING's table calls it. */
  readonly what: string;
  readonly edits: readonly Edit[];
  readonly files?: Readonly<Record<string, string>>;
  /** Where it shows after `npm run generate`. */
  readonly shows: readonly (readonly [file: string, text: string])[];
}

export const family = 'packages/guard/families/databases/backups.ts';

/** Each line of CONTRIBUTING's table, done as it says. */
export const additions: readonly Addition[] = [
  {
    what: 'a metric of the client',
    edits: [
      [
        'src/catalogue/telemetry.ts',
        'export const commitCount',
        "export const naps = defineMetric({ name: 'claude_code.nap.count', brief: 'Naps taken.', labels: [] });\n\nexport const commitCount",
      ],
    ],
    shows: [
      ['docs/metrics.md', 'claude_code_nap_count_total'],
      ['prometheus/rules/totals.yaml', 'claude_code_nap_count_total'],
    ],
  },
  {
    what: 'a counter from a log event',
    edits: [
      [
        'src/catalogue/event-metrics.ts',
        'export const apiRequests =',
        "export const sweeps = defineEventMetric({ event: 'retention_sweep', name: 'claude_code.sweeps', brief: 'Sweeps made.', labels: [] });\n\nexport const apiRequests =",
      ],
    ],
    shows: [['docs/metrics.md', 'claude_code_sweeps_total']],
  },
  {
    what: 'an attribute and an event',
    edits: [
      [
        'src/catalogue/attributes/client.ts',
        'export const clientAttributes = defineAttributes({',
        "export const clientAttributes = defineAttributes({\n  nap_place: { ...word, brief: 'Where the nap was taken.' },",
      ],
      [
        'src/catalogue/events/client.ts',
        'export const clientEvents = defineEvents({',
        "export const clientEvents = defineEvents({\n  nap: { brief: 'A nap was taken.', attributes: ['nap_place'], conditional: [] },",
      ],
    ],
    shows: [
      ['docs/metrics.md', 'nap_place'],
      ['docs/sql.md', 'nap_place'],
      ['clickhouse/schema.sql', 'nap_place'],
    ],
  },
  {
    what: 'a label',
    edits: [
      ['src/catalogue/telemetry.ts', "labels: ['type', 'model'],", "labels: ['type', 'model', 'language'],"],
    ],
    shows: [['docs/metrics.md', '`type`, `model`, `language`']],
  },
  {
    what: 'a label from OTEL_RESOURCE_ATTRIBUTES',
    edits: [
      [
        'src/catalogue/labels.ts',
        "  department: ['department'],",
        "  department: ['department'],\n  floor: ['floor'],",
      ],
    ],
    shows: [['docs/config.schema.json', '"floor"']],
  },
  {
    what: 'something worth watching, and its panel',
    edits: [
      [
        'src/signals/code.ts',
        'export const linesAdded =',
        "export const linesMoved = total(linesOfCode, { title: 'Lines moved', description: edits });\n\nexport const linesAdded =",
      ],
      [
        'src/dashboards/code.ts',
        'stat(code.linesRemoved),',
        'stat(code.linesRemoved),\n        stat(code.linesMoved),',
      ],
    ],
    shows: [
      ['dashboards/claude-code-code.json', 'Lines moved'],
      ['docs/dashboards.md', 'Lines moved'],
    ],
  },
  {
    what: 'a saved query in SQL',
    edits: [
      [
        'src/queries/more/places.ts',
        'export const places = defineQueries({',
        "export const places = defineQueries({\n  naps: { question: 'Who naps?', columns: { person: 'Person.' }, sql: ({ from }) => `\nSELECT person FROM ${from('sessions')} AS s GROUP BY person`, advice: 'Let them.' },",
      ],
    ],
    shows: [['queries/README.md', 'Who naps?']],
  },
  {
    what: 'a setting',
    edits: [
      [
        'src/config/schema.ts',
        '    ledger: z.int().min(128).default(512),',
        "    ledger: z.int().min(128).default(512),\n    naps: z.int().default(7).describe('What a nap takes.'),",
      ],
    ],
    shows: [
      ['docs/config.md', 'What a nap takes.'],
      ['docs/config.schema.json', 'What a nap takes.'],
    ],
  },
  {
    what: 'a guard pattern and a program that it reads',
    edits: [
      [
        family,
        'export const backupPatterns = definePatterns({',
        "export const backupPatterns = definePatterns({\n  'nap-cancel': { category: 'infrastructure', decision: ask, brief: 'Cancels naps', why: 'They are needed.', suggestion: 'Let a person do it.', catches: ['napctl cancel all'], spares: ['napctl list'] },",
      ],
      [
        family,
        'export const backupPrograms = {',
        "export const backupPrograms = {\n  napctl: program({ rules: { cancel: backupPatterns['nap-cancel'] } }),",
      ],
    ],
    shows: [['docs/patterns.md', 'nap-cancel']],
  },
  {
    what: 'a check of doctor',
    files: {
      'src/doctor/checks/naps.ts': `import { defineCheck, warning } from '../check.ts';

export const naps = defineCheck({
  id: 'naps',
  title: 'Naps',
  group: 'surroundings',
  needs: [],
  problems: { none: warning('Nobody naps.', 'lie down') },
  run: () => ({ problem: 'none' }),
});
`,
    },
    edits: [
      [
        'src/doctor/checks.ts',
        'import { newer }',
        "import { naps } from './checks/naps.ts';\nimport { newer }",
      ],
      ['src/doctor/checks.ts', '  newer,\n', '  newer,\n  naps,\n'],
      ['src/doctor/symptoms.ts', "ids: ['senders', 'newer']", "ids: ['senders', 'newer', 'naps']"],
    ],
    shows: [['docs/troubleshooting.md', 'Nobody naps.']],
  },
  {
    what: 'a command',
    files: { 'src/cli/commands/hello.ts': command([group, brief, build]) },
    edits: [],
    shows: [['docs/cli.md', 'Say hello to you.']],
  },
];
