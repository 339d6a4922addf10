import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../config/home.ts';
import { exitCode, Failure } from '../../failure.ts';
import { type ExportedDashboard, readExported } from './exported.ts';

const away = (address: string, why: string, cause?: unknown): Failure =>
  new Failure(`Grafana cannot be asked: ${why}.`, {
    where: address,
    fix: 'start it with the stack (Docker, or programs.grafana in config.yaml), or give the file of an export',
    exitCode: exitCode.unhealthy,
    cause,
  });

const passwordIn = (home: Home): string => {
  try {
    return readFileSync(path.join(home.secrets, 'grafana-password'), 'utf8').trim();
  } catch {
    return '';
  }
};

const get = async (url: string, headers: Record<string, string>): Promise<Response> => {
  try {
    return await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(5_000) });
  } catch (cause) {
    throw away(url, 'nothing answers', cause);
  }
};

/** The dashboards with these uids as a running Grafana has them now; those that it does not have are left out. */
export const dashboardsInGrafana = async (
  home: Home,
  port: number,
  uids: readonly string[],
): Promise<readonly ExportedDashboard[]> => {
  const address = `http://127.0.0.1:${port}`;
  const credentials = Buffer.from(`admin:${passwordIn(home)}`).toString('base64');
  const found = await Promise.all(
    uids.map(async (uid) => {
      const url = `${address}/api/dashboards/uid/${uid}`;
      const response = await get(url, { authorization: `Basic ${credentials}`, accept: 'application/json' });
      const isJson = response.headers.get('content-type')?.includes('json') ?? false;
      if (response.status === 404 && isJson) return [];
      if (response.status === 401 || response.status === 403)
        throw away(address, 'it does not know the password in secrets/grafana-password');
      if (!response.ok || !isJson)
        throw away(address, 'what answers there is no Grafana, but perhaps the viewer');
      return [readExported(await response.json(), url)];
    }),
  );
  return found.flat();
};
