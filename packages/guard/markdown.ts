import { categories, type Pattern } from './findings/pattern.ts';
import { patterns } from './patterns.ts';

const titles: Record<(typeof categories)[number], string> = {
  delete: 'Deletion',
  device: 'Disks and devices',
  git: 'Git history and working tree',
  secret: 'Files with secrets',
  environment: 'The environment',
  'remote-code': 'Code from elsewhere',
  permission: 'Permissions',
  system: 'The machine',
  container: 'Containers and volumes',
  infrastructure: 'Clusters, clouds and services',
  database: 'Databases',
  stack: 'This stack itself',
  unreadable: 'What cannot be read',
};

const code = (text: string): string => {
  const fence = text.includes('`') ? '``' : '`';
  const pad = fence.length > 1 ? ' ' : '';
  return `${fence}${pad}${text.replaceAll('|', '\\|')}${pad}${fence}`;
};

const row = ({ id, decision, brief, why, suggestion }: Pattern): string =>
  `| ${code(id)} | ${decision.default} | ${decision.strict} | ${brief}. ${why}${suggestion === '' ? '' : ` *${suggestion}*`} |`;

const examples = ({ id, catches, spares }: Pattern): string[] =>
  catches.length + spares.length === 0
    ? []
    : [
        `* ${code(id)}: stops ${catches.map(code).join(', ') || 'nothing alone'}${spares.length > 0 ? `; leaves ${spares.map(code).join(', ')}` : ''}`,
      ];

const section = (category: (typeof categories)[number]): string[] => {
  const own = patterns.filter((pattern) => pattern.category === category);
  const listed = own.flatMap(examples);
  return [
    `## ${titles[category]} (\`${category}\`)`,
    '',
    '| pattern | default | strict | what it is |',
    '| --- | --- | --- | --- |',
    ...own.map(row),
    '',
    ...(listed.length > 0 ? [...listed, ''] : []),
  ];
};

/** The text of `docs/patterns.md`: every pattern with its decisions and examples, written from the table in the code. */
export const patternsMarkdown = (): string =>
  `${[
    '# Guard patterns',
    '',
    'Written from `packages/guard/families/`; do not edit. What the guard does and how to change its decisions is in [guard.md](guard.md).',
    '',
    ...categories.flatMap(section),
  ]
    .join('\n')
    .trimEnd()}\n`;
