import { createRoot } from 'react-dom/client';
import { startAccessibleNames } from './accessible-names.ts';
import { App } from './app.tsx';
import { startIcons } from './icons.ts';
import './page.css';
import { startPlatform } from './platform.ts';
import { firstTheme } from './theme.tsx';

/** Panels measure their texts once, so the fonts should be there; a page without them is better than none. */
const fontsReady = () =>
  Promise.race([
    Promise.all(['400 14px Inter', '500 14px Inter'].map((font) => document.fonts.load(font))),
    new Promise((resolve) => setTimeout(resolve, 500)),
  ]);

const root = document.getElementById('root');
if (root) {
  startIcons();
  startAccessibleNames();
  await Promise.all([startPlatform(firstTheme()), fontsReady()]);
  createRoot(root).render(<App />);
}
