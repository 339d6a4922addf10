import { textUtil } from '@grafana/data';
import { type SceneComponentProps, sceneGraph, sceneUtils, SceneObjectBase, type SceneObjectState } from '@grafana/scenes';
import { Dropdown, LinkButton, Menu, ToolbarButton } from '@grafana/ui';
import { locationService } from '@grafana/runtime';
import type { DashboardEntry, LinkModel } from './model.ts';

interface DashboardLinksState extends SceneObjectState {
  readonly links: readonly LinkModel[];
  readonly dashboards: readonly DashboardEntry[];
  readonly uid: string;
}

/** Range and variables as they are now, for links that keep them. */
function kept(model: DashboardLinks, { keepTime, includeVars }: LinkModel): string {
  const state = new URLSearchParams();
  const range = sceneGraph.getTimeRange(model);
  if (keepTime) {
    for (const [name, value] of Object.entries(range.urlSync?.getUrlState() ?? {})) {
      if (name !== 'timezone' && typeof value === 'string') state.set(name, value);
    }
  }
  if (includeVars) {
    for (const [name, value] of Object.entries(sceneUtils.getUrlState(model.getRoot()))) {
      if (!name.startsWith('var-')) continue;
      for (const one of Array.isArray(value) ? value : [value]) if (one != null) state.append(name, one);
    }
  }
  const text = state.toString();
  return text ? `?${text}` : '';
}

const address = (model: DashboardLinks, link: LinkModel, path: string): string => {
  const [before = '', hash] = textUtil.sanitizeUrl(sceneGraph.interpolate(model, path)).split('#');
  const extra = kept(model, link);
  const joined = before.includes('?') ? before + extra.replace('?', '&') : before + extra;
  return hash ? `${joined}#${hash}` : joined;
};

/** The links a dashboard shows above its panels: to other dashboards by tag, or anywhere. */
export class DashboardLinks extends SceneObjectBase<DashboardLinksState> {
  static Component = ({ model }: SceneComponentProps<DashboardLinks>) => {
    const { links, dashboards, uid } = model.useState();
    // Redrawn with the range and the variables, so that copied addresses keep what is shown.
    sceneGraph.getTimeRange(model).useState();
    return (
      <>
        {links.map((link) => {
          const key = `${link.type}-${link.title}-${link.url}`;
          if (link.type !== 'dashboards') return <One key={key} model={model} link={link} />;
          const found = dashboards.filter(
            (one) => one.uid !== uid && (link.tags ?? []).every((tag) => one.tags.includes(tag)),
          );
          if (!link.asDropdown) {
            return found.map((one) => (
              <One key={one.uid} model={model} link={{ ...link, title: one.title, url: `/d/${one.uid}` }} />
            ));
          }
          const menu = () => (
            <Menu>
              {found.map((one) => (
                <Menu.Item
                  key={one.uid}
                  label={one.title}
                  onClick={() => locationService.push(address(model, link, `/d/${one.uid}`))}
                />
              ))}
            </Menu>
          );
          return (
            <Dropdown key={key} overlay={menu}>
              <ToolbarButton icon="bars" variant="canvas" tooltip={link.tooltip ?? ''}>
                {link.title}
              </ToolbarButton>
            </Dropdown>
          );
        })}
      </>
    );
  };
}

function One({ model, link }: { model: DashboardLinks; link: LinkModel }) {
  const to = address(model, link, link.url ?? '/');
  const inside = to.startsWith('/') && !link.targetBlank;
  if (inside) {
    // Computed at the click as well: variables may have changed since the page was drawn.
    return (
      <ToolbarButton
        variant="canvas"
        icon="apps"
        tooltip={link.tooltip || (link.title ?? '')}
        onClick={() => locationService.push(address(model, link, link.url ?? '/'))}
      >
        {link.title}
      </ToolbarButton>
    );
  }
  return (
    <LinkButton variant="secondary" icon="external-link-alt" href={to} target={link.targetBlank ? '_blank' : '_self'} rel="noreferrer">
      {link.title}
    </LinkButton>
  );
}

