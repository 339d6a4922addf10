import { home } from '../config/home.ts';
import { load } from '../config/load.ts';

/** Where the boards are: in Grafana, or on our own pages in its place. */
export const dashboardsAddress = (): string => `http://127.0.0.1:${load(home()).config.ports.grafana}`;

/** Where our own pages are: beside Grafana on a port of their own, else in its place. */
export const pagesAddress = async (): Promise<string> => {
  const { ports } = load(home()).config;
  const beside = `http://127.0.0.1:${ports.pages}`;
  const isThere = await fetch(`${beside}/ready`, { signal: AbortSignal.timeout(500) }).then(
    ({ ok }) => ok,
    () => false,
  );
  return isThere ? beside : dashboardsAddress();
};
