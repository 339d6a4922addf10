import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { LocationServiceProvider, locationService } from '@grafana/runtime';
import {
  ErrorBoundaryAlert,
  GlobalStyles,
  ModalRoot,
  ModalsProvider,
  PortalContainer,
  useStyles2,
} from '@grafana/ui';
import { lazy, type ReactNode, Suspense, useLayoutEffect, useState } from 'react';
import { Navigate, Route, Router, Routes, useLocation } from 'react-router-dom';
import { DashboardPage } from './dashboard/page.tsx';
import { Header } from './header.tsx';
import { DashboardsPage, HomePage } from './home.tsx';
import { ThemeProvider } from './theme.tsx';

const ExplorePage = lazy(() =>
  import('./explore/page.tsx').then(({ ExplorePage: page }) => ({ default: page })),
);

const records = {
  Sessions: lazy(() =>
    import('./records/sessions.tsx').then(({ SessionsPage: page }) => ({ default: page })),
  ),
  Session: lazy(() => import('./records/session.tsx').then(({ SessionPage: page }) => ({ default: page }))),
  Events: lazy(() => import('./records/events.tsx').then(({ EventsPage: page }) => ({ default: page }))),
  Traces: lazy(() => import('./records/traces.tsx').then(({ TracesPage: page }) => ({ default: page }))),
  Queries: lazy(() => import('./records/queries.tsx').then(({ QueriesPage: page }) => ({ default: page }))),
};

/** One history for React Router and for Grafana's location service, so neither misses what the other does. */
function History({ children }: { children: ReactNode }) {
  const history = locationService.getHistory();
  const [state, setState] = useState({ location: history.location, action: history.action });
  useLayoutEffect(
    () =>
      history.listen((location: typeof history.location, action: typeof history.action) =>
        setState({ location, action }),
      ),
    [history],
  );
  return (
    <Router location={state.location} navigationType={state.action as never} navigator={history as never}>
      {children}
    </Router>
  );
}

const styles = (theme: GrafanaTheme2) => ({
  page: css({
    display: 'flex',
    flexDirection: 'column',
    minHeight: '100vh',
    background: theme.colors.background.canvas,
    '& :focus-visible': { outlineOffset: 1 },
  }),
  main: css({ flex: 1, display: 'flex', flexDirection: 'column', minWidth: 0 }),
});

function Page() {
  const style = useStyles2(styles);
  const { pathname } = useLocation();
  return (
    <div className={style.page}>
      <Header />
      <main id="content" className={style.main} tabIndex={-1}>
        <ErrorBoundaryAlert dependencies={[pathname]}>
          <Suspense fallback={null}>
            <Routes>
              <Route path="/" element={<HomePage />} />
              <Route path="/dashboards" element={<DashboardsPage />} />
              <Route path="/d/:uid" element={<DashboardPage />} />
              <Route path="/d/:uid/:slug" element={<DashboardPage />} />
              <Route path="/explore" element={<ExplorePage />} />
              <Route path="/sessions" element={<records.Sessions />} />
              <Route path="/sessions/:id" element={<records.Session />} />
              <Route path="/events" element={<records.Events />} />
              <Route path="/traces" element={<records.Traces />} />
              <Route path="/queries" element={<records.Queries />} />
              <Route path="/queries/:name" element={<records.Queries />} />
              <Route path="*" element={<Navigate to="/" replace />} />
            </Routes>
          </Suspense>
        </ErrorBoundaryAlert>
      </main>
    </div>
  );
}

export function App() {
  return (
    <ThemeProvider>
      <GlobalStyles />
      <LocationServiceProvider service={locationService}>
        <History>
          <ModalsProvider>
            <Page />
            <ModalRoot />
          </ModalsProvider>
        </History>
      </LocationServiceProvider>
      <PortalContainer />
    </ThemeProvider>
  );
}
