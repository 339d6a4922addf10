import { type DataLink, textUtil } from '@grafana/data';
import { locationService } from '@grafana/runtime';
import {
  type SceneComponentProps,
  SceneObjectBase,
  type SceneObjectState,
  sceneGraph,
} from '@grafana/scenes';
import { Dropdown, IconButton, Menu } from '@grafana/ui';

interface PanelLinksState extends SceneObjectState {
  readonly links: readonly DataLink[];
}

/** The links of a panel, in its title. */
export class PanelLinks extends SceneObjectBase<PanelLinksState> {
  static Component = ({ model }: SceneComponentProps<PanelLinks>) => {
    const { links } = model.useState();
    const menu = () => (
      <Menu>
        {links.map(({ title, url, targetBlank }) => {
          const address = textUtil.sanitizeUrl(sceneGraph.interpolate(model, url));
          return targetBlank || !address.startsWith('/') ? (
            <Menu.Item
              key={title}
              label={title}
              icon="external-link-alt"
              url={address}
              {...(targetBlank && { target: '_blank' })}
            />
          ) : (
            <Menu.Item key={title} label={title} icon="link" onClick={() => locationService.push(address)} />
          );
        })}
      </Menu>
    );
    return (
      <Dropdown overlay={menu}>
        <IconButton name="link" size="sm" aria-label="Links of this panel" />
      </Dropdown>
    );
  };
}
