import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Card, TagList, useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { Navigate } from 'react-router-dom';
import { homeUid, listDashboards, shortTitle } from './dashboard/api.ts';
import type { DashboardEntry } from './dashboard/model.ts';
import { Notice } from './notice.tsx';

const styles = (theme: GrafanaTheme2) => ({
  page: css({
    boxSizing: 'border-box',
    width: '100%',
    maxWidth: 960,
    margin: '0 auto',
    padding: theme.spacing(3, 2),
  }),
  list: css({ display: 'grid', gap: theme.spacing(1) }),
});

function useDashboards(): readonly DashboardEntry[] | 'failed' | undefined {
  const [dashboards, setDashboards] = useState<readonly DashboardEntry[] | 'failed'>();
  useEffect(() => {
    listDashboards().then(setDashboards, () => setDashboards('failed'));
  }, []);
  return dashboards;
}

export function HomePage() {
  const dashboards = useDashboards();
  if (!dashboards) return null;
  const home = dashboards !== 'failed' && dashboards.some(({ uid }) => uid === homeUid);
  return <Navigate to={home ? `/d/${homeUid}` : '/dashboards'} replace />;
}

export function DashboardsPage() {
  const style = useStyles2(styles);
  const dashboards = useDashboards();
  useEffect(() => {
    document.title = 'Dashboards – Claude Code';
  }, []);
  if (!dashboards) return null;
  if (dashboards === 'failed') {
    return (
      <Notice
        title="The viewer does not answer"
        text="Run start-observability status to see what is wrong."
      />
    );
  }
  if (dashboards.length === 0) {
    return (
      <Notice
        title="No dashboards yet"
        text="They are made by npm run generate. Reload this page afterwards."
      />
    );
  }
  /** A tag that every dashboard has says nothing. */
  const telling = (tags: readonly string[]): string[] =>
    tags.filter((tag) => dashboards.some((one) => !one.tags.includes(tag)));
  return (
    <div className={style.page}>
      <h1>Dashboards</h1>
      <div className={style.list}>
        {dashboards.map(({ uid, title, description, tags }) => (
          <Card key={uid} href={`/d/${uid}`} noMargin>
            <Card.Heading>{shortTitle(title)}</Card.Heading>
            {description && <Card.Description>{description}</Card.Description>}
            {telling(tags).length > 0 && (
              <Card.Tags>
                <TagList tags={telling(tags)} displayMax={4} />
              </Card.Tags>
            )}
          </Card>
        ))}
      </div>
    </div>
  );
}
