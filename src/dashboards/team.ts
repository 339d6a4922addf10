import type { Config } from '../config/schema.ts';
import { bars, curves, perDay } from '../panels/charts.ts';
import { table, text } from '../panels/tables.ts';
import { ranking, stat } from '../panels/values.ts';
import * as cost from '../signals/cost.ts';
import * as sessions from '../signals/sessions.ts';
import * as team from '../signals/team.ts';
import type { Dashboard } from './dashboard.ts';
import { people } from './people.ts';

const note =
  'People are told apart only where `labels.shared` in config.yaml has `user`, and teams and projects only where clients send `OTEL_RESOURCE_ATTRIBUTES=team=…,project=…`. Otherwise the tables below have one row. Active installations are always counted, without naming anybody. **Lines and sessions measure use, not worth.**';

export const teamDashboard = (config: Config): Dashboard => ({
  name: 'team',
  title: 'Claude Code / Team',
  description:
    'Who uses Claude Code, how many, and for what; useful where labels for people or teams are on.',
  choices: ['team', 'project', ...people(config)],
  rows: [
    {
      title: 'Adoption',
      panels: [
        stat(team.dailyUsers),
        stat(team.weeklyUsers),
        stat(team.monthlyUsers),
        stat(team.stickiness),
        stat(team.peopleInRange),
        stat(team.costPerPersonDay),
        text('What this needs', note),
        curves([team.dailyUsers, team.weeklyUsers, team.monthlyUsers], {
          title: 'Active installations',
          description: 'Different installations that sent data in the last 1, 7 and 30 days.',
        }),
        perDay(sessions.sessionsByProject, { title: 'Sessions per day, by project', timeFrom: '30d' }),
      ],
    },
    {
      title: 'Leaderboards',
      panels: [
        ranking(team.costByUser),
        ranking(team.sessionsByUser),
        ranking(team.linesByUser),
        table({
          title: 'People',
          description: 'What each person did in the range. One row where people are not told apart.',
          rows: { user: 'Person' },
          columns: team.throughput('user', 'not told apart'),
          height: 12,
        }),
      ],
    },
    {
      title: 'Teams and projects',
      panels: [
        table({
          title: 'Teams',
          description: 'What each team did in the range.',
          rows: { team: 'Team' },
          columns: team.throughput('team', 'no team set'),
        }),
        table({
          title: 'Projects',
          description: 'What was done in each project in the range.',
          rows: { project: 'Project' },
          columns: team.throughput('project', 'no project set'),
        }),
        bars(cost.spendByTeam, { title: 'Cost over time, by team' }),
        bars(team.costByUser, { title: 'Cost over time, by person' }),
      ],
    },
  ],
});
