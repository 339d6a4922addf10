import type { DashboardEntry, DashboardModel } from './model.ts';

async function get<T>(path: string): Promise<T | undefined> {
  const response = await fetch(path);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The viewer answered ${response.status}`);
  return (await response.json()) as T;
}

/** The dashboard that opens first where it is there. */
export const homeUid = 'claude-code-overview';

/** All dashboards by name, the one that opens first before the others. */
export async function listDashboards(): Promise<readonly DashboardEntry[]> {
  const all = (await get<DashboardEntry[]>('/api/dashboards')) ?? [];
  return [...all].sort((a, b) => Number(b.uid === homeUid) - Number(a.uid === homeUid));
}

/** What a dashboard is called among its like: `Claude Code / Cost` is `Cost` below a heading that says the rest. */
export const shortTitle = (title: string): string => title.split(' / ').at(-1) ?? title;

export const getDashboard = (uid: string): Promise<DashboardModel | undefined> =>
  get<DashboardModel>(`/api/dashboards/${encodeURIComponent(uid)}`);
