import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './page.css';
import { startPlatform } from './platform.ts';
import { firstTheme } from './theme.tsx';

const root = document.getElementById('root');
if (root) {
  await startPlatform(firstTheme());
  createRoot(root).render(<App />);
}
