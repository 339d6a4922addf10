import { icons } from 'inlined-icons';
import { cacheStore } from 'react-inlinesvg';

/**
 * Gives the component library the icons that nearly every page shows, so that it asks for none of them: each would be a
 * request of its own, and wait behind the queries. Must run before the first icon is drawn.
 */
export const startIcons = (): void => {
  for (const [path, content] of Object.entries(icons))
    cacheStore.set(`${window.__grafana_public_path__ ?? ''}${path}`, { content, status: 'loaded' });
};
