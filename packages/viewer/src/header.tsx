import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { ToolbarButton, useStyles2 } from '@grafana/ui';
import { useEffect, useState } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { listDashboards, shortTitle } from './dashboard/api.ts';
import type { DashboardEntry } from './dashboard/model.ts';
import { NamedCombobox } from './named-combobox.tsx';
import { type ThemeChoice, useThemeChoice } from './theme.tsx';

const styles = (theme: GrafanaTheme2) => ({
  bar: css({
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    minHeight: 48,
    flexWrap: 'wrap',
    padding: theme.spacing(0.5, 2),
    background: theme.colors.background.primary,
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(0.5, 1) },
  }),
  name: css({
    fontWeight: theme.typography.fontWeightMedium,
    whiteSpace: 'nowrap',
    color: theme.colors.text.primary,
    borderRadius: theme.shape.radius.default,
    [theme.breakpoints.down('sm')]: { display: 'none' },
  }),
  chooser: css({ flex: '1 1 160px', maxWidth: 320, minWidth: 0 }),
  pages: css({
    display: 'flex',
    gap: theme.spacing(1.5),
    a: { color: theme.colors.text.secondary, '&[aria-current]': { color: theme.colors.text.primary } },
  }),
  spacer: css({ flex: 1 }),
  /** On a phone the list to choose from has them all. */
  wideOnly: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
  skip: css({
    position: 'absolute',
    left: -9999,
    '&:focus': { left: 8, top: 8, zIndex: 2000, padding: 8, background: theme.colors.background.elevated },
  }),
});

/** What lies behind the numbers. */
const pages = [
  ['/sessions', 'Sessions'],
  ['/events', 'Events'],
  ['/traces', 'Traces'],
  ['/queries', 'Queries'],
] as const;

const themeLooks: Readonly<
  Record<ThemeChoice, { icon: 'sun' | 'moon' | 'adjust-circle'; next: ThemeChoice }>
> = {
  system: { icon: 'adjust-circle', next: 'light' },
  light: { icon: 'sun', next: 'dark' },
  dark: { icon: 'moon', next: 'system' },
} as never;

/** Chooses a dashboard; the range goes along, as when one follows a link. */
function Chooser({ uid }: { uid: string | undefined }) {
  const [dashboards, setDashboards] = useState<readonly DashboardEntry[]>([]);
  useEffect(() => {
    listDashboards().then(setDashboards, () => undefined);
  }, []);
  return (
    <NamedCombobox
      name="Dashboard"
      placeholder="Choose a dashboard"
      options={dashboards.map(({ uid: value, title }) => ({ value, label: shortTitle(title) }))}
      value={uid ?? null}
      onChange={({ value }) => {
        const now = new URLSearchParams(locationService.getLocation().search);
        const kept = new URLSearchParams([...now].filter(([name]) => name === 'from' || name === 'to'));
        locationService.push(`/d/${value}${kept.size > 0 ? `?${kept}` : ''}`);
      }}
    />
  );
}

export function Header() {
  const style = useStyles2(styles);
  const { pathname } = useLocation();
  const [choice, choose] = useThemeChoice();
  const { icon, next } = themeLooks[choice];
  const uid = /^\/d\/([^/]+)/.exec(pathname)?.[1];
  return (
    <header className={style.bar}>
      <a className={style.skip} href="#content">
        Skip to content
      </a>
      <Link className={style.name} to="/">
        Claude Code
      </Link>
      <nav className={style.chooser} aria-label="Dashboards">
        <Chooser uid={uid} />
      </nav>
      <nav className={style.pages} aria-label="Pages">
        {pages.map(([path, name]) => (
          <Link key={path} to={path} aria-current={pathname.startsWith(path) ? 'page' : undefined}>
            {name}
          </Link>
        ))}
      </nav>
      <div className={style.spacer} />
      <ToolbarButton
        className={style.wideOnly}
        icon="apps"
        tooltip="All dashboards"
        aria-label="All dashboards"
        onClick={() => locationService.push('/dashboards')}
      />
      <ToolbarButton
        icon="compass"
        tooltip="Explore: ask your own question in PromQL"
        aria-label="Explore"
        onClick={() => locationService.push('/explore')}
      />
      <ToolbarButton
        icon={icon as never}
        tooltip={`Theme: ${choice}. Click for ${next}`}
        aria-label={`Theme: ${choice}`}
        onClick={() => choose(next)}
      />
    </header>
  );
}
