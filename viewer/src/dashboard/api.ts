import type { DashboardEntry, DashboardModel } from './model.ts';

async function get<T>(path: string): Promise<T | undefined> {
  const response = await fetch(path);
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The viewer answered ${response.status}`);
  return (await response.json()) as T;
}

export const listDashboards = async (): Promise<readonly DashboardEntry[]> =>
  (await get<DashboardEntry[]>('/api/dashboards')) ?? [];

export const getDashboard = (uid: string): Promise<DashboardModel | undefined> =>
  get<DashboardModel>(`/api/dashboards/${encodeURIComponent(uid)}`);
