import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import {
  EmbeddedScene,
  type EmbeddedSceneState,
  type SceneComponentProps,
  type SceneObject,
} from '@grafana/scenes';
import { ToolbarButton, useStyles2 } from '@grafana/ui';
import { useId, useState } from 'react';
import { useNarrowedBy } from './dashboard/narrowed-by.ts';

interface PageSceneState extends EmbeddedSceneState {
  /** What stands at the right, beside the variables: links, range, refresh. */
  readonly rangeControls: SceneObject[];
}

const styles = (theme: GrafanaTheme2) => ({
  controls: css({
    display: 'flex',
    flexWrap: 'wrap',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 2),
    background: theme.colors.background.canvas,
    [theme.breakpoints.up('md')]: { position: 'sticky', top: 0, zIndex: theme.zIndex.activePanel },
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1) },
  }),
  group: css({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: theme.spacing(1), minWidth: 0 }),
  /** On a phone the variables are behind it: what a person came for is the first number. */
  filters: css({ display: 'none', [theme.breakpoints.down('sm')]: { display: 'block' } }),
  /** Two beside each other where the page is narrow; a label gives way, what is chosen does not. */
  variables: css({
    [theme.breakpoints.down('sm')]: {
      display: 'grid',
      order: 1,
      gridTemplateColumns: '1fr 1fr',
      width: '100%',
      '> div': { minWidth: 0 },
      '> div > :nth-child(2)': { flex: 1, minWidth: 0, width: 'auto' },
      // What a variable means is told where there is room; what is chosen must be read.
      'label > svg': { display: 'none' },
      label: { overflow: 'hidden', textOverflow: 'ellipsis', minWidth: 40 },
    },
  }),
  folded: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
  range: css({
    marginLeft: 'auto',
    [theme.breakpoints.down('sm')]: {
      marginLeft: 0,
      maxWidth: '100%',
      '> *, > * > *': { minWidth: 0, maxWidth: '100%' },
      // A range between two moments is longer than the page is wide: its end gives way.
      'button[data-testid="data-testid TimePicker Open Button"]': { minWidth: 0, flexShrink: 1 },
    },
    // The library leaves texts out of buttons where the page is narrow; the range must be seen.
    'button[data-testid="data-testid TimePicker Open Button"] > *': {
      display: 'block',
      overflow: 'hidden',
      textOverflow: 'ellipsis',
      minWidth: 0,
    },
  }),
  body: css({
    display: 'flex',
    flexGrow: 1,
    minWidth: 0,
    padding: theme.spacing(1, 2, 4),
    [theme.breakpoints.down('sm')]: { padding: theme.spacing(1, 1, 4) },
  }),
});

/** A page with variables and range above and panels below. */
export class PageScene extends EmbeddedScene {
  static override Component = PageSceneRenderer;
  constructor(state: PageSceneState) {
    super(state);
  }
}

function PageSceneRenderer({ model }: SceneComponentProps<EmbeddedScene>) {
  const style = useStyles2(styles);
  const { body, controls = [], rangeControls } = model.useState() as PageSceneState;
  const [isOpen, setIsOpen] = useState(false);
  const narrowed = useNarrowedBy(model);
  const variables = useId();
  const draw = (control: SceneObject) => <control.Component key={control.state.key} model={control} />;
  return (
    <>
      <div className={style.controls}>
        <div id={variables} className={cx(style.group, style.variables, !isOpen && style.folded)}>
          {controls.map(draw)}
        </div>
        <div className={`${style.group} ${style.range}`}>
          {controls.length > 0 && (
            <div className={style.filters}>
              <ToolbarButton
                icon="filter"
                variant={narrowed.length > 0 ? 'active' : 'canvas'}
                aria-label={narrowed.length > 0 ? `Filters: ${narrowed.join(', ')}` : 'Filters'}
                aria-expanded={isOpen}
                aria-controls={variables}
                onClick={() => setIsOpen(!isOpen)}
              />
            </div>
          )}
          {rangeControls.map(draw)}
        </div>
      </div>
      <div className={style.body}>
        <body.Component model={body} />
      </div>
    </>
  );
}
