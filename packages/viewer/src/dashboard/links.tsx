import { css } from '@emotion/css';
import { type GrafanaTheme2, textUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  type SceneComponentProps,
  SceneObjectBase,
  type SceneObjectState,
  sceneGraph,
  sceneUtils,
} from '@grafana/scenes';
import { Dropdown, LinkButton, Menu, ToolbarButton, useStyles2 } from '@grafana/ui';
import { shortTitle } from './api.ts';
import type { DashboardEntry, LinkModel } from './model.ts';

const styles = (theme: GrafanaTheme2) => ({
  /** On a phone buttons have no texts, and what these lead to stands in the head of the page. */
  wideOnly: css({ [theme.breakpoints.down('sm')]: { display: 'none' } }),
});

interface DashboardLinksState extends SceneObjectState {
  readonly links: readonly LinkModel[];
  readonly dashboards: readonly DashboardEntry[];
  readonly uid: string;
}

const isKept = (name: string, { keepTime, includeVars }: LinkModel): boolean =>
  name.startsWith('var-') ? includeVars === true : keepTime === true && (name === 'from' || name === 'to');

/** Range and variables as they are now, for links that keep them. */
function kept(model: DashboardLinks, link: LinkModel): URLSearchParams {
  const now = new URLSearchParams();
  for (const [name, value] of Object.entries(sceneUtils.getUrlState(model.getRoot()))) {
    const values = (Array.isArray(value) ? value : [value]).filter((one) => typeof one === 'string');
    if (isKept(name, link)) for (const one of values) now.append(name, one);
  }
  return now;
}

function address(model: DashboardLinks, link: LinkModel): string {
  const [before = '', hash] = textUtil.sanitizeUrl(sceneGraph.interpolate(model, link.url || '/')).split('#');
  const extra = kept(model, link).toString();
  const joined = extra ? `${before}${before.includes('?') ? '&' : '?'}${extra}` : before;
  return hash ? `${joined}#${hash}` : joined;
}

/** The links a dashboard shows above its panels: to other dashboards by tag, or anywhere. */
export class DashboardLinks extends SceneObjectBase<DashboardLinksState> {
  static Component = ({ model }: SceneComponentProps<DashboardLinks>) => {
    const { links } = model.useState();
    return links.map((link) => (
      <One key={`${link.type} ${link.title} ${link.url}`} model={model} link={link} />
    ));
  };

  /** The links that one by tags stands for; the dashboard itself is not among them. */
  tagged(link: LinkModel): readonly LinkModel[] {
    const { dashboards, uid } = this.state;
    return dashboards
      .filter((one) => one.uid !== uid && (link.tags ?? []).every((tag) => one.tags.includes(tag)))
      .map((one) => ({
        ...link,
        type: 'link',
        title: shortTitle(one.title),
        tooltip: one.description,
        url: `/d/${one.uid}`,
      }));
  }
}

interface OneProps {
  readonly model: DashboardLinks;
  readonly link: LinkModel;
}

function One({ model, link }: OneProps) {
  if (link.type !== 'dashboards') return <Single model={model} link={link} />;
  const found = model.tagged(link);
  if (!link.asDropdown) return found.map((one) => <Single key={one.url} model={model} link={one} />);
  const menu = () => (
    <Menu>
      {found.map((one) => (
        <Menu.Item
          key={one.url}
          label={one.title ?? ''}
          onClick={() => locationService.push(address(model, one))}
        />
      ))}
    </Menu>
  );
  return (
    <Dropdown overlay={menu}>
      <ToolbarButton icon="bars" variant="canvas" tooltip={link.tooltip || (link.title ?? '')}>
        {link.title}
      </ToolbarButton>
    </Dropdown>
  );
}

function Single({ model, link }: OneProps) {
  const style = useStyles2(styles);
  const inside = (link.url ?? '/').startsWith('/') && !link.targetBlank;
  if (inside) {
    return (
      <ToolbarButton
        className={style.wideOnly}
        variant="canvas"
        icon="apps"
        aria-label={link.title ?? ''}
        tooltip={link.tooltip || (link.title ?? '')}
        // Made at the click: range and variables may have changed since the button was drawn.
        onClick={() => locationService.push(address(model, link))}
      >
        {link.title}
      </ToolbarButton>
    );
  }
  return (
    <LinkButton
      variant="secondary"
      icon="external-link-alt"
      href={address(model, link)}
      target={link.targetBlank ? '_blank' : '_self'}
      rel="noreferrer"
    >
      {link.title}
    </LinkButton>
  );
}
