import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { type SceneComponentProps, SceneObjectBase, type SceneObjectState } from '@grafana/scenes';
import { ToolbarButton, useStyles2, useTheme2 } from '@grafana/ui';
import { useState } from 'react';

interface ShareButtonState extends SceneObjectState {
  readonly title: string;
}

const styles = (theme: GrafanaTheme2) => ({
  place: css({ position: 'relative' }),
  refusal: css({
    position: 'absolute',
    top: '100%',
    right: 0,
    width: 280,
    zIndex: theme.zIndex.tooltip,
    padding: theme.spacing(1),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
  }),
});

/** Saves the board as one file of HTML that can be handed on. What saving needs is loaded when somebody does. */
export class ShareButton extends SceneObjectBase<ShareButtonState> {
  static Component = ({ model }: SceneComponentProps<ShareButton>) => {
    const { title } = model.useState();
    const theme = useTheme2();
    const style = useStyles2(styles);
    const [refusal, setRefusal] = useState('');
    const share = async (): Promise<void> => {
      setRefusal('');
      const { saveBoard } = await import('./save-board.ts');
      await saveBoard(model.getRoot(), title, theme).catch((error: Error) => setRefusal(error.message));
    };
    return (
      <div className={style.place}>
        <ToolbarButton
          icon="external-link-alt"
          variant="canvas"
          aria-label="Save to share"
          tooltip="Save what is shown as one HTML file, without people, projects, sessions and texts"
          onClick={() => void share()}
          onBlur={() => setRefusal('')}
        />
        {refusal && (
          <div role="alert" className={style.refusal}>
            {refusal}
          </div>
        )}
      </div>
    );
  };
}
