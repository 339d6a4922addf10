declare global {
  interface Window {
    __grafana_public_path__?: string | undefined;
    grafanaBootData?: object;
  }
}

// Grafana's libraries read both while they are loaded, so they are set before anything of them is imported.
// Icons are asked for below the path; its folder carries a hash, so they are cached for good.
window.__grafana_public_path__ = document.querySelector<HTMLElement>('[data-public]')?.dataset['public'];
window.grafanaBootData = {
  assets: { dark: '', light: '' },
  settings: {},
  user: { weekStart: 'monday', locale: navigator.language },
  navTree: [],
};

await import('./start.tsx');

export {};
