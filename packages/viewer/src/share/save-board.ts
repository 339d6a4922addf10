import { type GrafanaTheme2, LoadingState } from '@grafana/data';
import { SceneGridRow, type SceneObject, sceneGraph, VizPanel } from '@grafana/scenes';
import { narrowedBy } from '../dashboard/narrowed-by.ts';
import { askForGroups, type SharedGroups } from './groups.ts';
import { sharedPanel } from './shared-panel.ts';
import { snapshotHtml } from './snapshot.ts';

/** Why a board is not saved, in words for the person who asked. */
export class NotShared extends Error {}

const isOpen = (panel: VizPanel): boolean => {
  for (let above: SceneObject | undefined = panel.parent; above; above = above.parent)
    if (above instanceof SceneGridRow && above.state.isCollapsed) return false;
  return true;
};

/** Groups of each range that a panel has, asked for once. */
const groupsByRange = () => {
  const asked = new Map<string, Promise<SharedGroups>>();
  return (panel: VizPanel): Promise<SharedGroups> => {
    const { value } = sceneGraph.getTimeRange(panel).state;
    const key = `${value.from.valueOf()} ${value.to.valueOf()}`;
    const groups = asked.get(key) ?? askForGroups(value);
    asked.set(key, groups);
    return groups;
  };
};

const download = (name: string, html: string): void => {
  const address = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  // The browser has read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
};

/**
 * Saves what the open rows of a board show as one file that can be handed on.
 * @throws NotShared, Refused
 */
export const saveBoard = async (root: SceneObject, title: string, theme: GrafanaTheme2): Promise<void> => {
  // The name of a project is what may not be told.
  const narrowed = narrowedBy(root);
  if (narrowed.length > 0)
    throw new NotShared(
      `Choose All for ${narrowed.join(', ')}: a file to share tells of no part of the people.`,
    );
  const panels = (sceneGraph.findAllObjects(root, (one) => one instanceof VizPanel) as VizPanel[]).filter(
    isOpen,
  );
  if (panels.some((panel) => sceneGraph.getData(panel).state.data?.state === LoadingState.Loading))
    throw new NotShared('The board is still asking for its numbers: try again in a moment.');
  const groupsOf = groupsByRange();
  const shared = await Promise.all(
    panels.map(async (panel) => sharedPanel(panel, await groupsOf(panel), theme)),
  );
  const told = shared.filter((panel) => panel !== undefined);
  if (told.length === 0)
    throw new NotShared('Too few people worked in this range: a file to share would tell of each of them.');
  const { from, to } = sceneGraph.getTimeRange(root).state.value;
  const range = `${from.format('YYYY-MM-DD HH:mm')} – ${to.format('YYYY-MM-DD HH:mm')}`;
  const name = `${title.toLowerCase().replaceAll(/[^a-z]+/g, '-')}-${to.format('YYYY-MM-DD')}.html`;
  download(name, snapshotHtml({ title, range, panels: told, leftOut: panels.length - told.length }));
};
