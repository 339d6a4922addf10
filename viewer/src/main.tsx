import { createRoot } from 'react-dom/client';
import '@fontsource-variable/inter/index.css';
import '@fontsource-variable/roboto-mono/index.css';
import { App } from './app.tsx';
import { startPlatform } from './platform.ts';
import { firstTheme } from './theme.tsx';
import './page.css';

declare global {
  interface Window {
    __grafana_public_path__?: string | undefined;
  }
}

// The component library asks for its icons below this path; its folder carries a hash, so they are cached for good.
window.__grafana_public_path__ = document.querySelector<HTMLElement>('[data-public]')?.dataset['public'];

const root = document.getElementById('root');
if (root) {
  await startPlatform(firstTheme());
  createRoot(root).render(<App />);
}
