import { sceneGraph, UrlSyncContextProvider } from '@grafana/scenes';
import { useTheme2 } from '@grafana/ui';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useParams } from 'react-router-dom';
import { Newcomer } from '../newcomer.tsx';
import { Notice } from '../notice.tsx';
import { onlyRead } from '../panels/told-series.tsx';
import { PrometheusStatus } from '../prometheus-status.tsx';
import { getDashboard, listDashboards, shortTitle } from './api.ts';
import type { DashboardEntry, DashboardModel } from './model.ts';
import { dashboardScene } from './scene.ts';

type Loaded =
  | { readonly model: DashboardModel; readonly dashboards: readonly DashboardEntry[] }
  | { readonly problem: string };

async function load(uid: string): Promise<Loaded> {
  try {
    const [model, dashboards] = await Promise.all([getDashboard(uid), listDashboards()]);
    if (!model) return { problem: `There is no dashboard with the uid “${uid}”.` };
    return { model, dashboards };
  } catch (error) {
    return { problem: `The dashboard could not be read: ${(error as Error).message}.` };
  }
}

/** `/d/<uid>`: one dashboard, with range and variables in the address as in Grafana. */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const [loaded, setLoaded] = useState<Loaded>();
  useEffect(() => {
    let current = true;
    setLoaded(undefined);
    void load(uid).then((result) => {
      if (current) setLoaded(result);
    });
    return () => {
      current = false;
    };
  }, [uid]);
  useEffect(() => {
    if (loaded && 'model' in loaded) document.title = `${loaded.model.title} – Claude Code`;
  }, [loaded]);
  if (!loaded) return null;
  if ('problem' in loaded) {
    return (
      <Notice
        title="No such dashboard"
        text={loaded.problem}
        link={{ to: '/dashboards', text: 'All dashboards' }}
      />
    );
  }
  return <Dashboard key={loaded.model.uid} {...loaded} />;
}

function Dashboard({ model, dashboards }: { model: DashboardModel; dashboards: readonly DashboardEntry[] }) {
  const theme = useTheme2();
  // Colours are put into the data when it arrives, so another theme needs a new scene; the address keeps its state.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read by the scene, not by this function
  const scene = useMemo(() => dashboardScene(model, dashboards), [model, dashboards, theme]);
  const refresh = useCallback(() => sceneGraph.getTimeRange(scene).onRefresh(), [scene]);
  return (
    <>
      <h1 className={onlyRead}>{shortTitle(model.title)}</h1>
      <PrometheusStatus onBack={refresh} />
      <Newcomer />
      <UrlSyncContextProvider key={theme.name} scene={scene} updateUrlOnInit createBrowserHistorySteps>
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </>
  );
}
