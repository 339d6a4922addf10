import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import { sceneGraph, UrlSyncContextProvider } from '@grafana/scenes';
import { Button, useStyles2, useTheme2 } from '@grafana/ui';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { useLocation } from 'react-router-dom';
import { PrometheusStatus } from '../prometheus-status.tsx';
import { Editor } from './editor.tsx';
import { exploreScene } from './scene.ts';

const styles = (theme: GrafanaTheme2) => ({
  top: css({ padding: theme.spacing(2, 2, 0), display: 'grid', gap: theme.spacing(1) }),
  title: css({ margin: 0 }),
  /** As high as an empty editor. */
  run: css({ minHeight: 40, justifyContent: 'center' }),
  line: css({
    display: 'grid',
    gridTemplateColumns: '1fr auto',
    gap: theme.spacing(1),
    alignItems: 'start',
    [theme.breakpoints.down('sm')]: { gridTemplateColumns: '1fr' },
  }),
});

/** `/explore?expr=…`: ask Prometheus a question of one's own. */
export function ExplorePage() {
  const style = useStyles2(styles);
  const theme = useTheme2();
  const { search } = useLocation();
  const expr = new URLSearchParams(search).get('expr') ?? '';
  const [typed, setTyped] = useState(expr);
  const [runs, setRuns] = useState(0);
  useEffect(() => setTyped(expr), [expr]);
  useEffect(() => {
    document.title = 'Explore – Claude Code';
  }, []);
  // biome-ignore lint/correctness/useExhaustiveDependencies: running the same expression again, or another theme, makes a new scene
  const scene = useMemo(() => exploreScene(expr), [expr, runs, theme]);
  const refresh = useCallback(() => sceneGraph.getTimeRange(scene).onRefresh(), [scene]);
  const run = (text: string) => {
    const trimmed = text.trim();
    if (trimmed === expr) setRuns((count) => count + 1);
    else locationService.partial({ expr: trimmed || null });
  };
  return (
    <>
      <PrometheusStatus onBack={refresh} />
      <div className={style.top}>
        <h1 className={style.title}>Explore</h1>
        <div className={style.line}>
          <Editor value={typed} onChange={setTyped} onRun={run} />
          <Button className={style.run} icon="play" onClick={() => run(typed)}>
            Run
          </Button>
        </div>
      </div>
      <UrlSyncContextProvider
        key={`${expr} ${runs} ${theme.name}`}
        scene={scene}
        updateUrlOnInit
        createBrowserHistorySteps
      >
        <scene.Component model={scene} />
      </UrlSyncContextProvider>
    </>
  );
}
