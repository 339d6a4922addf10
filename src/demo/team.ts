import type { Model } from './models.ts';

export type Mode = 'default' | 'acceptEdits' | 'plan' | 'bypassPermissions';

/** Where people work, and what they write there. */
export interface Project {
  readonly name: string;
  readonly team: string;
  readonly files: readonly string[];
  readonly test: string;
}

/** Someone who uses Claude Code: habits that the sessions are drawn from. */
export interface Person {
  readonly name: string;
  readonly projects: readonly ProjectName[];
  readonly models: Readonly<Partial<Record<Model, number>>>;
  readonly mode: Mode;
  readonly terminal: string;
  /** Hour the day begins, and how many sessions it has in the mean. */
  readonly from: number;
  readonly sessions: number;
  readonly skill?: string;
  readonly mcp: readonly string[];
  readonly plugins: readonly string[];
}

const projects = {
  storefront: {
    name: 'storefront',
    team: 'web',
    files: ['src/cart.tsx', 'src/checkout.ts', 'src/search.ts', 'src/theme.css', 'e2e/cart.spec.ts'],
    test: 'npm test',
  },
  'design-system': {
    name: 'design-system',
    team: 'web',
    files: ['src/button.tsx', 'src/dialog.tsx', 'src/tokens.css', 'docs/button.mdx', 'package.json'],
    test: 'npm run test:ui',
  },
  payments: {
    name: 'payments',
    team: 'platform',
    files: ['ledger/post.go', 'ledger/post_test.go', 'api/refund.go', 'api/openapi.yaml', 'db/007.sql'],
    test: 'go test ./...',
  },
  infrastructure: {
    name: 'infrastructure',
    team: 'platform',
    files: ['network/main.tf', 'cluster/values.yaml', 'scripts/rotate.sh', 'cluster/alerts.yaml'],
    test: 'terraform plan',
  },
  recommendations: {
    name: 'recommendations',
    team: 'data',
    files: ['pipeline/train.py', 'pipeline/features.py', 'tests/test_features.py', 'explore.ipynb'],
    test: 'pytest -q',
  },
  warehouse: {
    name: 'warehouse',
    team: 'data',
    files: ['models/orders.sql', 'models/customers.sql', 'dags/daily.py', 'models/schema.yml'],
    test: 'dbt test',
  },
} as const satisfies Readonly<Record<string, Project>>;

export type ProjectName = keyof typeof projects;

export const projectOf = (name: ProjectName): Project => projects[name];

const builtin = ['cc-plugin-agents-md', 'cc-plugin-code-review'];
const zsh = { terminal: 'iTerm.app', plugins: builtin };
const code = { terminal: 'vscode', plugins: [...builtin, 'frontend-design'] };

/** Made up. */
export const people: readonly Person[] = [
  {
    name: 'amara',
    projects: ['storefront'],
    models: { 'claude-opus-4-8': 7, 'claude-sonnet-5': 3 },
    mode: 'acceptEdits',
    from: 9,
    sessions: 3,
    skill: 'release-notes',
    mcp: ['github'],
    ...code,
  },
  {
    name: 'bruno',
    projects: ['storefront', 'design-system'],
    models: { 'claude-sonnet-5': 9, 'claude-opus-4-8': 1 },
    mode: 'default',
    from: 8,
    sessions: 2.5,
    mcp: [],
    ...code,
  },
  {
    name: 'chidi',
    projects: ['payments'],
    models: { 'claude-opus-4-8': 9, 'claude-sonnet-5': 1 },
    mode: 'acceptEdits',
    from: 10,
    sessions: 3.5,
    skill: 'code-review',
    mcp: ['github', 'postgres'],
    ...zsh,
  },
  {
    name: 'daria',
    projects: ['payments'],
    models: { 'claude-sonnet-5': 1 },
    mode: 'default',
    from: 9,
    sessions: 2,
    mcp: ['postgres'],
    terminal: 'WezTerm',
    plugins: builtin,
  },
  {
    name: 'emil',
    projects: ['infrastructure'],
    models: { 'claude-opus-4-8': 5, 'claude-sonnet-5': 5 },
    mode: 'default',
    from: 8,
    sessions: 2.5,
    mcp: ['grafana'],
    terminal: 'tmux',
    plugins: builtin,
  },
  {
    name: 'fumiko',
    projects: ['recommendations'],
    models: { 'claude-opus-4-8': 6, 'claude-haiku-4-5': 4 },
    mode: 'bypassPermissions',
    from: 10,
    sessions: 3,
    skill: 'notebook-tidy',
    mcp: [],
    ...code,
  },
  {
    name: 'goran',
    projects: ['warehouse'],
    models: { 'claude-sonnet-5': 7, 'claude-haiku-4-5': 3 },
    mode: 'acceptEdits',
    from: 9,
    sessions: 1.5,
    mcp: ['postgres'],
    ...zsh,
  },
  {
    name: 'hana',
    projects: ['design-system'],
    models: { 'claude-sonnet-5': 1 },
    mode: 'plan',
    from: 9,
    sessions: 1.5,
    mcp: ['figma'],
    ...code,
  },
  {
    name: 'ines',
    projects: ['warehouse', 'recommendations'],
    models: { 'claude-opus-4-8': 2, 'claude-sonnet-5': 8 },
    mode: 'default',
    from: 11,
    sessions: 1,
    mcp: [],
    terminal: 'WarpTerminal',
    plugins: builtin,
  },
];
